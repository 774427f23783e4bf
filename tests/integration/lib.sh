# SPDX-License-Identifier: EUPL-1.2
# lib.sh - what the integration tests share: a folder of their own, the real
# binaries on free loopback ports, false dates, and an end that leaves nothing.
# Source it; needs WK_BIN and WK_BUILD (ctest sets both).
# A site's dates are those of its own time zone.
export TZ=Europe/Brussels
set -euo pipefail

: "${WK_BIN:?the folder with the two programs}"
: "${WK_BUILD:?the build folder}"
SITE_BIN=$WK_BIN/weerklank-site
CENTRAL_BIN=$WK_BIN/weerklank-central
SOURCE=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
WORK=$(mktemp -d "$WK_BUILD/integration.XXXXXX")
PIDS=()

cleanup() {
    local status=$? pid
    for pid in ${PIDS[@]+"${PIDS[@]}"}; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
        forget_date "$pid"
    done
    if [ $status -ne 0 ] && [ $status -ne 77 ]; then
        for log in "$WORK"/*.log; do
            [ -f "$log" ] && { echo "--- $log"; tail -n 15 "$log"; }
        done
    fi
    rm -rf "$WORK"
}
trap cleanup EXIT

fail() { echo "FAIL: $*" >&2; exit 1; }
pass() { echo "ok: $*"; }

# expect WANTED GOT WHAT
expect() { [ "$1" = "$2" ] || fail "$3: wanted '$1', got '$2'"; pass "$3"; }

# status_of COMMAND...: its exit status, its output in $WORK/out.
status_of() {
    local status=0
    "$@" >"$WORK/out" 2>&1 || status=$?
    echo $status
}

# await FILE PATTERN PID: until the log shows it, or the process has ended.
await() {
    local i
    for i in $(seq 600); do
        grep -q "$2" "$1" 2>/dev/null && return 0
        kill -0 "$3" 2>/dev/null || break
        sleep 0.1
    done
    cat "$1" >&2 || true
    fail "no '$2' in $1"
}

# What libfaketime would remove itself, had it leave to.
forget_date() { rm -f "/dev/shm/faketime_shm_$1" "/dev/shm/sem.faketime_sem_$1"; }

# stop PID: end a process we started and wait for it.
stop() {
    local kept=() pid
    kill "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
    forget_date "$1"
    for pid in ${PIDS[@]+"${PIDS[@]}"}; do
        [ "$pid" = "$1" ] || kept+=("$pid")
    done
    PIDS=(${kept[@]+"${kept[@]}"})
}

site() { local name=$1; shift; "$SITE_BIN" --state-dir "$WORK/$name" "$@"; }
central() { "$CENTRAL_BIN" --state-dir "$WORK/central" "$@"; }

# A whole centre: central_new, then central_start (again after a stop).
central_new() {
    central init --questionnaires "$SOURCE/client/content/questionnaires" \
        >"$WORK/central.init" 2>"$WORK/central-init.log"
    # Tests live through months on one day: nothing waits for its date.
    cat >"$WORK/central/central.conf" <<CONF
[central]
embargo_days = 0
[sync]
listen = 127.0.0.1:${SYNC_PORT:-0}
[web]
listen = 127.0.0.1:${WEB_PORT:-0}
CONF
    chmod 600 "$WORK/central/central.conf"
}

central_start() {
    : >"$WORK/central.log"
    "$CENTRAL_BIN" --state-dir "$WORK/central" serve >>"$WORK/central.log" 2>&1 &
    CENTRAL_PID=$!
    PIDS+=("$CENTRAL_PID")
    await "$WORK/central.log" 'web listener on' "$CENTRAL_PID"
    await "$WORK/central.log" 'sync listener on' "$CENTRAL_PID"
    SYNC_PORT=$(sed -n 's/.*sync listener on .*:\([0-9]*\)$/\1/p' "$WORK/central.log" | tail -1)
    WEB_PORT=$(sed -n 's/.*web listener on .*:\([0-9]*\)$/\1/p' "$WORK/central.log" | tail -1)
    # The same ports the next time: sites remember them.
    sed -i "s/^listen = 127.0.0.1:0$/listen = PORT/" "$WORK/central/central.conf"
    sed -i "0,/PORT/s/PORT/127.0.0.1:$SYNC_PORT/" "$WORK/central/central.conf"
    sed -i "0,/PORT/s/PORT/127.0.0.1:$WEB_PORT/" "$WORK/central/central.conf"
}

# site_new NAME FOLDER: init, site add, enrol.
site_new() {
    local code
    site "$2" init --name "$1" >"$WORK/$2.init" 2>"$WORK/$2-init.log"
    cat >"$WORK/$2/site.conf" <<CONF
[site]
kiosk_per_minute = 100000
[http]
listen = 127.0.0.1:0
CONF
    chmod 600 "$WORK/$2/site.conf"
    central site add "$1" >>"$WORK/central-site.log" 2>&1
    code=$(central site code "$1" 2>>"$WORK/central-site.log" | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1)
    site "$2" enrol --central "https://127.0.0.1:$WEB_PORT" --code "$code" >>"$WORK/$2-init.log" 2>&1
}

# A centre, and Gent, which has had its first night.
gent_new() {
    central_new
    central_start
    site_new Gent gent
    expect 0 "$(status_of site gent night)" 'the first night'
}

# at_date DATE: sets AT, the words that put a command under a false date that
# runs on; at DATE COMMAND...: such a command.
at_date() {
    AT=(env "LD_PRELOAD=$(dpkg -L libfaketime | grep -m 1 'libfaketimeMT\.so')"
        FAKETIME_DONT_FAKE_MONOTONIC=1 "FAKETIME=@$1 12:00:00" TZ=UTC
        "ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0")
}
at() { at_date "$1"; shift; "${AT[@]}" "$@"; }

# site_start NAME [DATE]: serve; URL and SITE_PID are set.
site_start() {
    AT=(env)
    [ -n "${2:-}" ] && at_date "$2"
    : >"$WORK/$1.log"
    "${AT[@]}" "$SITE_BIN" --state-dir "$WORK/$1" serve >>"$WORK/$1.log" 2>&1 &
    SITE_PID=$!
    PIDS+=("$SITE_PID")
    await "$WORK/$1.log" 'listening on http' "$SITE_PID"
    URL=$(sed -n 's/.*listening on \(http[^ ]*\).*/\1/p' "$WORK/$1.log" | tail -1)
}

