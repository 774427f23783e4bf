# SPDX-License-Identifier: EUPL-1.2
# test_attack_hidden.sh - whether anything that staff, operators or the centre
# can see tells more about a hidden figure than that it is hidden.
. "$(dirname "$0")/lib.sh"

year=$(($(date +%Y) - 1))
month=$(month_ago 2)
central_new
central_start
site_new Gent gent
expect 0 "$(status_of site gent night)" 'the first night brings the questionnaires'

# Three projects that look alike from outside: nobody, three, nine people.
for n in 0 3 9; do
    site gent project add "p$n" --name "P" --from "$year-01" --promise director --period year --questionnaire end >/dev/null
    site gent project add "m$n" --name "M" --from "$month" --promise director --questionnaire end >/dev/null
done
bring() {
    { echo C01,C02; for i in $(seq "$2"); do echo "$((i % 4)),3"; done; } |
        at "$3" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project "$1" --questionnaire end - >/dev/null
}
for n in 3 9; do
    bring "p$n" "$n" "$year-06-12"
    bring "m$n" "$n" "$month-12"
done
expect 0 "$(status_of site gent night)" 'the night that closes them'
grep -q 'closed 0, sent 0, destroyed 6' "$WORK/out" || fail "the night tells who answered: $(cat "$WORK/out")"
# What a name stands for: lines that tell of p0, p3 and p9 must be the same.
alike() {
    local n lines=()
    for n in 0 3 9; do lines+=("$(grep -w "[pm]$n" <<<"$1" | sed "s/\b\([pm]\)$n\b/\1N/g" | sort || true)"); done
    [ "${lines[0]}" = "${lines[1]}" ] && [ "${lines[0]}" = "${lines[2]}" ] ||
        fail "$2 tells them apart: $(printf '%s\n---\n' "${lines[@]}")"
    pass "$2 does not tell them apart"
}
log=$(sqlite3 -readonly "$WORK/gent/site.db" "SELECT what FROM audit_log WHERE who = 'night'")
grep -q 'p3.*not released' <<<"$log" || fail "the log does not say what was not released: $log"
alike "$log" 'the audit log'
alike "$(site gent status --json | jq -c '.projects[]')" 'the status'
alike "$(site gent outbox list)" 'the outbox'
site gent backup "$WORK/plain.db" >/dev/null
held=$(sqlite3 -readonly "$WORK/plain.db" 'SELECT project, channel, next_month, tested_month FROM label;
    SELECT project, channel, first_month, state FROM pool')
grep -q '^p3|' <<<"$held" || fail 'the backup holds no label'
alike "$held" 'a backup without answers'
expect '0 0' "$(sqlite3 -readonly "$WORK/gent/site.db" "SELECT count(*) FROM pool WHERE project LIKE 'p%'; SELECT count(*) FROM spent" | paste -sd ' ')" 'no row of the database is left of what was not told'
expect 0 "$(central status --json | jq '.sites[0].seq')" 'nothing reached the centre'
expect 0 "$(status_of site gent verify)" 'verify at the site'
