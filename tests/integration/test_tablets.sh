# SPDX-License-Identifier: EUPL-1.2
# test_tablets.sh - the listener for tablets: a certificate of a CA that the
# test makes, pairing, what it serves to whom, and what it does not.
. "$(dirname "$0")/lib.sh"

# ---- A CA, and a certificate for kiosk.test ----
ec() { openssl ecparam -name prime256v1 -genkey -noout -out "$1" 2>/dev/null; }
ec "$WORK/ca.key"
openssl req -x509 -key "$WORK/ca.key" -out "$WORK/ca.pem" -subj /CN=Test -days 30 2>/dev/null
# certificate NAME DAYS: $WORK/NAME.pem and NAME.key
certificate() {
    ec "$WORK/$1.key"
    chmod 600 "$WORK/$1.key"
    openssl req -new -key "$WORK/$1.key" -out "$WORK/$1.csr" -subj /CN=kiosk.test 2>/dev/null
    printf 'subjectAltName=DNS:kiosk.test\n' >"$WORK/ext"
    openssl x509 -req -in "$WORK/$1.csr" -CA "$WORK/ca.pem" -CAkey "$WORK/ca.key" -CAcreateserial -days "$2" \
        -extfile "$WORK/ext" -out "$WORK/$1.pem" 2>/dev/null
}
certificate long 200
certificate short 10

site gent init --name Gent --user an --password-stdin <<<'first password' >"$WORK/gent.init" 2>"$WORK/gent-init.log"
site gent user add bo --role staff --password-stdin <<<'staff password' >/dev/null
site gent questionnaire add "$SOURCE/client/content/questionnaires/end.json" >/dev/null
site gent project add wijkhuis --name Wijkhuis --from "$(month_ago 0)" --questionnaire end --promise director >/dev/null
# conf CERTIFICATE NAME [LISTEN]
conf() {
    cat >"$WORK/gent/site.conf" <<CONF
[site]
kiosk_per_minute = 100000
[http]
listen = 127.0.0.1:0
[tablet]
listen = ${3-127.0.0.1:0}
name = $2
certificate = $WORK/$1.pem
key = $WORK/$1.key
CONF
    chmod 600 "$WORK/gent/site.conf"
}
for wrong in kiosk.local .test 'Kiosk Test' ''; do
    conf long "$wrong"
    expect 1 "$(status_of site gent status)" "not a name: '$wrong'"
done
conf long kiosk.test 0.0.0.0
expect 1 "$(status_of site gent status)" 'a listener without a port'
conf short kiosk.test

cp "$WORK/short.key" "$WORK/kept"
cp "$WORK/long.key" "$WORK/short.key"
[ "$(status_of timeout 60 "$SITE_BIN" --state-dir "$WORK/gent" serve)" != 0 ] || fail 'a key of another certificate'
pass 'a key of another certificate'
cp "$WORK/kept" "$WORK/short.key"
chmod 644 "$WORK/short.key"
[ "$(status_of timeout 60 "$SITE_BIN" --state-dir "$WORK/gent" serve)" != 0 ] || fail 'a key that others read'
pass 'a key that others may read'
chmod 600 "$WORK/short.key"

site_start gent
PORT=$(sed -n 's/.*for tablets on https:.*:\([0-9]*\)$/\1/p' "$WORK/gent.log")
BASE=https://kiosk.test:$PORT
# tablet PATH [CURL...]: the status, from a tablet that knows the CA
tablet() {
    local path=$1
    shift
    curl -s --cacert "$WORK/ca.pem" --resolve "kiosk.test:$PORT:127.0.0.1" -o "$WORK/reply" -D "$WORK/head" -w '%{http_code}' "$@" "$BASE$path"
}
json=(-H 'Content-Type: application/json')
code() { curl -s -o "$WORK/reply" -w '%{http_code}' "$@"; }
alarm=$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT what FROM audit_log WHERE alarm = 1')
case $alarm in *'ends in 9 days'*) pass 'staff are told that the certificate ends' ;; *) fail "$alarm" ;; esac

# ---- Not paired ----
expect 303 "$(tablet /kiosk/)" 'the kiosk: pair first'
grep -qi '^location: /pair' "$WORK/head" || fail "$(cat "$WORK/head")"
expect 200 "$(tablet /pair)" 'the page that pairs'
expect 401 "$(tablet /api/v1/kiosk)" 'no questions'
expect 401 "$(tablet /api/v1/answers "${json[@]}" -d '{}')" 'no answers'
expect 401 "$(tablet /api/v1/pin "${json[@]}" -d '{"pin":"1234"}')" 'no PIN to guess'
for path in /staff/ /staff /api/v1/status /api/v1/session /api/v1/releases /api/v1/devices /api/v1/openapi.json /none; do
    expect 404 "$(tablet "$path")" "not here: $path"
