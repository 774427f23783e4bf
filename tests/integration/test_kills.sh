# SPDX-License-Identifier: EUPL-1.2
# test_kills.sh - kill -9 on either side at random instants, behind a proxy
# that writes down what was acknowledged and drops or repeats replies.  In the
# end every acknowledged answer set counts once, and every acknowledged entry
# stands at the centre.  50 kills a side; 500 with WK_LONG.
. "$(dirname "$0")/lib.sh"

kills=50
[ -n "${WK_LONG:-}" ] && kills=500
per_cycle=10
month=$(month_ago 2)
RANDOM=${WK_SEED:-20261122}
gent_new

: >"$WORK/acknowledged"
node "$SOURCE/tests/integration/proxy.mjs" "$SYNC_PORT" "$WORK/central" "$WORK/gent" \
    "$WORK/acknowledged" "$RANDOM" 5 >"$WORK/proxy.log" 2>&1 &
PIDS+=($!)
await "$WORK/proxy.log" 'proxy on' $!
printf '[sync]\nurl = https://127.0.0.1:%s\n' "$(sed 's/proxy on //' "$WORK/proxy.log")" >>"$WORK/gent/site.conf"

# kill_hard PID: -9, and off the list of what runs.
kill_hard() { kill -9 "$1" 2>/dev/null || true; stop "$1"; }

# Where the client finds the site now; never half written.
publish_port() { echo "$URL" >"$WORK/port.new" && mv "$WORK/port.new" "$WORK/port"; }

# The kiosk: killed while answer sets come in.
flood_with_kills() {
    local project=$1 client i
    site_start gent "$month-12"
    publish_port
    node "$SOURCE/tests/integration/flood.mjs" 40 "$WORK/port" "$project" >"$WORK/saved" &
    client=$!
    PIDS+=("$client")
    for i in $(seq $((per_cycle / 2))); do
        sleep "0.0$((RANDOM % 90 + 10))"
        kill_hard "$SITE_PID"
        site_start gent "$month-12"
        publish_port
    done
    wait "$client" || fail 'the client'
    stop "$SITE_PID"
    expect 40 "$(cat "$WORK/saved")" "$project: 40 acknowledged across $((per_cycle / 2)) kills"
}

# Begin a night whose pid is its own, to be killed: $victim.
night_begin() {
    "$SITE_BIN" --state-dir "$WORK/gent" night >>"$WORK/night.log" 2>&1 &
    victim=$!
    PIDS+=("$victim")
}

# The night: killed at both ends, then left alone until it is done.
night_with_kills() {
    local i victim
    for i in $(seq $((per_cycle / 2))); do
        night_begin
        sleep "0.$((RANDOM % 50 + 10))"
        kill_hard "$victim"
    done
    for i in $(seq "$per_cycle"); do
        night_begin
        sleep "0.$((RANDOM % 50 + 10))"
        kill_hard "$CENTRAL_PID"
        central_start
        kill_hard "$victim"
    done
    for i in $(seq 10); do
        [ "$(status_of site gent night)" = 0 ] && return 0
    done
    fail "no night came through: $(cat "$WORK/out")"
}

# check: acknowledged entries stand at the centre, with what was acknowledged.
check() {
    local seq kind held
    held=$(central status --json | jq '.sites[0].seq')
    while read -r seq kind; do
        [ "$seq" = bytes ] || [ "$seq" -le "$held" ] || { echo "entry $seq was acknowledged"; return 1; }
    done <"$WORK/acknowledged"
    central export compare --question C01 --from "$month" --to "$month" --format json >"$WORK/compare.json"
    [ "$(jq '.sites[0].n' "$WORK/compare.json")" = "$1" ] || { echo "counted $(jq '.sites[0].n' "$WORK/compare.json") of $1"; return 1; }
}

total=0
for cycle in $(seq $((kills / per_cycle))); do
    site gent project add "p$cycle" --name "P$cycle" --from "$month" --promise director --questionnaire end >/dev/null
    flood_with_kills "p$cycle"
    total=$((total + 40))
    night_with_kills
    check "$total" >"$WORK/check" || fail "$(cat "$WORK/check")"
    pass "cycle $cycle: all $total answer sets counted once"
done
expect 0 "$(status_of site gent verify)" 'verify at the site'
expect 0 "$(status_of central verify)" 'verify at the centre'

# Negative controls: the check must be able to fail.
cp "$WORK/acknowledged" "$WORK/kept"
echo "999999 1" >>"$WORK/acknowledged"
expect 1 "$(status_of check "$total")" 'an acknowledged entry that is not held is noticed'
cp "$WORK/kept" "$WORK/acknowledged"
site gent project add lost --name Lost --from "$month" --promise director --questionnaire end >/dev/null
site_start gent "$month-12"
publish_port
node "$SOURCE/tests/integration/flood.mjs" 40 "$WORK/port" lost >"$WORK/saved"
stop "$SITE_PID"
sqlite3 "$WORK/gent/site.db" 'DELETE FROM answer_set WHERE id = (SELECT min(id) FROM answer_set)'
for i in $(seq 10); do [ "$(status_of site gent night)" = 0 ] && break; done
expect 1 "$(status_of check $((total + 40)))" 'an acknowledged answer set that was lost is noticed'
