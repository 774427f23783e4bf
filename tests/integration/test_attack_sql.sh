# SPDX-License-Identifier: EUPL-1.2
# test_attack_sql.sh - words of SQL in every text that people or peers may
# give: they come back as they were written, or are refused, and no table
# loses or gains a row by them.
. "$(dirname "$0")/lib.sh"

central_new
EVIL="x');DELETE FROM site;--"
QUOTE="' OR '1'='1"
month=$(month_ago 0)
rows() { # DATABASE: every table and how many rows it has
    sqlite3 -readonly "$1" "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('audit_log', 'log', 'site_log') ORDER BY name" |
        while read -r table; do echo "$table $(sqlite3 -readonly "$1" "SELECT count(*) FROM \"$table\"")"; done
}
refused() {
    local what=$1
    shift
    [ "$(status_of "$@")" != 0 ] || fail "$what is taken: $(cat "$WORK/out")"; pass "$what is refused"
}

# ---- The centre: names of sites and accounts, ids, texts of a questionnaire ----
central site add Gent >/dev/null 2>&1
for name in "$EVIL" "$QUOTE"; do
    expect 0 "$(status_of central site add "$name")" "a site called $name"
    [ "$(central site list | grep -cF -- "$name")" = 1 ] || fail "$(central site list)"; pass 'stands in the list as it is called'
    expect 0 "$(status_of central site code "$name")" 'gets a code'
    expect 0 "$(status_of central site revoke "$name")" 'and is revoked, alone'
done
expect '1 2' "$(central status --json | jq -r '[([.sites[].state] | map(select(. != "revoked")) | length), ([.sites[].state] | map(select(. == "revoked")) | length)] | join(" ")')" 'the other site is not'
before=$(rows "$WORK/central/central.db")
for text in "$EVIL" "$QUOTE"; do
    expect 0 "$(status_of central user add "$text")" "an account $text"
    expect 1 "$(central user list | grep -cF -- "$text")" 'is called so'
    refused "no account x$text" central user remove "x$text"
    expect 0 "$(status_of central user remove "$text")" 'and goes, alone'
    refused "no site x$text" central site revoke "x$text"
    refused "a question $text" central export compare --question "$text" --from 2026-01 --to 2026-02
    refused "a month $text" central export compare --question C01 --from "$text" --to 2026-02
    refused "an attribute $text" central export compare --question C01 --from 2026-01 --to 2026-02 --attribute "$text"
done
expect "$before" "$(rows "$WORK/central/central.db")" 'every table of the centre is as it was'
jq --arg t "$EVIL" '.id = "evil" | (.questions[].text.nl) = $t | (.questions[].id) |= "e" + .' "$SOURCE/client/content/questionnaires/end.json" >"$WORK/evil.json"
expect 0 "$(status_of central questionnaire publish "$WORK/evil.json")" 'a questionnaire with such words'
expect "$(jq -S -c . "$WORK/evil.json")" "$(sqlite3 -readonly "$WORK/central/central.db" "SELECT text FROM questionnaire WHERE id = 'evil'" | jq -S -c .)" 'is kept as it was written'

# ---- The pages: logins and queries ----
central_start
web=https://127.0.0.1:$WEB_PORT
login() { curl -sk -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' --data-binary "$(jq -nc --arg n "$2" --arg p "$3" '{name: $n, password: $p}')" "$1/api/v1/login"; }
expect 401 "$(login "$web" "$QUOTE" "$QUOTE")" 'a login that is always true'
expect 401 "$(login "$web" "admin'--" x)" 'a login that ends the statement'

# ---- The site: its name, projects, answers, ballots ----
site gent init --name "$EVIL" >/dev/null 2>&1
site gent questionnaire add "$SOURCE/client/content/questionnaires/end.json" >/dev/null
site gent questionnaire add "$WORK/evil.json" >/dev/null
expect 0 "$(status_of site gent project add p --name "$QUOTE" --from "$month" --promise director --questionnaire end --questionnaire evil)" "a project called $QUOTE"
printf '[http]\nlisten = 127.0.0.1:0\n[site]\nkiosk_per_minute = 100000\n' >"$WORK/gent/site.conf"
chmod 600 "$WORK/gent/site.conf"
site_start gent
expect "$EVIL $QUOTE" "$(curl -sf "$URL/api/v1/kiosk" | jq -r '.site + " " + .projects[0].name.nl')" 'the kiosk shows both names as they were written'
before=$(rows "$WORK/gent/site.db")
for text in "$EVIL" "$QUOTE"; do
    refused "a project $text" site gent project add "$text" --name x --from "$month" --promise director --questionnaire end
    refused "an account $text" site gent user add "$text"
    for file in "$text
1" "C01
$text"; do refused 'a ballot' site gent import ballots --project p --questionnaire end - <<<"$file"; done
    refused "ballots of $text" site gent import ballots --project "$text" --questionnaire "$text" - <<<"C01"
done
expect 401 "$(login "$URL" "$QUOTE" "$QUOTE")" 'a login that is always true'
set_of() { jq -nc --arg id "$(random_id)" --arg t "$1" '{id: $id, project: "p", channel: "self", questionnaire: "end", answers: {C01: 1}} * '"$2"; }
for text in "$EVIL" "$QUOTE"; do
    for change in '{id: $t}' '{project: $t}' '{channel: $t}' '{questionnaire: $t}' '{answers: {C01: $t}}' '{answers: {($t): 1}}' '{($t): 1}'; do
        case $(post "$(set_of "$text" "$change")") in 400 | 404) pass "refused: $change" ;; *) fail "$change: $(cat "$WORK/reply")" ;; esac
    done
done
stop "$SITE_PID"
expect "$before" "$(rows "$WORK/gent/site.db")" 'every table of the site is as it was'
stop "$CENTRAL_PID"
expect 0 "$(status_of site gent verify)" 'verify at the site'
expect 0 "$(status_of central verify)" 'verify at the centre'