done
expect 404 "$(tablet /api/v1/login "${json[@]}" -d '{"name":"an","password":"x"}')" 'nor a login'
expect 421 "$(tablet /pair -H 'Host: evil.example')" 'by another name'
expect 421 "$(tablet /pair -H 'Host: kiosk.test:1')" 'at another port'
expect 403 "$(tablet /api/v1/pair "${json[@]}" -H 'Origin: https://evil.example' -d '{"code":"a"}')" 'another origin'
expect 403 "$(tablet /api/v1/pair "${json[@]}" -H "Origin: http://kiosk.test:$PORT" -d '{"code":"a"}')" 'our name, in the clear'
expect 415 "$(tablet /api/v1/pair -d 'code=a')" 'a form'
expect 404 "$(code "$URL/pair")" 'nothing to pair on this machine itself'
expect 404 "$(code "${json[@]}" -d '{"code":"a"}' "$URL/api/v1/pair")" 'nor by hand'
! curl -s -o /dev/null --tls-max 1.1 --cacert "$WORK/ca.pem" --resolve "kiosk.test:$PORT:127.0.0.1" "$BASE/pair" || fail 'TLS 1.1'
pass 'no TLS before 1.2'
! curl -s -o /dev/null "http://127.0.0.1:$PORT/pair" || fail 'plain HTTP'
pass 'no plain HTTP'

# ---- A code ----
# enter NAME OLD: log in and change the password; sets as.
enter() {
    local csrf
    code "${json[@]}" -c "$WORK/$1" -d "{\"name\":\"$1\",\"password\":\"$2\"}" "$URL/api/v1/login" >/dev/null
    csrf=$(jq -r .csrf "$WORK/reply")
    code "${json[@]}" -b "$WORK/$1" -c "$WORK/$1" -H "X-CSRF-Token: $csrf" -d "{\"old\":\"$2\",\"new\":\"another one of mine\"}" "$URL/api/v1/password" >/dev/null
    csrf=$(curl -s -b "$WORK/$1" "$URL/api/v1/session" | jq -r .csrf)
    as=("${json[@]}" -b "$WORK/$1" -H "X-CSRF-Token: $csrf")
}
enter bo 'staff password'
expect 403 "$(code "${as[@]}" -d '{"name":"onthaal"}' "$URL/api/v1/devices/code")" 'staff make no code'
expect 200 "$(code "${as[@]}" "$URL/api/v1/devices")" 'but look'
enter an 'first password'
make() { expect 201 "$(code "${as[@]}" -d "{\"name\":\"$1\"}" "$URL/api/v1/devices/code")" "a code for $1"; CODE=$(jq -r .code "$WORK/reply"); }
expect 400 "$(code "${as[@]}" -d '{"name":"a\nALARM: b"}' "$URL/api/v1/devices/code")" 'a name is one line'
make first
expect "$BASE" "$(jq -r .address "$WORK/reply")" 'and where to'
old=$CODE
make onthaal
pair() { tablet /api/v1/pair "${json[@]}" "${@:2}" -d "{\"code\":\"$1\"}"; }
expect 403 "$(pair "$old")" 'a newer code takes the place of the one before'
expect 201 "$(pair "$CODE" -c "$WORK/device")" 'paired'
grep -qiE '^set-cookie: __Host-wk_device=[0-9a-f]{64}; Path=/; Secure; Max-Age=34300800; HttpOnly; SameSite=Strict' "$WORK/head" || fail "$(cat "$WORK/head")"
pass 'by a cookie for 397 days'
expect 403 "$(pair "$CODE")" 'the code is good once'

# ---- Paired ----
mine=(-b "$WORK/device")
expect 200 "$(tablet /kiosk/ "${mine[@]}")" 'the kiosk'
expect 200 "$(tablet /api/v1/kiosk "${mine[@]}")" 'and its questions'
token=$(jq -r .token "$WORK/reply")
id=$(random_id)
good="{\"id\":\"$id\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":1}}"
expect 403 "$(tablet /api/v1/answers "${mine[@]}" "${json[@]}" -H "Origin: $BASE" -d "$good")" 'an answer without the token of the page'
expect 201 "$(tablet /api/v1/answers "${mine[@]}" "${json[@]}" -H "Origin: $BASE" -H "X-Weerklank-Token: $token" -d "$good")" 'an answer'
expect 201 "$(tablet /api/v1/answers "${mine[@]}" "${json[@]}" -d "$good")" 'twice'
expect 1 "$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set')" 'stored once'
expect 409 "$(tablet /api/v1/pin "${mine[@]}" "${json[@]}" -d '{"pin":"1234"}')" 'the PIN is asked here too'
expect 404 "$(tablet /staff/ "${mine[@]}")" 'still nothing of the team'
expect 404 "$(tablet /api/v1/status "${mine[@]}" "${as[@]}")" 'with a session either'
expect 401 "$(tablet /api/v1/kiosk -H "Cookie: __Host-wk_device=$(printf 'a%.0s' {1..64})")" 'not by any cookie'
secret=$(awk '/wk_device/ { print $7 }' "$WORK/device")
expect 401 "$(tablet /api/v1/kiosk -H "Cookie: __Host-wk_device=$secret; __Host-wk_device=$secret")" 'nor by one twice'
grep -aq "$secret" "$WORK/gent/site.db" "$WORK/gent/site.db-wal" "$WORK/gent.log" && fail 'the secret of the tablet is kept'
pass 'the site keeps no secret of the tablet'

