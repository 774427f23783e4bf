# SPDX-License-Identifier: EUPL-1.2
# test_site_staff.sh - what the people who work at a site may see: nothing
# before they have logged in, then how the site is doing and what left it;
# and whose turn it is at the kiosk.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 2)
central_new
central_start
site_new Gent gent
printf 'a first good password\n' | site gent user add anna --role staff --password-stdin >/dev/null
expect 0 "$(status_of site gent night)" 'the first night'
site gent project add wijkhuis --name Wijkhuis --name-fr 'Maison' --from "$month" --promise director --questionnaire start --questionnaire end >/dev/null

# ---- whose turn it is, month by month ----
turn() {
    site_start gent "$1"
    curl -sf "$URL/api/v1/kiosk" | jq -r '.projects[0].wave as $w | .questionnaires[$w].id + " " + .month + " " + .projects[0].feedback_month'
    stop "$SITE_PID"
}
after() { date -d "$month-15 +$1 month" +%Y-%m; }
expect "start $month $(after 1)" "$(turn "$month-05")" 'the first month: the first one'
expect "end $(after 1) $(after 2)" "$(turn "$(after 1)-05")" 'then the second'
expect "start $(after 2) $(after 3)" "$(turn "$(after 2)-05")" 'and the first again'

# ---- answers are told in bands, in the last week, as they stood ----
site_start gent "$month-10"
for i in $(seq 12); do
    expect 201 "$(post "{\"id\":\"$(random_id)\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"start\",\"answers\":{\"C04\":$((i % 4))}}")" "answer $i" >/dev/null
done
for i in $(seq 8); do
    expect 201 "$(post "{\"id\":\"$(random_id)\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"start\",\"declined\":true}")" "no, thank you" >/dev/null
done
stop "$SITE_PID"
band() { at "$1" "$SITE_BIN" --state-dir "$WORK/gent" status --json | jq -c '[.projects[0].open[] | select(.questionnaire == "start" and .channel == "self") | .band]'; }
last_week=$(date -d "$(after 1)-01 -5 days" +%Y-%m-%d)
expect '[null]' "$(band "$month-12")" 'no band before the last week'
expect '["10-19"]' "$(band "$last_week")" 'in the last week a band, of answers only'
site_start gent "$last_week"
for i in $(seq 12); do
    post "{\"id\":\"$(random_id)\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"start\",\"answers\":{\"C04\":3}}" >/dev/null
done
stop "$SITE_PID"
expect '["10-19"]' "$(band "$last_week")" 'which stays as it was'

# ---- a login ----
expect 0 "$(status_of site gent night)" 'a night'
site_start gent
jar=$WORK/jar
api() { curl -s -o "$WORK/reply" -w '%{http_code}' -b "$jar" -c "$jar" "$@"; }
login() { api -H 'Content-Type: application/json' -d "{\"name\":\"$1\",\"password\":\"$2\"}" "$URL/api/v1/login"; }
expect '401 401 401' "$(api "$URL/api/v1/status") $(api "$URL/api/v1/releases") $(api "$URL/api/v1/session")" 'nothing without a login'
expect 200 "$(api "$URL/staff/")" 'but the page'
expect 401 "$(login anna 'not the password')" 'a wrong password'
expect 401 "$(login nobody 'a first good password')" 'nobody'
expect 415 "$(api -d x "$URL/api/v1/login")" 'a form cannot log in'
expect 403 "$(api -H 'Content-Type: application/json' -H 'Origin: http://evil.example' -d '{}' "$URL/api/v1/login")" 'nor a page from elsewhere'
expect 200 "$(login anna 'a first good password')" 'the right one'
grep -q '#HttpOnly_127.0.0.1' "$jar" || fail 'scripts can read the cookie'
csrf=$(jq -r .csrf "$WORK/reply")
change() { api -H 'Content-Type: application/json' -H "X-CSRF-Token: $csrf" -d "{\"old\":\"$1\",\"new\":\"$2\"}" "$URL/api/v1/password"; }
expect true "$(jq .must_change "$WORK/reply")" 'whoever made it knows it'
expect 403 "$(api "$URL/api/v1/status")" 'so nothing before it is changed'
expect 400 "$(change 'a first good password' short)" 'not to a short one'
expect 204 "$(change 'a first good password' 'a second good password')" 'changed'
expect 'anna staff' "$(api "$URL/api/v1/session" >/dev/null; jq -r '.name + " " + .role' "$WORK/reply")" 'a session'

expect 200 "$(api "$URL/api/v1/status")" 'status'
expect 'Gent enrolled done 1' "$(jq -r '.site + " " + .state + " " + .last_night.result + " " + (.last_night.sent | tostring)' "$WORK/reply")" 'the last night'
expect '["wijkhuis","Maison","month"]' "$(jq -c '.projects[0] | [.id, .name.fr, .period]' "$WORK/reply")" 'the project'
expect 4 "$(jq '.projects[0].open | length' "$WORK/reply")" 'two questionnaires, two channels'
jq -r .next_night "$WORK/reply" | grep -qE '^[0-9-]{10}T[0-9:]{8}[+-][0-9]{2}:[0-9]{2}$' || fail 'next_night'
expect "$(jq -S 'del(.next_night)' "$WORK/reply")" "$(site gent status --json | jq -S 'del(.next_night)')" 'is what the command says'

