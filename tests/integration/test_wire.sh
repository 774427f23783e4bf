# SPDX-License-Identifier: EUPL-1.2
# test_wire.sh - what the wire tells: thirty nights of one size, whatever they
# carry; an entry sent a hundred times; other bytes under a number that is
# held; and a state folder copied before a night and put back after it.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 2)
central_new
central_start
site_new Gent gent
expect 0 "$(status_of site gent night)" 'the first night brings the catalogue'

# meter: count the bytes of each connection, both ways.
node "$SOURCE/tests/integration/meter.mjs" "$SYNC_PORT" "$WORK/meter" >"$WORK/meter.log" 2>&1 &
PIDS+=($!)
await "$WORK/meter.log" 'meter on' $!
printf '[sync]\nurl = https://127.0.0.1:%s\n' "$(sed 's/meter on //' "$WORK/meter.log")" >>"$WORK/gent/site.conf"

# answers PROJECT N: N answer sets for the closed month.
answers() {
    site gent project add "$1" --name "$1" --from "$month" --promise director --questionnaire end >/dev/null
    { echo C01,C02; for i in $(seq "$2"); do echo "$((i % 4)),$((i % 3))"; done; } |
        at "$month-12" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project "$1" --questionnaire end - >/dev/null
}

for night in $(seq 30); do
    case $night in 5 | 17) answers "p$night" 30 ;; 9) answers p9 250 ;; 21) answers p21 4 ;; esac
    [ "$(status_of site gent night)" = 0 ] || fail "night $night: $(cat "$WORK/out")"
done
expect 30 "$(wc -l <"$WORK/meter")" 'thirty nights, one connection each'
expect 1 "$(sort -u "$WORK/meter" | wc -l)" "one size on the wire: $(sort -u "$WORK/meter" | head -3 | tr '\n' ' ')"
read -r up down <"$WORK/meter"
[ $((up + down)) -le 40960 ] || fail "a night takes $((up + down)) bytes"
pass "a night takes $((up + down)) bytes both ways"

# ---- The same entry a hundred times, by somebody who has the site's key ----
seq=$(central status --json | jq '.sites[0].seq')
site gent outbox show --raw "$seq" >"$WORK/raw"
count() { central export compare --question C01 --from "$month" --to "$month" --format json | jq -c '[.sites[0].n, .sites[0].counts]'; }
before=$(count)
node "$SOURCE/tests/integration/resend.mjs" "$SYNC_PORT" "$WORK/gent" "$WORK/raw" 100 >"$WORK/resend" || fail "$(cat "$WORK/resend")"
expect '100 2' "$(sort "$WORK/resend" | uniq -c | awk '{ print $1, $2 }')" 'sent a hundred times, held already a hundred times'
expect "$before" "$(count)" 'and counted once'

# ---- A state folder copied before a night and put back after it ----
answers late 40
cp -a "$WORK/gent" "$WORK/copy"
expect 0 "$(status_of site gent night)" 'the night that sends it'
before=$(count)
held=$(central status --json | jq '.sites[0].seq')
rm -rf "$WORK/gent"
mv "$WORK/copy" "$WORK/gent"
expect 0 "$(status_of site gent night)" 'the night after the folder was put back'
expect "$before" "$(count)" 'nothing counted twice'
expect "$held" "$(central status --json | jq '.sites[0].seq')" 'no second entry reached the centre'
expect 1 "$(site gent status --json | jq '[.alarms[] | select(.text | test("restored"))] | length')" 'the site raised an alarm'
[ "$(status_of site gent verify)" = 0 ] || fail "verify after the adoption: $(cat "$WORK/out")"

# ---- Other bytes under a number that is held, by somebody with the key ----
answers other 40
before=$(count)
node "$SOURCE/tests/integration/resend.mjs" "$SYNC_PORT" "$WORK/gent" "$WORK/raw" 1 other >"$WORK/resend" || fail "$(cat "$WORK/resend")"
expect '5 7' "$(cat "$WORK/resend")" 'other bytes are a conflict'
expect "$before" "$(count)" 'and change nothing'
expect quarantined "$(central status --json | jq -r '.sites[0].state')" 'the centre quarantines the site'
[ "$(central status --json | jq '.alarms | length')" -gt 0 ] || fail 'no alarm at the centre'
expect 3 "$(status_of site gent night)" 'the site learns of it at its next night'
expect 1 "$(site gent status --json | jq '[.alarms[] | select(.text | test("quarantine"))] | length')" 'and raises an alarm'
expect "$before" "$(count)" 'a site in quarantine sends nothing'
expect 0 "$(status_of central site readmit Gent)" 'the centre readmits it'
[ "$(status_of site gent night)" = 0 ] || fail "after readmission: $(cat "$WORK/out")"; pass "and it adopts"
expect 40 "$(($(count | jq '.[0]') - $(echo "$before" | jq '.[0]')))" 'what it had kept is counted, once'
expect 0 "$(status_of site gent verify)" 'verify at the site'
expect 0 "$(status_of central verify)" 'verify at the centre'
