# SPDX-License-Identifier: EUPL-1.2
# test_embargo.sh - what one site releases is on its own staff page the same
# night, and at the centre nowhere but in a number, for as long as configured.
. "$(dirname "$0")/lib.sh"

central_new
sed -i '/embargo_days/d' "$WORK/central/central.conf" # as it is by default
central_start
site_new Gent gent
month=$(month_ago 2)
site gent night >"$WORK/night.log" 2>&1
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null
{
    echo C01
    for i in $(seq 24); do echo $((i % 4)); done
} >"$WORK/ballots.csv"
at "$month-20" "$SITE_BIN" --state-dir "$WORK/gent" import ballots \
    --project wijkhuis --questionnaire end "$WORK/ballots.csv" >"$WORK/import.log" 2>&1
site gent night >>"$WORK/night.log" 2>&1
expect true "$(site gent outbox list | grep -q "$month" && echo true)" 'the site has released it'

# shown DAYS: what the centre tells that many days from now.
shown() {
    at "$(date -d "+$1 day" +%F)" "$CENTRAL_BIN" --state-dir "$WORK/central" export compare \
        --question C01 --from "$month" --to "$month" "${@:2}"
}
waiting() {
    at "$(date -d "+$1 day" +%F)" "$CENTRAL_BIN" --state-dir "$WORK/central" status --json |
        jq '.sites[0].under_embargo'
}
expect 1 "$(central status --json | jq '.sites[0].releases')" 'an administrator sees that it came'
for day in 0 1 13; do
    expect 0 "$(shown $day | jq '.sites[0].n')" "no figure on day $day"
    expect '' "$(shown $day | jq -r '.sites[0].releases[].seq')" "no release listed on day $day"
    shown $day --format csv >"$WORK/csv"
    expect '' "$(grep -E ',2[0-9],' "$WORK/csv")" "none as CSV on day $day"
    expect true "$([ "$(waiting $day)" -ge 1 ] && echo true)" "a number on day $day"
done
expect 24 "$(shown 14 | jq '.sites[0].n')" 'after 14 days everybody sees it'
expect 0 "$(waiting 14)" 'and nothing waits'
cat >"$WORK/central/short.conf" <<CONF
[central]
embargo_days = 3
CONF
chmod 600 "$WORK/central/short.conf"
short() {
    at "$(date -d "+$1 day" +%F)" "$CENTRAL_BIN" --state-dir "$WORK/central" \
        --config "$WORK/central/short.conf" export compare --question C01 --from "$month" --to "$month" |
        jq '.sites[0].n'
}
expect 0 "$(short 2)" 'three days, if so configured: not on the second'
expect 24 "$(short 3)" 'but on the third'
