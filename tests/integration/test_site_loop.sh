# SPDX-License-Identifier: EUPL-1.2
# test_site_loop.sh - "you said, we did": staff enter what became of a theme,
# the kiosk shows the newest three of its project, and the log says who.
. "$(dirname "$0")/lib.sh"

site gent init --name Gent >/dev/null 2>&1
site gent questionnaire add "$SOURCE/client/content/questionnaires/start.json" >/dev/null
for p in wijkhuis wonen; do
    site gent project add $p --name $p --from "$(date +%Y-%m)" --questionnaire start >/dev/null
done
printf '[http]\nlisten = 127.0.0.1:0\n[site]\nlanguages = nl fr\n' >"$WORK/gent/site.conf"
chmod 600 "$WORK/gent/site.conf"
staff_new gent anna staff
site_start gent
staff_login anna

now=$(date +%Y-%m) today=$(date +%F)
entry='{"id":null,"project":"wijkhuis","theme":"housing","said":"'$now'","state":"heard","text":{"nl":"Er komt een lift.","fr":"Il y aura un ascenseur."},"told":null,"archived":false}'
enter() { staff_post "$(jq -c "$1" <<<"$entry")" /api/v1/loop; }
first() { staff_get /api/v1/loop >/dev/null; jq -c "$1" "$WORK/reply"; }
shown() { curl -sf "$URL/api/v1/kiosk" | jq -c ".projects[] | select(.id == \"$1\") | .loop"; }

expect '["nl","fr"] ["wijkhuis","wonen"] []' "$(first '.languages, [.projects[].id], .items' | tr '\n' ' ' | sed 's/ $//')" 'nothing yet'
expect '[]' "$(shown wijkhuis)" 'nor at the kiosk'
expect 200 "$(enter .)" 'entered'
expect '["wijkhuis","housing","heard",null,false]' "$(first '.items[0] | [.project, .theme, .state, .told, .archived]')" 'as it was entered'
expect '[{"theme":"housing","state":"heard","said":"'"$now"'","text":{"nl":"Er komt een lift.","fr":"Il y aura un ascenseur."}}]' "$(shown wijkhuis)" 'the kiosk says it'
expect '[]' "$(shown wonen)" 'of its project alone'

# ---- what is refused, and by which key ----
long=$(printf 'é%.0s' $(seq 201))
while IFS='|' read -r key change; do
    expect "400 $key" "$(enter "$change") $(jq -r .error "$WORK/reply" | cut -d: -f1)" "not $change"
done <<END
theme|.theme = "house"
state|.state = "better"
said|.said = "2999-01"
said|.said = "2026-13"
told|.told = "2999-01-01"
told|.told = "yesterday"
told|.told = 5
text|.text = {"nl": "alleen"}
text|.text = {"nl": "x", "fr": " "}
text|.text = {"nl": "x", "fr": "y", "en": "z"}
text|.text = {"nl": "x", "fr": "$long"}
text|.text = "x"
archived|.archived = 1
archived|del(.archived)
there is a key too many|.more = 1
id|.id = 0
id|.id = "1"
project|.project = "No"
END
expect 404 "$(enter '.project = "stil"')" 'no such project'
expect 404 "$(enter '.id = 99')" 'no such entry'
expect 400 "$(staff_post '[]' /api/v1/loop)" 'no list'
expect 403 "$(csrf=''; enter .)" 'nor without the token'
expect 1 "$(first '.items | length')" 'nothing of it was kept'

# ---- changed, told, put away ----
expect 200 "$(enter '.id = 1 | .state = "done" | .told = "'"$today"'" | .text.fr = "L’ascenseur marche."')" 'changed'
expect '[1,"done","'"$today"'","L’ascenseur marche."]' "$(first '.items[0] | [.id, .state, .told, .text.fr]')" 'it is the same entry'
for theme in health_wellbeing money_debts other; do
    expect 200 "$(enter ".theme = \"$theme\" | .text = null")" "$theme"
done
expect '["other","money_debts","health_wellbeing"]' "$(shown wijkhuis | jq -c '[.[].theme]')" 'the kiosk has the newest three'
expect null "$(shown wijkhuis | jq -c '.[0].text')" 'without a text'
expect 200 "$(enter '.id = 4 | .theme = "other" | .archived = true')" 'put away'
expect '["money_debts","health_wellbeing","housing"]' "$(shown wijkhuis | jq -c '[.[].theme]')" 'and gone from the kiosk'
expect 4 "$(first '.items | length')" 'not from the board'
expect '6 0' "$(sqlite3 -separator ' ' "$WORK/gent/site.db" "SELECT count(*), sum(what LIKE '%lift%') FROM audit_log WHERE who = 'anna' AND what LIKE '%what became of%'")" 'the log says who, and no text'
stop "$SITE_PID"
expect 0 "$(status_of site gent verify)" 'everything is sound'
