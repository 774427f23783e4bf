# SPDX-License-Identifier: EUPL-1.2
# test_night.sh - nights while the disk or the memory of one side fails, call by
# call: closing and pushing at the site, ingest at the centre.  What the centre
# acknowledged stands there, after a kill as well, and each answer set counts
# once in the end.
. "$(dirname "$0")/fault.sh"

month=$(month_ago 2)
faults=(${WK_FAULTS:-write:EIO write:ENOSPC+ write:torn write:die sync:EIO sync:die alloc:})
total=0
gent_new

more() {
    ballots gent "p$total" "$month" 12
    total=$((total + 12))
}

# night_until_done: the nights after the fault.
night_until_done() {
    local i
    for i in 1 2 3; do
        [ "$(status_of site gent night)" = 0 ] && return 0
    done
    fail "$1: no night comes through: $(cat "$WORK/out")"
}

# unheld: says which acknowledged entry the centre does not hold, if any.
unheld() {
    local acknowledged held
    acknowledged=$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT coalesce(max(seq), 0) FROM receipt')
    held=$(central status --json | jq '.sites[0].seq')
    [ "$acknowledged" -le "$held" ] || echo "entry $acknowledged was acknowledged, $held are held"
}

# whole WHAT: everything counts once, and both sides hold the same entries.
whole() {
    local n
    n=$(counted "$month")
    [ "$n" = "$total" ] || fail "$1: $n of $total are counted"
    sqlite3 -readonly "$WORK/gent/site.db" 'SELECT seq, hex(hash) FROM entry ORDER BY seq' >"$WORK/here"
    sqlite3 -readonly "$WORK/central/central.db" 'SELECT seq, hex(hash) FROM entry ORDER BY seq' >"$WORK/there"
    cmp -s "$WORK/here" "$WORK/there" || fail "$1: the chains differ"
}

night_site() {
    STATUS=0
    timeout 60 "${FAULTY[@]}" "$SITE_BIN" --state-dir "$WORK/gent" night >"$WORK/said" 2>&1 || STATUS=$?
}

# The site's side: this fault at so many calls of a night.
at_site() {
    local calls n tried=0 failed=0
    more
    faulty gent "$1"
    arm 0
    night_site
    [ "$STATUS" = 0 ] || fail "a night without a fault: $(cat "$WORK/said")"
    calls=$(calls)
    for n in $(spread "$2" "$calls"); do
        more
        arm "$n"
        night_site
        tried=$((tried + 1))
        [ "$STATUS" = 0 ] || failed=$((failed + 1))
        sound_site gent || fail "$1 at call $n: verify at the site"
        [ -z "$(unheld)" ] || fail "$1 at call $n: $(unheld)"
        night_until_done "$1 at call $n"
        whole "$1 at call $n"
    done
    pass "site, $1: $tried of $calls calls, $failed ended the night, all $total count once"
}

start_faulty() {
    serve_faulty central "$CENTRAL_BIN" "$1"
    CENTRAL_PID=$SERVE_PID
}

# ingest N: a night while call N of the centre fails, then the centre is
# killed and starts without a fault.
ingest() {
    arm "$1"
    # The night tries again by itself; what it has by then is enough.
    timeout 4 "$SITE_BIN" --state-dir "$WORK/gent" night >"$WORK/said" 2>&1 || true
    CALLS=$(calls) WENT_WRONG=$(went_wrong)
    kill_hard "$CENTRAL_PID"
    central_start
}

at_centre() {
    local calls n tried=0
    more
    stop "$CENTRAL_PID"
    start_faulty "$1"
    ingest 0
    calls=$CALLS
    whole 'a night without a fault'
    for n in $(spread "$2" "$calls"); do
        more
        stop "$CENTRAL_PID"
        start_faulty "$1"
        ingest "$n"
        tried=$((tried + 1))
        # What a night writes or allocates is not the same to the last call.
        [ "$WENT_WRONG" -gt 0 ] || [ "$CALLS" -lt "$n" ] || fail "$1 at call $n: nothing went wrong"
        sound_central || fail "$1 at call $n: verify at the centre"
        [ -z "$(unheld)" ] || fail "$1 at call $n: $(unheld)"
        night_until_done "$1 at call $n"
        whole "$1 at call $n"
    done
    pass "centre, $1: $tried of $calls calls, all $total count once"
}

for fault in "${faults[@]}"; do
    n=$(long 2 all)
    [ "$fault" != alloc: ] || n=$(long 4 200)
    at_site "$fault" "$n"
    at_centre "$fault" "$n"
done
sound_site gent || fail 'verify at the site'
sound_central || fail 'verify at the centre'

# Negative control: a centre whose disk lies acknowledges what a kill takes.
more
stop "$CENTRAL_PID"
start_faulty write:lie+
ingest 1
[ -n "$(unheld)" ] || fail 'the control: a disk that lies loses nothing?'
pass "the control: $(unheld)"
# And the site mends it: the centre is below its receipts.
night_until_done 'the control'
whole 'the control'
pass 'and the next night brings it back'
