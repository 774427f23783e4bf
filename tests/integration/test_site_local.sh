# SPDX-License-Identifier: EUPL-1.2
# test_site_local.sh - a site's own questions beside the core: asked and judged
# alike, told on this machine, and unknown to everybody else.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 2)
gent_new
cat >"$WORK/tea.json" <<'END'
{"id": "site:tea", "version": 1, "scope": "site", "title": {"nl": "Thee", "fr": "Thé", "en": "Tea"},
 "questions": [{"id": "site:hot", "type": "one", "levels": [["0", "1", "2", "3"], [["0", "1"], ["2", "3"]]],
                "text": {"nl": "Is de thee warm?", "fr": "Le thé est-il chaud ?", "en": "Is the tea hot?"}}],
 "labels": {"0": {"nl": "nee", "fr": "non", "en": "no"}, "1": {"nl": "een beetje", "fr": "un peu", "en": "a little"},
            "2": {"nl": "ja", "fr": "oui", "en": "yes"}, "3": {"nl": "ja, heel veel", "fr": "oui, beaucoup", "en": "yes, a lot"}}}
END
expect 0 "$(status_of site gent questionnaire add "$WORK/tea.json")" 'questions of the site'
jq '.id = "tea"' "$WORK/tea.json" >"$WORK/q.json"
expect 1 "$(status_of site gent questionnaire add "$WORK/q.json")" 'not outside their namespace'
jq '.scope = "network"' "$WORK/tea.json" >"$WORK/q.json"
expect 1 "$(status_of site gent questionnaire add "$WORK/q.json")" 'nor as questions of the network'
expect 3 "$(status_of central questionnaire publish "$WORK/tea.json")" 'which the centre does not take'
expect 1 "$(status_of site gent project add alone --name A --from "$month" --questionnaire site:tea)" 'a project has a core'
expect 0 "$(status_of site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end --questionnaire site:tea)" 'beside it they are fine'

# ---- what the page gets, and sends ----
site_start gent
kiosk=$(curl -sf "$URL/api/v1/kiosk")
core=$(jq -r '.projects[0].wave' <<<"$kiosk") own=$(jq -r '.projects[0].local' <<<"$kiosk")
expect 'end site:tea' "$(jq -r --arg a "$core" --arg b "$own" '.questionnaires[$a].id + " " + .questionnaires[$b].id' <<<"$kiosk")" 'the core, and then the own'
set_of() { printf '{"id":"%s","project":"wijkhuis","channel":"self","questionnaire":"%s","answers":%s}' "$(random_id)" "$1" "$2"; }
expect 201 "$(post "$(set_of "$core" '{"C01":2}')")" 'an answer set'
expect 201 "$(post "$(set_of "$own" '{"site:hot":3}')")" 'and one of its own'
expect 2 "$(sqlite3 "$WORK/gent/site.db" 'SELECT count(*) FROM pool')" 'in two pools'

# ---- what is told, and what leaves ----
{ echo C01; for i in $(seq 14); do echo $((i % 4)); done; } >"$WORK/core.csv"
{ echo site:hot; for i in $(seq 13); do echo $((i % 4)); done; } >"$WORK/own.csv"
import() { status_of at "$month-10" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wijkhuis --questionnaire "$1" --month "$month" "$2"; }
expect 0 "$(import end "$WORK/core.csv")" 'ballots'
expect 0 "$(import site:tea "$WORK/own.csv")" 'ballots of the own questions'
expect 0 "$(status_of site gent night)" 'the night'
expect 1 "$(site gent outbox list | wc -l)" 'one release leaves'
expect 1 "$(central status --json | jq '.sites[0].seq')" 'and is all that the centre knows'
expect 1 "$(sqlite3 "$WORK/gent/site.db" 'SELECT count(*) FROM local_release')" 'one stays'
named() { sqlite3 "$WORK/central/central.db" "SELECT count(*) FROM entry WHERE hex(bytes) LIKE '%${1^^}%'"; }
expect '1 0' "$(named "$core") $(named "$own")" 'no entry names it'
expect '0 0' "$(status_of site gent verify) $(status_of central verify)" 'all is sound'

# ---- a backup holds it; a bit that falls over is found ----
expect 0 "$(status_of site gent backup "$WORK/b.db")" 'a backup'
expect 1 "$(sqlite3 "$WORK/b.db" 'SELECT count(*) FROM local_release')" 'has what stays'

# ---- off and on ----
expect 1 "$(status_of site gent project module wijkhuis --remove end)" 'the core is locked'
expect 0 "$(status_of site gent project module wijkhuis --remove site:tea)" 'the own can be taken away'
expect "$own" "$(curl -sf "$URL/api/v1/kiosk" | jq -r '.projects[0].local')" 'from the next period on'
expect 0 "$(status_of site gent project module wijkhuis --add site:tea)" 'and put again'
expect 1 "$(status_of site gent project module wijkhuis --add site:tea)" 'once'