# ---- Taken back, and out of date ----
code "${as[@]}" "$URL/api/v1/devices" >/dev/null
expect 'onthaal' "$(jq -r '.devices[].name' "$WORK/reply")" 'it is listed'
device=$(jq -r '.devices[0].id' "$WORK/reply")
expect 404 "$(code "${as[@]}" -d "{\"id\":\"$(random_id)\"}" "$URL/api/v1/devices/revoke")" 'another is not there'
expect 200 "$(code "${as[@]}" -d "{\"id\":\"$device\"}" "$URL/api/v1/devices/revoke")" 'taken back'
expect 401 "$(tablet /api/v1/kiosk "${mine[@]}")" 'at once'
make second
expect 201 "$(pair "${CODE^^}" -c "$WORK/device")" 'in capitals'
stop "$SITE_PID"
site_start gent "$(date -d '+400 days' +%F)"
PORT=$(sed -n 's/.*for tablets on https:.*:\([0-9]*\)$/\1/p' "$WORK/gent.log")
BASE=https://kiosk.test:$PORT
expect 401 "$(tablet /api/v1/kiosk "${mine[@]}")" 'after 397 days it pairs again'
stop "$SITE_PID"
conf long kiosk.test
site_start gent
PORT=$(sed -n 's/.*for tablets on https:.*:\([0-9]*\)$/\1/p' "$WORK/gent.log")
BASE=https://kiosk.test:$PORT
expect 200 "$(tablet /api/v1/kiosk "${mine[@]}")" 'paired through a restart and a new certificate'

# ---- Guesses ----
got=''
for _ in 1 2 3 4 5 6; do got+=" $(pair aaaa-aaaa-aaaa-aaaa)"; done
expect ' 403 403 403 403 403 429' "$got" 'guessing has to wait'

# ---- Slow and hostile, as on the other listener ----
SLOW=()
for _ in $(seq 40); do (exec 3<>"/dev/tcp/127.0.0.1/$PORT"; sleep 8) & SLOW+=("$!"); done
expect 200 "$(tablet /api/v1/kiosk "${mine[@]}")" 'forty that say nothing keep nobody out'
kill "${SLOW[@]}" 2>/dev/null || true
wait "${SLOW[@]}" 2>/dev/null || true
# Nor do two hundred of one machine, all young, keep out another machine.
HELD=()
for _ in $(seq 200); do
    exec {fd}<>"/dev/tcp/127.0.0.1/$PORT"
    HELD+=("$fd")
done
expect '200 200 200' "$(for _ in 1 2 3; do tablet /api/v1/kiosk "${mine[@]}" --interface 127.0.0.2; echo; done | paste -sd ' ')" 'one machine takes half at most from others'
for fd in "${HELD[@]}"; do exec {fd}>&-; done
head -c 70000 /dev/zero | tr '\0' x >"$WORK/long"
expect 413 "$(tablet /api/v1/answers "${mine[@]}" "${json[@]}" --data-binary "@$WORK/long")" 'a body over 64 KiB'
expect 400 "$(tablet '/assets/%2e%2e/x' --path-as-is)" 'up a folder'
stop "$SITE_PID"
! grep -q 'runtime error\|AddressSanitizer' "$WORK/gent.log" || fail "$(cat "$WORK/gent.log")"
expect 0 "$(status_of site gent verify)" 'sound'
