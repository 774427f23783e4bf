# SPDX-License-Identifier: EUPL-1.2
# test_pin.sh - the PIN of the team: set by a coordinator or a command, asked by
# the kiosk, slow to guess, and gone with the next one.
. "$(dirname "$0")/lib.sh"

site gent init --name Gent --user an --password-stdin <<<'first password' >"$WORK/gent.init" 2>"$WORK/gent-init.log"
printf '[http]\nlisten = 127.0.0.1:0\n' >"$WORK/gent/site.conf"
chmod 600 "$WORK/gent/site.conf"
site gent user add bo --role staff --password-stdin <<<'staff password' >/dev/null
site_start gent
json=(-H 'Content-Type: application/json')
# ask PATH BODY [CURL...]: the status; the reply in $WORK/reply, its head in head.
ask() {
    local path=$1 body=$2
    shift 2
    curl -s -o "$WORK/reply" -D "$WORK/head" -w '%{http_code}' "${json[@]}" "$@" -d "$body" "$URL/api/v1/$path"
}
# enter NAME OLD NEW: log in and change the password; sets csrf.
enter() {
    ask login "{\"name\":\"$1\",\"password\":\"$2\"}" -c "$WORK/$1" >/dev/null
    csrf=$(jq -r .csrf "$WORK/reply")
    ask password "{\"old\":\"$2\",\"new\":\"$3\"}" -b "$WORK/$1" -c "$WORK/$1" -H "X-CSRF-Token: $csrf" >/dev/null
    csrf=$(curl -s -b "$WORK/$1" "$URL/api/v1/session" | jq -r .csrf)
}
known() { curl -s "$URL/api/v1/kiosk" | jq .pin; }

expect 409 "$(ask pin '{"pin":"1234"}')" 'none is set'
expect false "$(known)" 'and the page is told'
enter bo 'staff password' 'another one of mine'
expect 403 "$(ask pin/set '{"pin":"1234"}' -b "$WORK/bo" -H "X-CSRF-Token: $csrf")" 'staff do not set it'
expect 401 "$(ask pin/set '{"pin":"1234"}')" 'nor does anybody'
enter an 'first password' 'another one of mine'
as_an=(-b "$WORK/an" -H "X-CSRF-Token: $csrf")
for bad in 123 123456789 12a4 ' 1234' '１２３４'; do
    expect 400 "$(ask pin/set "{\"pin\":\"$bad\"}" "${as_an[@]}")" "no PIN: '$bad'"
done
expect 400 "$(ask pin/set '{"pin":1234}' "${as_an[@]}")" 'a number is none'
expect 400 "$(ask pin/set '{"pin":"1234","more":1}' "${as_an[@]}")" 'and nothing beside it'
expect 403 "$(ask pin/set '{"pin":"1234"}' -b "$WORK/an")" 'without the token of the session'
expect 200 "$(ask pin/set '{"pin":"1234"}' "${as_an[@]}")" 'a coordinator sets it'
expect true "$(known)" 'and the page is told'
expect 'an|set the PIN of the kiosk' "$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT who, what FROM audit_log ORDER BY id DESC LIMIT 1')" 'the log says who'

expect 403 "$(ask pin '{"pin":"4321"}')" 'a wrong one'
expect null "$(jq .ticket "$WORK/reply")" 'opens nothing'
expect 200 "$(ask pin '{"pin":"1234"}')" 'the right one'
ticket=$(jq -r .ticket "$WORK/reply")
[[ $ticket =~ ^[0-9a-f]{64}$ ]] || fail "no ticket: $(cat "$WORK/reply")"
expect 0 "$(grep -ci set-cookie "$WORK/head" || true)" 'gives a ticket, and nothing that tells pages apart'

# A right one between forgets the wrong ones; five in a row make all wait.
got=''
for pin in 1111 2222 3333 4444 1234 1111 2222 3333 4444 5555 6666 1234; do
    got+=" $(ask pin "{\"pin\":\"$pin\"}")"
done
expect ' 403 403 403 403 200 403 403 403 403 403 429 429' "$got" 'after five wrong ones, wait'
wait=$(tr -d '\r' <"$WORK/head" | sed -n 's/^Retry-After: //p')
sleep "$wait"
expect 403 "$(ask pin '{"pin":"7777"}')" 'then once more'
expect 429 "$(ask pin '{"pin":"1234"}')" 'and wait again'
more=$(tr -d '\r' <"$WORK/head" | sed -n 's/^Retry-After: //p')
[ "$more" -gt "$wait" ] || fail "waits $more s after $wait s"
pass 'for longer'

expect 0 "$(status_of site gent pin set)" 'the command makes one'
expect 'PIN: 6' "$(sed -nE 's/^(PIN: )[0-9]{6}$/\16/p' "$WORK/out")" 'of six digits'
expect 2 "$(status_of site gent pin set --pin-stdin <<<12)" 'not a short one'
expect 0 "$(status_of site gent pin set --pin-stdin <<<98765432)" 'or takes one'
expect 200 "$(ask pin '{"pin":"98765432"}')" 'which holds at once, whoever guessed at the one before'
expect "$ticket" "$(jq -r .ticket "$WORK/reply")" 'and gives everybody the same ticket'
for pin in 1111 2222 3333 4444 5555; do ask pin "{\"pin\":\"$pin\"}" >/dev/null; done
expect 429 "$(ask pin '{"pin":"98765432"}')" 'a visitor locks the team out'
expect 200 "$(ask pin/set '{"pin":"98765432"}' "${as_an[@]}")" 'and a coordinator, who sets the same,'
expect 200 "$(ask pin '{"pin":"98765432"}')" 'lets it in again'
grep -aqE '98765432|"1234"' "$WORK/gent/site.db" "$WORK/gent/site.db-wal" "$WORK/gent.log" && fail 'a PIN stands in the clear'
pass 'no PIN stands in the clear'
grep -aq "$ticket" "$WORK/gent/site.db" "$WORK/gent/site.db-wal" "$WORK/gent.log" && fail 'the ticket stands in the clear'
pass 'nor does the ticket'
stop "$SITE_PID"
expect 0 "$(status_of site gent verify)" 'sound'
