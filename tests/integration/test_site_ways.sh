# SPDX-License-Identifier: EUPL-1.2
# test_site_ways.sh - other ways than alone at the kiosk: with somebody who
# helps, and on paper that staff type in.  Each says who helped, counts once,
# and leaves neither order nor number behind.
. "$(dirname "$0")/lib.sh"

site gent init --name Gent >/dev/null 2>&1
for q in "$SOURCE"/client/content/questionnaires/*.json; do
    site gent questionnaire add "$q" >/dev/null
done
month=$(date +%Y-%m)
printf 'a first good password\n' | site gent user add anna --role staff --password-stdin >/dev/null
printf '[http]\nlisten = 127.0.0.1:0\n[site]\nkiosk_per_minute = 100000\n' >"$WORK/gent/site.conf"
chmod 600 "$WORK/gent/site.conf"
db() { sqlite3 -readonly "$WORK/gent/site.db" "$1"; }
rows() { db 'SELECT count(*) FROM answer_set'; }

# ---- what is planned ----
expect 1 "$(status_of site gent project add alone --name A --from "$month" --promise director --questionnaire start-assisted)" 'an assisted questionnaire needs the one it is of'
expect 0 "$(status_of site gent project add wijkhuis --name W --from "$month" --promise director --questionnaire start --questionnaire start-assisted --questionnaire end --without C03)" 'with it it is planned'
expect 0 "$(status_of site gent project add plein --name P --from "$month" --promise director --questionnaire start)" 'a project without'
site_start gent
kiosk=$(curl -sf "$URL/api/v1/kiosk")
get() { jq -r "$1" <<<"$kiosk"; }
assisted=$(get '.projects[0].assisted')
expect 'start start-assisted null' "$(get '.projects[0].wave as $w | .projects[0].assisted as $a | .questionnaires[$w].id + " " + .questionnaires[$a].id + " " + (.projects[1].assisted | tostring)')" 'it is put while its base is'
expect 2 "$(get '.projects[0].questionnaires | length')" 'and has no turn of its own'
expect 'self self assisted' "$(site gent headcount list | cut -f 3 | sort -r | paste -sd ' ' | sed 's/self self assisted assisted/self self assisted/')" 'people are counted alone and with help'
expect 'start-assisted' "$(site gent headcount list | awk '$1 == "wijkhuis" && $3 == "assisted" { print $2 }')" 'those who were helped under the assisted one'

# ---- a visit with somebody beside ----
set_of() { printf '{"id":"%s","project":"wijkhuis","channel":"%s","questionnaire":"start-assisted","answers":%s}' "$(random_id)" "$1" "$2"; }
expect 201 "$(post "$(set_of assisted '{"C04":2,"mode":"interpreter"}')")" 'who helped is told'
expect 400 "$(post "$(set_of assisted '{"C04":2}')")" 'it must be'
grep -q mode "$WORK/reply" || fail 'does not name what is missing'
expect 400 "$(post "$(set_of assisted '{"C04":2,"mode":"skipped"}')")" 'not skipped either'
expect 400 "$(post "$(set_of assisted '{"C04":2,"mode":"neighbour"}')")" 'nor anybody else'
expect 400 "$(post "$(set_of self '{"C04":2,"mode":"interpreter"}')")" 'never in the channel self'
expect 400 "$(post '{"id":"'"$(random_id)"'","project":"wijkhuis","channel":"self","questionnaire":"start-assisted","declined":true}')" 'nor is it declined there'
expect 400 "$(post "$(set_of assisted '{"C04":2,"mode":"interpreter"}' | sed 's/start-assisted/start/')")" 'and other questionnaires do not know it'
expect 1 "$(rows)" 'one is stored'

# Who says that somebody helps shows the ticket that the PIN gave, where one is set.
page() { curl -s -o "$WORK/reply" -w '%{http_code}' -H "Origin: $URL" -H "X-Weerklank-Token: $(get .token)" -H 'Content-Type: application/json' -d "$1" "$URL/api/v1/$2"; }
with() { printf '%s,"ticket":"%s"}' "${2%\}}" "$1"; }
peer() { set_of assisted '{"C04":2,"mode":"peer"}'; }
expect 201 "$(page "$(peer)" answers)" 'a page may, while no PIN is set'
printf '2580\n' | site gent pin set --pin-stdin >/dev/null
expect 403 "$(page "$(peer)" answers)" 'then it may not'
expect 403 "$(post "$(peer)")" 'nor may a program on the machine'
expect 403 "$(page "$(set_of assisted '{"C04":2}' | sed 's/start-assisted/start/')" answers)" 'nor say that somebody helped with another questionnaire'
expect 200 "$(page '{"pin":"2580"}' pin)" 'the PIN is entered'
ticket=$(jq -r .ticket "$WORK/reply")
expect 403 "$(page "$(peer)" answers)" 'which alone lets nobody'
for bad in '' "${ticket:0:63}" "${ticket}0" "${ticket^^}" "$(printf '%064d' 0)"; do
    expect 403 "$(page "$(with "$bad" "$(peer)")" answers)" "not with another ticket: '$bad'"
done
expect 400 "$(page "$(peer | sed 's/}$/,"ticket":5}/')" answers)" 'nor with a number'
expect 400 "$(page "$(with "$ticket" "$(set_of self '{}' | sed 's/start-assisted/start/')")" answers)" 'and who is alone shows none'
expect 2 "$(rows)" 'none of these is stored'
printf '1470\n' | site gent pin set --pin-stdin >/dev/null
stop "$SITE_PID"
site_start gent
kiosk=$(curl -sf "$URL/api/v1/kiosk")
expect 201 "$(page "$(with "$ticket" "$(peer)")" answers)" 'with it a page may, also after another start and another PIN'
expect 201 "$(post "$(with "$ticket" "$(peer)")")" 'and so may a program'
expect 4 "$(rows)" 'four are stored'
base=$(rows)

# ---- ballots that staff type in ----
jar=$WORK/jar
api() { curl -s -o "$WORK/reply" -w '%{http_code}' -b "$jar" -c "$jar" "$@"; }
csrf=
ballots() { api -H 'Content-Type: application/json' ${csrf:+-H "X-CSRF-Token: $csrf"} -d "$1" "$URL/api/v1/ballots"; }
batch() { printf '{"project":"%s","questionnaire":"%s","rows":[%s]%s}' "${3:-wijkhuis}" "${4:-$assisted}" "$1" "${2:-}"; }
row() { printf '{"id":"%s","answers":%s}' "${2:-$(random_id)}" "$1"; }
one=$(row '{"C04":2,"C05":"not_needed","N01":["house","work"],"mode":"own_worker"}')
expect 401 "$(ballots "$(batch "$one")")" 'not without a login'
expect 200 "$(api -H 'Content-Type: application/json' -d '{"name":"anna","password":"a first good password"}' "$URL/api/v1/login")" 'a login'
token=$(jq -r .csrf "$WORK/reply")
expect 204 "$(api -H 'Content-Type: application/json' -H "X-CSRF-Token: $token" -d '{"old":"a first good password","new":"a second good password"}' "$URL/api/v1/password")" 'a password of her own'
api "$URL/api/v1/session" >/dev/null
token=$(jq -r .csrf "$WORK/reply")
expect 403 "$(ballots "$(batch "$one")")" 'nor without the token'
csrf=$token
three=$one,$(row '{"mode":"peer"}'),$(row '{"C04":"refused","mode":"own_worker"}')
expect 200 "$(ballots "$(batch "$three")")" 'three ballots'
expect 200 "$(ballots "$(batch "$three")")" 'the same batch, sent again'
expect $((base + 3)) "$(rows)" 'counts once'
expect 'ballots typed in for wijkhuis' "$(db "SELECT what FROM audit_log WHERE who = 'anna' AND what LIKE '%ballots%'")" 'the log says once a day that, and never how many'
wrong() {
    expect "$1" "$(ballots "$3")" "$4"
    grep -q -- "$2" "$WORK/reply" || fail "$4: does not say '$2': $(cat "$WORK/reply")"
}
good=$(row '{"C04":1,"mode":"peer"}')
wrong 400 'rows\[1\].*C04' "$(batch "$good,$(row '{"C04":4,"mode":"peer"}')")" 'one wrong code'
wrong 400 'rows\[1\].*mode' "$(batch "$good,$(row '{"C04":1}')")" 'one without who helped'
wrong 400 'rows\[0\].*C03' "$(batch "$(row '{"C03":1,"mode":"peer"}')")" 'a question that is not put'
wrong 400 'rows\[0\].*id' "$(batch "$(row '{"mode":"peer"}' 12)")" 'an id that is none'
wrong 400 'rows\[1\].*id' "$(batch "$good,$good")" 'one id for two ballots'
wrong 400 rows "$(batch '')" 'no rows'
wrong 400 rows "$(batch "$(for i in $(seq 251); do row '{}'; echo ,; done | tr -d '\n' | sed 's/,$//')")" 'too many rows'
wrong 400 send "$(batch "$good" ',"when":1')" 'another key'
wrong 400 month "$(batch "$good" ',"month":"1990-01"')" 'a month long ago'
wrong 400 month "$(batch "$good" ',"month":3')" 'a month that is none'
wrong 404 project "$(batch "$good" '' nothing)" 'no such project'
wrong 404 questionnaire "$(batch "$good" '' plein)" 'what this project does not put'
wrong 404 questionnaire "$(batch "$good" '' wijkhuis start)" 'a name instead of a hash'
expect $((base + 3)) "$(rows)" 'nothing of these is stored'
expect 200 "$(ballots "$(batch "$(for i in $(seq 250); do row '{"C04":1,"N01":["childcare","transport","language"],"mode":"third_party"}'; echo ,; done | tr -d '\n' | sed 's/,$//')" ",\"month\":\"$month\"")")" '250 at once, for a month'
expect $((base + 253)) "$(rows)" 'are all there'

# ---- killed while a batch is on its way: all or none, and once ----
batch "$(for i in $(seq 250); do row '{"C04":3,"mode":"peer"}'; echo ,; done | tr -d '\n' | sed 's/,$//')" >"$WORK/batch"
(ballots "@$WORK/batch" >/dev/null 2>&1 || true) &
posting=$!
sleep 0.02
kill -9 "$SITE_PID"
wait "$SITE_PID" 2>/dev/null || true
wait "$posting" || true
case $(($(rows) - base)) in 253 | 503) pass "all or none: $(rows)" ;; *) fail "half a batch: $(rows)" ;; esac
site_start gent
api -H 'Content-Type: application/json' -d '{"name":"anna","password":"a second good password"}' "$URL/api/v1/login" >/dev/null
csrf=$(jq -r .csrf "$WORK/reply")
expect 200 "$(ballots "@$WORK/batch")" 'sent again'
expect $((base + 503)) "$(rows)" 'all are there, once'
stop "$SITE_PID"
[ ! -s "$WORK/gent/site.db-wal" ] || fail 'the WAL still tells the order'
expect 0 "$(status_of site gent verify)" 'and sound'

# ---- from a file ----
printf 'C04,mode\n2,peer\n1,\n' >"$WORK/file.csv"
import() { site gent import ballots --project wijkhuis --questionnaire start-assisted "$@"; }
expect 1 "$(status_of import "$WORK/file.csv")" 'a line without who helped'
grep -q 'line 3' "$WORK/out" || fail 'does not name the line'
printf 'C04,mode\n2,peer\n1,interpreter\n' >"$WORK/file.csv"
expect 0 "$(status_of import "$WORK/file.csv")" 'each line with'
expect $((base + 505)) "$(rows)" 'is taken in'

# ---- last month's pile, typed in while its nights of grace last ----
next=$(date -d "$(date +%Y-%m-15) +1 month" +%Y-%m)
open_at() {
    site_start gent "$1"
    csrf= jar=$WORK/jar.$1
    expect 200 "$(api -H 'Content-Type: application/json' -d '{"name":"anna","password":"a second good password"}' "$URL/api/v1/login")" "a login on $1"
    csrf=$(jq -r .csrf "$WORK/reply")
    expect 200 "$(api "$URL/api/v1/ballots")" 'for which months'
    periods=$(jq -c '.questionnaires as $q | [.projects[] | select(.id == "wijkhuis").periods[] | [.first, .until, $q[.questionnaire].id]]' "$WORK/reply")
}
open_at "$next-07"
expect "[[\"$next\",null,\"end\"],[\"$month\",\"$next-07\",\"start-assisted\"]]" "$periods" 'this one, and the last one with the form it had'
expect '["C03"]' "$(jq -c '.projects[] | select(.id == "wijkhuis").not_asked' "$WORK/reply")" 'less what is not put'
held=$(rows)
expect 200 "$(ballots "$(batch "$good" ",\"month\":\"$month\"")")" 'a ballot of last month'
expect "$((held + 1)) 0" "$(rows) $(db "SELECT count(*) FROM pool WHERE first_month > $(date +%Y) * 12 + $(date +%-m) - 1")" 'counts there'
stop "$SITE_PID"
open_at "$next-08"
expect "[[\"$next\",null,\"end\"]]" "$periods" 'after that only this one'
wrong 400 'is over' "$(batch "$(row '{"C04":1,"mode":"peer"}')" ",\"month\":\"$month\"")" 'and it is refused as the command refuses it'
stop "$SITE_PID"
