# SPDX-License-Identifier: EUPL-1.2
# test_housing.sh - real input: the Copenhagen housing survey (Madsen, Scand J
# Statist 3, 1976; 1,681 residents).  Four kinds of housing are four sites and
# every person an answer set.  In one month they are asked by influence, half
# through the kiosk's interface and half as typed ballots; in the next by
# contact, all on paper, because a question has one attribute.  The comparison
# must show the published totals, and of the breakdowns nothing but published
# cells.
. "$(dirname "$0")/lib.sh"

DATA=$SOURCE/tests/integration/data
month=$(month_ago 3) later=$(month_ago 2)
central_new
central_start

# people TYPE: one line a person, "answer influence contact", in file order.
people() {
    awk -F, -v type="$1" '$3 == type { for (i = 0; i < $5; i++) print tolower($1), tolower($2), tolower($4) }' "$DATA/housing.csv"
}

# as_posts: person lines to answer sets, one JSON object a line.
as_posts() {
    while read -r sat infl _; do
        printf '{"id":"%s","project":"housing","channel":"self","questionnaire":"housing","answers":{"sat":"%s","influence":"%s"}}\n' \
            "$(random_id)" "$sat" "$infl"
    done
}

# post_all FILE: one connection, one answer set after the other.
post_all() {
    node "$SOURCE/tests/integration/post.mjs" "$URL" <"$1"
}

# ballots FOLDER MONTH QUESTIONNAIRE: import $WORK/ballots.csv in that month.
ballots() {
    at "$2-12" "$SITE_BIN" --state-dir "$WORK/$1" import ballots --project "$3" --questionnaire "$3" \
        "$WORK/ballots.csv" >"$WORK/import.log" 2>&1 || fail "$1: import: $(cat "$WORK/import.log")"
}

for type in Tower Apartment Atrium Terrace; do
    folder=$(echo "$type" | tr '[:upper:]' '[:lower:]')
    site_new "$type" "$folder"
    for q in housing housing-contact; do
        site "$folder" questionnaire add "$DATA/$q.json" >/dev/null
    done
    site "$folder" project add housing --name Housing --from "$month" --promise director --questionnaire housing >/dev/null
    site "$folder" project add housing-contact --name Housing --from "$later" --promise director --questionnaire housing-contact >/dev/null
    people "$type" | awk 'NR % 2' | as_posts >"$WORK/self"
    { echo 'sat,influence'; people "$type" | awk 'NR % 2 == 0 { print $1 "," $2 }'; } >"$WORK/ballots.csv"
    site_start "$folder" "$month-12"
    expect "$(wc -l <"$WORK/self")" "$(post_all "$WORK/self")" "$type: every answer set through the kiosk is saved"
    ballots "$folder" "$month" housing
    stop "$SITE_PID"
    { echo 'sat,contact'; people "$type" | awk '{ print $1 "," $3 }'; } >"$WORK/ballots.csv"
    ballots "$folder" "$later" housing-contact
    expect 0 "$(status_of site "$folder" night)" "$type: the night"
done

compare() {
    central export compare --question sat --from "$1" --to "$1" --attribute "$2" --format json >"$WORK/$2.json"
}
compare "$month" influence
compare "$later" contact
counts() { jq -c ".sites[] | select(.site == \"$1\") | $2" "$WORK/${3:-influence}.json"; }

# cells TYPE ATTRIBUTE: the breakdown shown, "groups;answers;count" a line.
cells() {
    jq -r --arg site "$1" '. as $all | .sites[] | select(.site == $site) | .breakdown | . as $b
        | range($b.groups | length) as $g | range($b.groups[$g].counts | length) as $k
        | [($b.groups[$g].codes | join(" ")), ($all.levels[$b.level][$k] | join(" ")), ($b.groups[$g].counts[$k] | tostring)]
        | join(";")' "$WORK/$2.json"
}

# published TYPE ATTRIBUTE: the same groups and answers, with the survey's counts.
published() {
    cells "$1" "$2" | awk -F';' -v type="$1" -v column="$([ "$2" = influence ] && echo 2 || echo 4)" '
        NR == FNR { split($0, f, ","); if (f[3] == type) n[tolower(f[column]), tolower(f[1])] += f[5]; next }
        { sum = 0; g = split($1, group, " "); k = split($2, answer, " ")
          for (i = 1; i <= g; i++) for (j = 1; j <= k; j++) sum += n[group[i], answer[j]]
          print $1 ";" $2 ";" sum }' "$DATA/housing.csv" -
}

for attribute in influence contact; do
    expect '[99,101,200]' "$(counts Tower .counts $attribute)" 'Tower as published'
    expect '[271,192,302]' "$(counts Apartment .counts $attribute)" 'Apartment as published'
    expect '[64,79,96]' "$(counts Atrium .counts $attribute)" 'Atrium as published'
    expect '[133,74,70]' "$(counts Terrace .counts $attribute)" 'Terrace as published'
done
for type in Tower Apartment Atrium Terrace; do
    for channel in self assisted; do
        half=$([ $channel = self ] && echo 1 || echo 0)
        want=$(people "$type" | awk -v half="$half" 'NR % 2 == half { n[$1]++ } END { printf "[%d,%d,%d]", n["low"], n["medium"], n["high"] }')
        expect "$want" "$(counts "$type" ".channels[] | select(.channel == \"$channel\") | .counts")" "$type $channel as entered"
    done
    expect '[2,0]' "$(counts "$type" '[.breakdown.shown, .breakdown.hidden]')" "$type: both halves are broken down by influence"
    expect '[1,0]' "$(counts "$type" '[.breakdown.shown, .breakdown.hidden]' contact)" "$type: broken down by contact"
    for attribute in influence contact; do
        expect "$(published "$type" $attribute)" "$(cells "$type" $attribute)" "$type by $attribute as published"
        [ "$(cells "$type" $attribute | wc -l)" -ge 4 ] || fail "$type by $attribute: no table"
    done
    expect 0 "$(status_of site "$(echo "$type" | tr '[:upper:]' '[:lower:]')" verify)" "$type: verify"
done
expect 0 "$(status_of central verify)" 'verify at the centre'