# ---- others never begin in the middle: core less own would be who came before ----
sed 's/site:tea/site:bread/; s/site:hot/site:fresh/' "$WORK/tea.json" >"$WORK/bread.json"
expect 0 "$(status_of site gent questionnaire add "$WORK/bread.json")" 'other questions of the site'
expect 0 "$(status_of site gent project module wijkhuis --add site:bread)" 'can be put'
bread=$(sqlite3 "$WORK/gent/site.db" "SELECT lower(hex(hash)) FROM questionnaire WHERE id = 'site:bread'")
expect "$own" "$(curl -sf "$URL/api/v1/kiosk" | jq -r '.projects[0].local')" 'and change nothing in this period'
expect 404 "$(post "$(set_of "$bread" '{"site:fresh":3}')")" 'in which they take no answer'
begins=$(sqlite3 "$WORK/gent/site.db" "SELECT first_month FROM plan WHERE hex(questionnaire) = '${bread^^}'")
expect $(($(date +%Y) * 12 + $(date +%-m))) "$begins" 'they begin with the next'
expect 0 "$(status_of site gent project module wijkhuis --remove site:bread)" 'unless they are taken away before'
expect $((begins - 1)) "$(sqlite3 "$WORK/gent/site.db" "SELECT last_month FROM plan WHERE hex(questionnaire) = '${bread^^}'")" 'and then never'

# ---- from the staff page: the same core, the same rules, one transaction ----
staff_new gent chief coordinator
staff_new gent anna staff
local_set() { staff_post "$(jq -nc --argjson f "${1:-null}" --argjson p "${2:-null}" --argjson r "${3:-null}" '{project: "wijkhuis", form: $f, put: $p, remove: $r}')" /api/v1/local; }
said() { jq -r .error "$WORK/reply"; }
modules() { staff_get /api/v1/local >/dev/null; jq -c "$1" "$WORK/reply"; }
db() { sqlite3 -readonly "$WORK/gent/site.db" "$1"; }
month_of() { printf '%d-%02d' $(($1 / 12)) $(($1 % 12 + 1)); }
q() { printf '"%s"' "$1"; }
form=$(jq -c '.id = "site:own" | .questions[0].id = "site:soup" | .questions[0].text = {nl: "Is de soep warm?", fr: "La soupe est-elle chaude ?", en: "Is the soup hot?"}' "$WORK/tea.json")
staff_login anna
expect 403 "$(local_set "$form")" 'staff do not'
staff_login chief
expect 1 "$(modules '.releases | length')" 'what was told'
expect "[\"site:tea\",null]" "$(modules '[.projects[0].modules[] | .form.id, .last]')" 'and what is put; not what never began'
expect "$(q "$(month_of "$begins")")" "$(modules '.projects[0].begins')" 'a change begins with the next period'
expect '400 site:soup: no text in fr, which is a language of this site' "$(local_set "$(jq -c 'del(.questions[0].text.fr)' <<<"$form")") $(said)" 'in each language of the site'
jq 'del(.questions[0].text.fr) | .questions[0].id = "site:half"' <<<"$form" >"$WORK/q.json"
expect 1 "$(status_of site gent questionnaire add "$WORK/q.json")" 'for the command as well'
expect 400 "$(local_set "$(jq -c '.scope = "network" | .id = "own"' <<<"$form")")" 'nor as questions of the network'
expect 400 "$(local_set "$(jq -c '.questions[0].id = "site:hot"' <<<"$form")")" 'nor another wording of a question'
expect 400 "$(local_set)" 'nor nothing'
expect '404 400 404' "$(local_set null null "$(q "$bread")") $(local_set null null "$(q "$core")") $(local_set "$form" null "$(q "$bread")")" 'nor what is not put, nor the core'
expect 0 "$(db "SELECT count(*) FROM questionnaire WHERE id = 'site:own'")" 'of what is refused nothing stays'
expect 200 "$(local_set "$form" null "$(q "$own")")" 'others instead of those'
soup=$(db "SELECT lower(hex(hash)) FROM questionnaire WHERE id = 'site:own'")
expect "[\"$own\",$((begins - 1)),\"$soup\",null]" "$(modules '[.projects[0].modules[] | .questionnaire, (.last // null | if . then (.[0:4] | tonumber) * 12 + (.[5:7] | tonumber) - 1 else . end)]')" 'end and begin between two periods'
expect "$own" "$(curl -sf "$URL/api/v1/kiosk" | jq -r '.projects[0].local')" 'and this one is asked to its end'
expect 409 "$(local_set null "$(q "$soup")")" 'put once'
expect 'changes own questions in wijkhuis' "$(db "SELECT what FROM audit_log WHERE who = 'chief' AND what LIKE '%own questions in%'")" 'the log has who did it'
two=$(jq -c '.version = 2 | .questions += [.questions[0] | .id = "site:bowl" | .text = {nl: "Groot genoeg?", fr: "Assez grand ?", en: "Big enough?"}] | .questions |= reverse' <<<"$form")
expect 200 "$(local_set "$two" null "$(q "$soup")")" 'one question more, in another order'
expect '["site:tea","site:own"] ["site:bowl","site:soup"]' "$(modules '[.projects[0].modules[].form.id]') $(jq -c '[.projects[0].modules[1].form.questions[].id]' "$WORK/reply")" 'in place of what had not begun'
expect 0 "$(status_of site gent project module wijkhuis --add site:tea --remove site:own)" 'the command takes both at once too'
expect '["site:tea",null]' "$(modules '[.projects[0].modules[] | .form.id, .last]')" 'all as before'
expect 0 "$(status_of site gent verify)" 'all is sound'
