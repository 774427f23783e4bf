# SPDX-License-Identifier: EUPL-1.2
# test_partitions.sh - the network fails at each turn of a night: once, and for
# the whole night.  Nothing is closed before the centre was heard; whatever was
# closed is counted once, tonight or the night after; no night hangs.
. "$(dirname "$0")/../integration/lib.sh"

month=$(month_ago 2)
central_new
central_start

# counted SITE: its answer sets at the centre.
counted() {
    central export compare --question C01 --from "$month" --to "$month" --format json |
        jq --arg name "$1" '[.sites[] | select(.site == $name) | .answer_sets] | add // 0'
}
# once SITE N: whether N answer sets of it are counted, neither more nor fewer.
once() { [ "$(counted "$1")" = "$2" ]; }
# night SITE STATUS WHAT: a night ends so, and long before it could hang.
night() {
    local status=0
    timeout 300 "$SITE_BIN" --state-dir "$WORK/$1" night >"$WORK/$1.night" 2>&1 || status=$?
    [ $status = "$2" ] || fail "$1: $3: wanted $2, got $status: $(cat "$WORK/$1.night")"
}
closed() { grep -q "closed $2, " "$WORK/$1.night" || fail "$1: $3: wanted $2 closed: $(cat "$WORK/$1.night")"; }
# answers SITE PROJECT: ten answer sets of a month that is over.
answers() {
    site "$1" project add "$2" --name "$2" --from "$month" --promise director --questionnaire end >/dev/null
    { echo C01; for i in $(seq 10); do echo $((i % 4)); done; } |
        at "$month-12" "$SITE_BIN" --state-dir "$WORK/$1" import ballots --project "$2" --questionnaire end - >/dev/null
}
plan() { local name=$1; shift; echo "$*" >"$WORK/$name.plan"; }
struck() { grep -c "struck $2" "$WORK/$1.relay" || true; }

# relayed SITE: its nights pass a relay from now on.
relayed() {
    plan "$1" pass
    node "$SOURCE/tests/net/relay.mjs" "$SYNC_PORT" "$WORK/$1.plan" >"$WORK/$1.relay" 2>&1 &
    PIDS+=($!)
    await "$WORK/$1.relay" 'relay on' $!
    printf '[sync]\nurl = https://127.0.0.1:%s\n' "$(sed -n 's/relay on //p' "$WORK/$1.relay")" >>"$WORK/$1/site.conf"
}

# phase SITE TURN LATER: every fault at this turn; LATER is the same exchange's
# turn on a new connection, where hello need not come first.
phase() {
    local name=$1 turn=$2 later=$3 sum=0 mode

    # Silence first: the centre has the rest of the test to notice.
    for mode in mute rst half fin; do
        local before
        before=$(struck "$name" $mode)
        answers "$name" $mode
        plan "$name" $mode "$turn"
        night "$name" 0 "$mode"
        [ "$(struck "$name" $mode)" -gt "$before" ] || fail "$name: $mode did not happen"
        sum=$((sum + 10))
        once "$name" $sum || fail "$name: $mode: $(counted "$name") counted, not $sum"
        pass "$name: $mode at turn $turn, counted once the same night"
    done

    # All night long: the same check must see that figures are missing, unless
    # it is only the last reply that is lost.
    answers "$name" all-night
    plan "$name" rst "$turn" "$later" "$later" "$later" "$later" "$later" "$later" "$later"
    night "$name" 1 'no connection lasts'
    grep -q 'no contact' "$WORK/$name.night" || fail "$name: $(cat "$WORK/$name.night")"
    [ "$(struck "$name" rst)" -ge 4 ] || fail "$name: the relay struck $(struck "$name" rst) times"
    closed "$name" "$((turn > 4))" 'only a centre that was heard closes'
    if once "$name" $((sum + 10)); then
        [ "$turn" = 6 ] || fail "$name: counted, though it was cut off before"
    else
        once "$name" $sum && [ "$turn" != 6 ] || fail "$name: $(counted "$name") counted"
    fi
    plan "$name" pass
    night "$name" 0 'the night after'
    sum=$((sum + 10))
    once "$name" $sum || fail "$name: the night after: $(counted "$name") counted, not $sum"
    pass "$name: cut off all night at turn $turn, counted once the night after"
}

# crawl SITE: links that are slow or lossy, but links: one connection will do.
crawl() {
    local mode sum=0
    for mode in slow lossy; do
        answers "$1" $mode
        plan "$1" $mode 1 1 1
        night "$1" 0 "$mode"
        expect 1 "$(struck "$1" $mode)" "a $mode link carries the night over one connection"
        sum=$((sum + 10))
        once "$1" $sum || fail "$1: $mode: $(counted "$1") counted, not $sum"
    done
}

names=(first second third fourth fifth sixth)
for name in "${names[@]}" crawl; do
    site_new "$name" "$name"
    night "$name" 0 'brings the catalogue'
    relayed "$name"
done
JOBS=()
for turn in 1 2 3 4 5 6; do
    phase "${names[turn - 1]}" $turn $((turn > 4 ? turn - 2 : turn)) >"$WORK/phase$turn.out" 2>&1 &
    JOBS+=($!)
done
crawl crawl >"$WORK/phase7.out" 2>&1 &
JOBS+=($!)
failed=0
for job in "${JOBS[@]}"; do wait "$job" || failed=1; done
cat "$WORK"/phase*.out
[ $failed = 0 ] || fail 'a turn of the night'

# ---- Half-open: the centre lets go of peers that are there no more ----
muted=0 freed=0
for i in $(seq 900); do
    muted=$(cat "$WORK"/*.relay | grep -c 'struck mute')
    freed=$(cat "$WORK"/*.relay | grep -c freed || true)
    [ "$freed" -ge "$muted" ] && break
    sleep 0.1
done
expect "$muted" "$freed" 'the centre has let go of every connection that fell silent'

# ---- All is as if nothing had been ----
for name in "${names[@]}" crawl; do
    expect 0 "$(status_of site "$name" verify)" "verify at $name"
    expect 0 "$(site "$name" status --json | jq '.alarms | length')" "no alarm at $name"
    expect "$(central status --json | jq --arg n "$name" '.sites[] | select(.site == $n or .name == $n) | .seq')" \
        "$(site "$name" outbox list | grep -c stored)" "$name has a receipt for every entry"
done
expect 0 "$(status_of central verify)" 'verify at the centre'
expect 0 "$(central status --json | jq '.alarms | length')" 'no alarm at the centre'
! grep -q 'runtime error\|AddressSanitizer' "$WORK"/*.log "$WORK"/*.night || fail 'a sanitizer speaks'
