# SPDX-License-Identifier: EUPL-1.2
# test_skew.sh - a site and a centre of different versions: each says so, the
# site goes on collecting, and all is as if nothing had been when they speak a
# common version again.  What a later version wrote is kept, and hurts nobody.
. "$(dirname "$0")/lib.sh"

central_new
central_start
site_new Gent gent
expect 0 "$(status_of site gent night)" 'the first night brings the catalogue'

mode() { echo "$1" >"$WORK/mode"; }
mode common
node "$SOURCE/tests/integration/skew.mjs" "$SYNC_PORT" "$WORK/central" "$WORK/gent" "$WORK/mode" >"$WORK/skew.log" 2>&1 &
PIDS+=($!)
await "$WORK/skew.log" 'skew on' $!
printf '[sync]\nurl = https://127.0.0.1:%s\n' "$(sed 's/skew on //' "$WORK/skew.log")" >>"$WORK/gent/site.conf"

month=$(month_ago 2)
n=0
# collect: 30 answer sets of a closed month, in a project of their own.
collect() {
    n=$((n + 1))
    site gent project add "p$n" --name "P $n" --from "$month" --promise director --questionnaire end >/dev/null
    { echo C01,C02; for i in $(seq 30); do echo "$((i % 4)),$((i % 3))"; done; } |
        at "$month-12" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project "p$n" --questionnaire end - >/dev/null ||
        fail 'collecting does not go on'
}
message() { site gent status --json | jq -r .last_night.message; }
counted() { central export compare --question C01 --from "$month" --to "$month" --format json | jq -c '.sites[0].n'; }
entries() { central status --json | jq '.sites[0].seq'; }

VERSION='the centre and this site speak different versions of the protocol: update the older one'
# differ MODE: a night that cannot be; then one that heals it.
differ() {
    collect
    mode "$1"
    expect 3 "$(status_of site gent night)" "$1: the night is refused"
    expect "$VERSION" "$(message)" "$1: the status says why"
    expect 1 "$(site gent status --json | jq --arg text "$VERSION" '[.alarms[] | select(.text == $text)] | length > 0 | if . then 1 else 0 end')" "$1: and staff are told"
    [ "$(status_of site gent verify)" = 0 ] || fail "$1: verify: $(cat "$WORK/out")"
    [ "$(status_of central verify)" = 0 ] || fail "$1: verify at the centre: $(cat "$WORK/out")"
    mode common
    expect 0 "$(status_of site gent night)" "$1: the next night, with a common version"
    expect $((30 * n)) "$(counted)" "$1: everything is counted once"
    expect "$n" "$(entries)" "$1: in one entry each"
}
for mode in ask-2 ask-0 ask-push-2 hello-2 hello-0 hello-shape push-2 push-shape; do
    differ "$mode"
done

central questionnaire publish "$SOURCE/client/content/questionnaires/start.json" >/dev/null
sed 's/"version": 1/"version": 2/' "$SOURCE/client/content/questionnaires/start.json" >"$WORK/start.json"
central questionnaire publish "$WORK/start.json" >/dev/null
differ catalogue-2

# ---- What a later minor may add, and what it may say ----
collect
mode figures
sed 's/"version": 1/"version": 3/' "$SOURCE/client/content/questionnaires/start.json" >"$WORK/start.json"
central questionnaire publish "$WORK/start.json" >/dev/null
expect 0 "$(status_of site gent night)" "a network's figures of another kind are not taken"
expect 1 "$(site gent status --json | jq '[.alarms[] | select(.text | test("figures cannot be read"))] | length')" 'and staff are told'
expect $((30 * n)) "$(counted)" 'the night is as any other'
collect
mode hello-more
expect 0 "$(status_of site gent night)" 'fields that nobody knows are passed over'
expect $((30 * n)) "$(counted)" 'and the night is as any other'
collect
mode reason
expect 0 "$(status_of site gent night)" 'a verdict for a reason of tomorrow'
expect 1 "$(site gent status --json | jq '[.alarms[] | select(.text | test("entry '$n' aside \\(code 4000000000\\)"))] | length')" 'is told as it came'
mode common

# ---- A later version was here, and this older one takes up its history ----
collect
expect '3 5' "$(node "$SOURCE/tests/integration/skew.mjs" "$SYNC_PORT" "$WORK/gent" later)" 'an entry of a later format is set aside'
later=$(entries)
expect 1 "$(central status --json | jq '[.alarms[] | select(.text | test("set aside \\(code 5\\)"))] | length')" 'and the centre says so'
mode history-2
expect 3 "$(status_of site gent night)" 'a history of another version'
expect "$VERSION" "$(message)" 'is not taken, and the status says why'
mode common
counted_before=$(counted)
expect 0 "$(status_of site gent night)" 'the site adopts what it cannot read'
[ "$(status_of site gent verify)" = 0 ] || fail "verify after the adoption: $(cat "$WORK/out")"
pass 'and is sound'
expect "$((later - 1))" "$(site gent outbox list | wc -l)" 'it lists what it can read'
expect 0 "$(status_of site gent outbox show "$later")" 'and shows the rest'
grep -q 'a later version of this program' "$WORK/out" || fail "outbox show: $(cat "$WORK/out")"
expect 0 "$(status_of site gent scra end)" 'the risk analysis of a form leaves it out'
expect 0 "$(status_of site gent backup "$WORK/b.db")" 'it is backed up'
expect 0 "$(status_of site gent restore "$WORK/b.db")" 'and restored'
[ "$(status_of central verify)" = 0 ] || fail "verify at the centre: $(cat "$WORK/out")"
# That entry may have covered any month that was over: none is told again.
expect "$counted_before" "$(counted)" 'answers that it may have covered are not used again'
expect "$later" "$(entries)" 'and nothing was sent of them'
month=$(date +%Y-%m)
collect
expect 0 "$(status_of site gent night)" 'collecting goes on'
stop "$CENTRAL_PID"
! grep -q 'runtime error\|AddressSanitizer\|ERROR' "$WORK/central.log" || fail "$(cat "$WORK/central.log")"