random_id() { od -An -tx1 -N16 /dev/urandom | tr -d ' \n'; }

# post JSON: one answer set to $URL; prints the HTTP status.
post() {
    curl -s -o "$WORK/reply" -w '%{http_code}' -H 'Content-Type: application/json' \
        --data-binary "$1" "$URL/api/v1/answers"
}

month_ago() { date -d "$(date +%Y-%m-15) -${1} month" +%Y-%m; }

# ---- people of one site ----
# staff_new FOLDER NAME ROLE: an account; then, once the site runs,
# staff_login NAME [PASSWORD]: a first password is changed at once.
declare -A OWN_PASSWORD=()
staff_new() {
    printf 'a first good password\n' | site "$1" user add "$2" --role "$3" --password-stdin >/dev/null
}
staff_curl() { curl -s -o "$WORK/reply" -w '%{http_code}' -b "$WORK/jar.$who" -c "$WORK/jar.$who" "$@"; }
staff_get() { staff_curl "$URL$1"; }
# staff_post JSON PATH
staff_post() { staff_curl -H 'Content-Type: application/json' -H "X-CSRF-Token: $csrf" -d "$1" "$URL$2"; }
staff_login() {
    who=$1 csrf=
    local password=${2:-${OWN_PASSWORD[$1]:-a first good password}} own="the own password of $1"
    expect 200 "$(staff_post "{\"name\":\"$who\",\"password\":\"$password\"}" /api/v1/login)" "$who logs in"
    csrf=$(jq -r .csrf "$WORK/reply")
    if [ "$(jq .must_change "$WORK/reply")" = true ]; then
        expect 204 "$(staff_post "{\"old\":\"$password\",\"new\":\"$own\"}" /api/v1/password)" 'and changes the password'
        OWN_PASSWORD[$1]=$own
        staff_get /api/v1/session >/dev/null
        csrf=$(jq -r .csrf "$WORK/reply")
    fi
}
