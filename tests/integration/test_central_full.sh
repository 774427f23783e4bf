# SPDX-License-Identifier: EUPL-1.2
# test_central_full.sh - the centre's disk is full: nothing is acknowledged that
# is not stored, and all goes on when there is room again.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 2)
central_new
central_start
site_new Gent gent
site gent night >/dev/null 2>&1
# A release of each questionnaire, so that what is pushed is large.
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire start --questionnaire mid-a \
    --questionnaire mid-b --questionnaire end >/dev/null
ballots() { # QUESTIONNAIRE QUESTION
    { echo "$2"; for i in 0 1 2 3 0 1 2 3 2 3 3 3; do echo "$i"; done; } |
        at "$month-10" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wijkhuis --questionnaire "$1" - >"$WORK/import.log" 2>&1
}
ballots start C04
ballots mid-a C02
ballots mid-b C04
ballots end C01
stop "$CENTRAL_PID"

# No file may grow past 32 KiB: the journal takes a hello, and no release.
mkfifo "$WORK/words"
cat "$WORK/words" >"$WORK/full.log" &
PIDS+=($!)
(
    ulimit -f 32
    exec "$CENTRAL_BIN" --state-dir "$WORK/central" serve
) >"$WORK/words" 2>&1 &
CENTRAL_PID=$!
PIDS+=("$CENTRAL_PID")
await "$WORK/full.log" '^ready' "$CENTRAL_PID"
# The site would try again for an hour; once is enough.
"$SITE_BIN" --state-dir "$WORK/gent" night >"$WORK/night.log" 2>&1 &
night=$!
PIDS+=("$night")
await "$WORK/full.log" 'COMMIT' "$night"
kill "$night" 2>/dev/null || true
status=0
wait "$night" || status=$?
[ "$status" != 0 ] || fail 'a night without room is not called done'
pass 'a night without room is not called done'
expect 0 "$(central export compare --question C01 --from "$month" --to "$month" | jq '.sites[0].n')" 'nothing is half stored'
expect 0 "$(site gent outbox list 2>/dev/null | grep -c stored || true)" 'and nothing acknowledged'
kill -0 "$CENTRAL_PID" || fail 'serve lives on'
pass 'serve lives on'
stop "$CENTRAL_PID"
expect 0 "$(status_of central verify)" 'verify'
central_start
expect 0 "$(status_of site gent night)" 'a night with room'
expect 12 "$(central export compare --question C01 --from "$month" --to "$month" | jq '.sites[0].n')" 'everything is there, once'
expect 0 "$(status_of central verify)" 'verify at the centre'
expect 0 "$(status_of site gent verify)" 'verify at the site'
