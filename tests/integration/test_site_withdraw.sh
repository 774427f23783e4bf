# SPDX-License-Identifier: EUPL-1.2
# test_site_withdraw.sh - a release that is withdrawn: the next night tells the
# centre, which counts it no more; what was released stays in both chains, and
# its month stays closed.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 2)
gent_new
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null
{ echo C01; for i in $(seq 14); do echo $((i % 4)); done; } >"$WORK/b.csv"
import() { status_of at "$month-10" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wijkhuis --questionnaire end --month "$month" "$WORK/b.csv"; }
expect 0 "$(import)" 'ballots'
expect 0 "$(status_of site gent night)" 'the night that tells them'
sites() { central export compare --question C01 --from "$month" --to "$month" --format json | jq -c '[.sites[] | select(.n > 0) | .n]'; }
expect '[14]' "$(sites)" 'the centre counts them'

withdraw() { status_of site gent outbox withdraw "$@"; }
expect 2 "$(withdraw 1)" 'not without a reason'
expect 2 "$(withdraw 1 --reason none)" 'nor with one that there is not'
expect 1 "$(withdraw 2 --reason other)" 'nor what there is not'
expect 0 "$(withdraw 1 --reason collection)" 'a withdrawal'
expect 1 "$(withdraw 1 --reason collection)" 'once'
grep -q 'the next night withdraws it already' "$WORK/out" || fail "does not say why: $(cat "$WORK/out")"
site gent outbox show 1 | grep -q '^withdrawn *by the next night$' || fail 'show does not tell what is to come'
expect '[14]' "$(sites)" 'nothing happens before the night'
expect 0 "$(status_of site gent night)" 'the night'
expect '[]' "$(sites)" 'the centre counts it no more'
site gent outbox show 1 | grep -q '^withdrawn *by entry 2: ' || fail 'show does not tell it'
site gent outbox show 2 | grep -q '^withdraws entry 1, reason 3$' || fail 'the entry does not tell it'
expect 'withdrawn' "$(site gent outbox list | sed -n '1s/.*\t//p')" 'the list tells it'
expect 1 "$(withdraw 1 --reason collection)" 'not again'
grep -q 'is withdrawn already' "$WORK/out" || fail "does not say why: $(cat "$WORK/out")"
expect 1 "$(withdraw 2 --reason other)" 'nor the withdrawal'
expect 1 "$(import)" 'the month stays closed'
expect 0 "$(status_of site gent night)" 'the next night'
expect 2 "$(central status --json | jq '.sites[0].seq')" 'tells nothing twice'
expect '0 0' "$(status_of site gent verify) $(status_of central verify)" 'all is sound'