expect 200 "$(api "$URL/api/v1/releases")" 'releases'
expect "[1,\"release\",\"wijkhuis\",\"self\",\"start\",\"$month\",24,\"stored\",false]" "$(jq -c '.releases[0] | [.seq, .kind, .project, .channel, .questionnaire, .first, .answer_sets, .receipt, .withdrawn]' "$WORK/reply")" 'the one that left'
expect '[[["0"],3],[["1"],3],[["2"],3],[["3"],15]]' "$(jq -c '[.releases[0].tables[] | select(.question == "C04") | .groups[] | [.codes, .count]]' "$WORK/reply")" 'C04 as it was told'
expect hidden "$(jq -r '.releases[0].tables[] | select(.question == "C03").state' "$WORK/reply")" 'C03 hidden'
expect 'ja, heel veel' "$(jq -r '.releases[0].tables[] | select(.question == "C04").groups[3].label.nl' "$WORK/reply")" 'in words'
expect 1 "$(site gent outbox list | wc -l)" 'the outbox says the same'
expect 1 "$(sqlite3 "$WORK/gent/site.db" "SELECT count(*) FROM audit_log WHERE who = 'anna' AND what LIKE '%releases%'")" 'that somebody looked is logged'
csrf=$(api "$URL/api/v1/session" >/dev/null; jq -r .csrf "$WORK/reply")

# ---- how many people there were ----
expect 200 "$(api "$URL/api/v1/headcounts")" 'headcounts'
now=$(date +%Y-%m)
expect "$now" "$(jq -r '.periods[-1].last' "$WORK/reply")" 'up to the present month'
jq -e '[.periods[] | [.questionnaire, .channel, .first]] | length == (unique | length)' "$WORK/reply" >/dev/null || fail 'a period stands twice'
expect '[null,null]' "$(jq -c '.periods[-1] | [.eligible, .asked]' "$WORK/reply")" 'nothing entered'
period=$(jq -c '.periods[-1] | {project, questionnaire, channel, month: .first}' "$WORK/reply")
count() { api -H 'Content-Type: application/json' ${csrf:+-H "X-CSRF-Token: $csrf"} -d "$(jq -c "$1" <<<"$period")" "$URL/api/v1/headcounts"; }
expect 403 "$(csrf=; count '. + {eligible: 40, asked: 35}')" 'no headcount without the token'
expect 400 "$(count '. + {eligible: 40}')" 'nor without a key'
expect 400 "$(count '. + {eligible: 40, asked: 41}')" 'nor more asked than eligible'
expect 400 "$(count '. + {eligible: -1, asked: null}')" 'nor fewer than nobody'
expect 400 "$(count '. + {eligible: 1.5, asked: null}')" 'nor half a person'
expect 400 "$(count '. + {eligible: 40, asked: 35, month: "2999-01"}')" 'nor a month to come'
expect 404 "$(count '. + {eligible: 40, asked: 35, project: "other"}')" 'nor of another project'
expect 409 "$(count ". + {eligible: 40, asked: 35, month: \"$month\", questionnaire: \"$(site gent headcount list >/dev/null; sqlite3 "$WORK/gent/site.db" "SELECT lower(hex(hash)) FROM questionnaire WHERE id = 'start'")\", channel: \"self\"}")" 'nor of a month that was closed'
expect 200 "$(count '. + {eligible: 40, asked: 35}')" 'entered'
expect '[40,35]' "$(api "$URL/api/v1/headcounts" >/dev/null; jq -c '.periods[-1] | [.eligible, .asked]' "$WORK/reply")" 'as it was entered'
expect '40 35' "$(site gent headcount list | tail -1 | awk '{ print $(NF-1), $NF }')" 'the command says the same'
expect 200 "$(count '. + {eligible: 30, asked: null}')" 'changed'
expect '30 -' "$(site gent headcount list | tail -1 | awk '{ print $(NF-1), $NF }')" 'asked is not known'
expect 200 "$(count '. + {eligible: null, asked: null}')" 'taken back'
expect '- -' "$(site gent headcount list | tail -1 | awk '{ print $(NF-1), $NF }')" 'nothing entered again'
expect 0 "$(status_of site gent headcount set --project wijkhuis --questionnaire end --channel assisted --eligible 12 --asked 0)" 'by the command'
expect 2 "$(status_of site gent headcount set --project wijkhuis --questionnaire end --eligible 12 --asked 13)" 'not more asked than eligible'
expect 0 "$(status_of site gent headcount remove --project wijkhuis --questionnaire end --channel assisted)" 'and taken back'
expect 0 "$(sqlite3 "$WORK/gent/site.db" "SELECT count(*) FROM headcount")" 'nothing is left of it'
expect '3 1' "$(sqlite3 -separator ' ' "$WORK/gent/site.db" "SELECT count(*), max(what NOT GLOB '*[^-0-9][0-9][0-9][^-0-9]*') FROM audit_log WHERE who = 'anna' AND what LIKE '%headcount%'")" 'logged, without numbers'

expect 403 "$(api -H 'Content-Type: application/json' -d '{}' "$URL/api/v1/logout")" 'no change without the token'
expect 204 "$(api -H 'Content-Type: application/json' -H "X-CSRF-Token: $csrf" -d '{}' "$URL/api/v1/logout")" 'logout'
expect 401 "$(api "$URL/api/v1/releases")" 'and nothing more to see'

# A generated password is changed first.
password=$(sed -n 's/^password: //p' "$WORK/gent.init")
expect 200 "$(login coordinator "$password")" 'a generated password'
expect true "$(jq .must_change "$WORK/reply")" 'must be changed'
expect 403 "$(api "$URL/api/v1/status")" 'before anything else'
csrf=$(jq -r .csrf < <(curl -s -b "$jar" "$URL/api/v1/session"))
expect 204 "$(change "$password" 'a third good password')" 'changed'
expect 200 "$(api "$URL/api/v1/status")" 'and now it works'
stop "$SITE_PID"
expect 0 "$(status_of site gent verify)" 'everything is sound'
grep -rqE 'good password|'"$password" "$WORK"/*.log && fail 'a password stands in a log'
pass 'no password in the logs'
