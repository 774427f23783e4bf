# SPDX-License-Identifier: EUPL-1.2
# test_site_feet.sh - a conversation on feet: counted once, told as counted when
# the month is closed, nothing of fewer than ten, and nothing of it leaves.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 2)
central_new
central_start
site_new Gent gent
printf 'a first good password\n' | site gent user add anna --role staff --password-stdin >/dev/null
expect 0 "$(status_of site gent night)" 'the first night'
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire start >/dev/null
db() { sqlite3 -readonly "$WORK/gent/site.db" "$1"; }
rows() { db 'SELECT count(*) FROM answer_set'; }
site_start gent "$month-10"
jar=$WORK/jar
api() { curl -s -o "$WORK/reply" -w '%{http_code}' -b "$jar" -c "$jar" "$@"; }
login() { api -H 'Content-Type: application/json' -d "{\"name\":\"anna\",\"password\":\"$1\"}" "$URL/api/v1/login" >/dev/null; csrf=$(jq -r .csrf "$WORK/reply"); }
login 'a first good password'
api -H 'Content-Type: application/json' -H "X-CSRF-Token: $csrf" -d '{"old":"a first good password","new":"a second good password"}' "$URL/api/v1/password" >/dev/null
login 'a second good password'
feet() { api -H 'Content-Type: application/json' ${csrf:+-H "X-CSRF-Token: $csrf"} -d "$1" "$URL/api/v1/feet"; }
statement() { printf '{"text":{"nl":"%s"},"near":%s,"middle":%s,"far":%s}' "$@"; }
talk() { printf '{"project":"%s","id":"%s","statements":[%s]}' "${3:-wijkhuis}" "$1" "$2"; }
wrong() {
    expect "$1" "$(feet "$3")" "$4"
    grep -q -- "$2" "$WORK/reply" || fail "$4: does not say '$2': $(cat "$WORK/reply")"
}
id=$(random_id) few=$(random_id)
one=$(statement 'Ik durf hier te spreken.' 9 3 5)
expect 403 "$(csrf=; feet "$(talk "$id" "$one")")" 'not without the token'
wrong 400 'statements\[1\]' "$(talk "$id" "$one,$(statement Zin -1 2 3)")" 'a count below nobody'
wrong 400 'statements\[0\]' "$(talk "$id" "$(statement Zin 0 0 0)")" 'a statement without anybody'
wrong 400 'statements\[0\]' "$(talk "$id" "$(statement '' 1 1 1)")" 'nor without words'
wrong 400 statements "$(talk "$id" '')" 'no statement'
wrong 400 id "$(talk 12 "$one")" 'an id that is none'
wrong 404 project "$(talk "$id" "$one" nothing)" 'no such project'
site gent project add stil --name Stil --from "$month" --questionnaire start >/dev/null
wrong 409 wave "$(talk "$id" "$one" stil)" 'no wave takes it'
expect 0 "$(rows)" 'nothing of these is stored'

two=$one,$(statement 'De uren zijn goed.' 4 8 3)
said=$(feet "$(talk "$id" "$two")"); [ $said = 200 ] || fail "two statements: $(cat "$WORK/reply")"
expect 200 "$(feet "$(talk "$id" "$two")")" 'the same again'
expect 17 "$(rows)" 'are seventeen people, once'
expect 200 "$(feet "$(talk "$few" "$(statement 'Met weinigen.' 4 2 3)")")" 'a talk of nine'
expect 26 "$(rows)" 'is stored as well'
expect 0 "$(db "SELECT count(*) FROM audit_log WHERE what LIKE '%durf%' OR what LIKE '%17%'")" 'the log tells neither words nor counts'
expect 1 "$(curl -sf "$URL/api/v1/kiosk" | jq '.questionnaires | length')" 'no kiosk puts it'
stop "$SITE_PID"
expect 0 "$(status_of site gent verify)" 'all is sound'

# ---- the night ----
before=$(site gent outbox list | wc -l)
expect 0 "$(status_of site gent night)" 'the night that closes the month'
expect "$before" "$(site gent outbox list | wc -l)" 'nothing of it leaves'
expect 1 "$(db 'SELECT count(*) FROM local_release')" 'one talk is told here, that of nine is not'
site_start gent
csrf=
login 'a second good password'
api "$URL/api/v1/releases" >/dev/null
grep -q durf "$WORK/reply" && fail 'it stands among what left'
api "$URL/api/v1/local" >/dev/null
grep -q 'Met weinigen' "$WORK/reply" && fail 'the talk of nine is told'
expect '[[5,3,9],[3,8,4]]' "$(jq -c '[.. | objects | .tables? // [] | .[] | [.groups[].count]]' "$WORK/reply")" 'far, middle and near as they were counted'
