# SPDX-License-Identifier: EUPL-1.2
# test_housing.sh - real input: the Copenhagen housing survey (Madsen, Scand J
# Statist 3, 1976; 1,681 residents).  Four kinds of housing are four sites,
# every person is an answer set, half through the kiosk's interface, half as
# typed ballots; the comparison must show the published totals.
. "$(dirname "$0")/lib.sh"

DATA=$SOURCE/tests/integration/data
month=$(month_ago 2)
central_new
central_start

# people TYPE: one line a person, "answer influence contact", in file order.
people() {
    awk -F, -v type="$1" '$3 == type { for (i = 0; i < $5; i++) print tolower($1), tolower($2), tolower($4) }' "$DATA/housing.csv"
}

# as_post: person lines to answer sets, one JSON object a line.
as_posts() {
    while read -r sat infl cont; do
        printf '{"id":"%s","project":"housing","channel":"self","questionnaire":"housing","answers":{"sat":"%s","influence":"%s","contact":"%s"}}\n' \
            "$(random_id)" "$sat" "$infl" "$cont"
    done
}

# post_all FILE: one connection, one answer set after the other.
post_all() {
    node "$SOURCE/tests/integration/post.mjs" "$URL" <"$1"
}

for type in Tower Apartment Atrium Terrace; do
    folder=$(echo "$type" | tr '[:upper:]' '[:lower:]')
    site_new "$type" "$folder"
    site "$folder" questionnaire add "$DATA/housing.json" >/dev/null
    site "$folder" project add housing --name Housing --from "$month" --questionnaire housing >/dev/null
    people "$type" | awk 'NR % 2' | as_posts >"$WORK/self"
    { echo 'sat,influence,contact'; people "$type" | awk 'NR % 2 == 0' | tr ' ' ,; } >"$WORK/ballots.csv"
    site_start "$folder" "$month-12"
    expect "$(wc -l <"$WORK/self")" "$(post_all "$WORK/self")" "$type: every answer set through the kiosk is saved"
    at "$month-12" "$SITE_BIN" --state-dir "$WORK/$folder" import ballots \
        --project housing --questionnaire housing "$WORK/ballots.csv" >"$WORK/import.log" 2>&1 ||
        fail "$type: import: $(cat "$WORK/import.log")"
    stop "$SITE_PID"
    expect 0 "$(status_of site "$folder" night)" "$type: the night"
done

central export compare --question sat --from "$month" --to "$month" --format json >"$WORK/compare.json"
counts() { jq -c ".sites[] | select(.site == \"$1\") | $2" "$WORK/compare.json"; }
expect '[99,101,200]' "$(counts Tower .counts)" 'Tower as published'
expect '[271,192,302]' "$(counts Apartment .counts)" 'Apartment as published'
expect '[64,79,96]' "$(counts Atrium .counts)" 'Atrium as published'
expect '[133,74,70]' "$(counts Terrace .counts)" 'Terrace as published'
for type in Tower Apartment Atrium Terrace; do
    for channel in self assisted; do
        half=$([ $channel = self ] && echo 1 || echo 0)
        want=$(people "$type" | awk -v half="$half" 'NR % 2 == half { n[$1]++ } END { printf "[%d,%d,%d]", n["low"], n["medium"], n["high"] }')
        expect "$want" "$(counts "$type" ".channels[] | select(.channel == \"$channel\") | .counts")" "$type $channel as entered"
    done
    expect 0 "$(status_of site "$(echo "$type" | tr '[:upper:]' '[:lower:]')" verify)" "$type: verify"
done
expect 0 "$(status_of central verify)" 'verify at the centre'
