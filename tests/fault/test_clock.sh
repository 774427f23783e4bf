# SPDX-License-Identifier: EUPL-1.2
# test_clock.sh - the clock of a running site is set 40 days ahead, back again,
# and back by two years: collecting goes on, nights go on, and no month closes
# before the centre's clock says so as well.  (Every kind of night there is:
# unit.site_core.nightly and unit.site.zones.)
. "$(dirname "$0")/fault.sh"

library=$(dpkg -L libfaketime 2>/dev/null | grep -m 1 'libfaketimeMT\.so') || skip 'no libfaketime'
export TZ=Europe/Brussels # as the programs have it
month=$(date +%Y-%m)
# set_clock SECONDS: so much from now on is the served site's clock ahead.  It
# lies where a program in its sandbox may still read.
set_clock() { printf '%+d\n' "$1" >"$WORK/clock" && mv "$WORK/clock" "$WORK/gent/clock"; }
UNDER=(env "LD_PRELOAD=$library" FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_CACHE_DURATION=1
    "FAKETIME_TIMESTAMP_FILE=$WORK/gent/clock")
day=86400
# due DAYS: by how much the clock is to be ahead to show the instant of the
# night of the day that is so many days away: at the same hour as tomorrow's.
due() {
    local next
    set_clock $(($(date -d "$(date +%F) + 1 day" +%s) + 30 - $(date +%s)))
    next=$("${UNDER[@]}" "$SITE_BIN" --state-dir "$WORK/gent" status --json | jq -r .next_night)
    next="$(date -d "$(date +%F) + $1 day" +%F) $(date -d "$next" +%T)"
    echo $(($(date -d "$next" +%s) + 5 - $(date +%s)))
}
nights() { grep -c 'night: ' "$WORK/gent.log" || true; }
# night_comes N WHAT: the Nth night since serve began.
night_comes() {
    local i
    for i in $(seq 900); do
        [ "$(nights)" -lt "$1" ] || break
        sleep 0.1
    done
    [ "$(nights)" = "$1" ] || fail "$2: $(nights) nights of $1"
    expect 1 "$(sed -n "s/.*night: //p" "$WORK/gent.log" | sed -n "$1p" | grep -c 'closed 0, sent 0')" "$2"
}
acked=0
saves() {
    for _ in 1 2 3; do
        expect 201 "$(post "{\"id\":\"$(random_id)\",\"project\":\"p\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":1}}")" "$1"
        acked=$((acked + 1))
    done
}
held() { sqlite3 -readonly "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set'; }

central_new
central_start
site_new Gent gent
sed -i 's/^\[site\]/&\nnight_at = 04:00/' "$WORK/gent/site.conf" # there is one every day
expect 0 "$(status_of site gent night)" 'the first night'
ballots gent p "$month" 12
acked=12

forward=$(due 40) back=$(due 1)
set_clock 0
: >"$WORK/gent.log"
"${UNDER[@]}" "$SITE_BIN" --state-dir "$WORK/gent" serve >>"$WORK/gent.log" 2>&1 &
SITE_PID=$!
PIDS+=("$SITE_PID")
await "$WORK/gent.log" 'listening on http' "$SITE_PID"
URL=$(sed -n 's/.*listening on \(http[^ ]*\).*/\1/p' "$WORK/gent.log" | tail -1)
saves 'before anything happens to the clock'
expect 0 "$(nights)" 'no night yet: this date had its own'

set_clock "$forward"
saves '40 days ahead'
night_comes 1 'the night of that day comes, and closes nothing'
set_clock "$back"
saves 'back again'
night_comes 2 'so does the night of the next day'
set_clock $((-730 * day))
sleep 2
saves 'two years back'
stop "$SITE_PID"
expect "$acked" "$(held)" "all $acked answer sets are there"
sound_site gent || fail 'verify at the site'
expect 0 "$(central status --json | jq '.sites[0].seq')" 'and nothing was told'
expect 0 "$(status_of site gent night)" 'by the right clock there is a night'
expect "$acked" "$(held)" 'which closes nothing either'

# Negative control: when the centre's clock agrees, the month is over, and the
# trial above would have seen it.
stop "$CENTRAL_PID"
set_clock $((50 * day))
cp "$WORK/gent/clock" "$WORK/central/clock"
: >"$WORK/central.log"
"${UNDER[@]}" "FAKETIME_TIMESTAMP_FILE=$WORK/central/clock" "$CENTRAL_BIN" --state-dir "$WORK/central" serve >>"$WORK/central.log" 2>&1 &
CENTRAL_PID=$!
PIDS+=("$CENTRAL_PID")
await "$WORK/central.log" '^ready' "$CENTRAL_PID"
expect 0 "$(status_of "${UNDER[@]}" "$SITE_BIN" --state-dir "$WORK/gent" night)" 'the control: 50 days ahead by both clocks'
[ "$(central status --json | jq '.sites[0].seq')" -gt 0 ] || fail 'the control: nothing is told'
[ "$(held)" -lt "$acked" ] || fail 'the control: nothing is closed'
pass 'the control: closes the month'
