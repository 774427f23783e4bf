# SPDX-License-Identifier: EUPL-1.2
# test_sandbox.sh - code injected into both daemons of the release gets nowhere,
# and everything the daemons are for still works.  Each trial has a negative
# control: the same code in the same program that did not enter its sandbox.
. "$(dirname "$0")/lib.sh"
WK_BIN=${WK_RELEASE:-$SOURCE/build/release/bin}
SITE_BIN=$WK_BIN/weerklank-site CENTRAL_BIN=$WK_BIN/weerklank-central
[ -x "$SITE_BIN" ] && [ -x "$CENTRAL_BIN" ] || { echo 'no release to look at'; exit 77; }

"${CC:-cc}" -O1 -shared -fPIC -o "$WORK/probe.so" "$SOURCE/tests/helpers/sandbox_probe.c"
central_new
central_start
site_new Gent gent
stop "$CENTRAL_PID"
files=$(site gent status --json | jq .sandbox.files)
calls=$(site gent status --json | jq .sandbox.system_calls)
[ "$calls" = true ] || { echo 'this kernel filters no system calls'; exit 77; }
[ "$files" = true ] || echo 'this kernel has no Landlock: files are not tried'

# start PROGRAM [VARIABLE=VALUE...]: serve, with the probe when TRY is set.
start() {
    local program=$1 dir=central said='web listener on' bin=$CENTRAL_BIN
    shift
    [ "$program" = central ] || dir=gent said='listening on' bin=$SITE_BIN
    : >"$WORK/serve.log"
    printf 'old' >"$WORK/outside"
    printf 'old' >"$WORK/$dir/inside"
    env "TRY_INSIDE=$WORK/$dir/inside" "TRY_OUTSIDE=$WORK/outside" "$@" \
        "$bin" --state-dir "$WORK/$dir" serve >>"$WORK/serve.log" 2>&1 &
    SERVE_PID=$!
    PIDS+=("$SERVE_PID")
    await "$WORK/serve.log" 'sandbox: ' "$SERVE_PID"
    SERVE_URL=$(sed -n "s/.*$said \(http:..\)\?\([0-9.:]*\)$/\2/p" "$WORK/serve.log" | tail -1)
}

# attack PROGRAM WORDS [VARIABLE=VALUE]: connect once, so that the probe tries.
attack() {
    local program=$1 words=$2
    shift 2
    start "$program" "LD_PRELOAD=$WORK/probe.so" "TRY= $words " "$@"
    curl -sk -m 20 -o "$WORK/reply" "http://$SERVE_URL/" || true
}

# tried NAME: the errno that the probe told.
tried() { sed -n "s/^try $1: //p" "$WORK/serve.log"; }

EPERM=1 EACCES=13 ENOSYS=38 SIGSYS=31
quiet="unix netlink listen kill executable_memory"
outside="read_outside write_outside list_outside remove_outside"
fatal="execve fork ptrace unshare"
for program in site central; do
    # ---- the negative control: nothing is in the way of any of them ----
    attack "$program" "read_inside write_inside $outside $quiet tcp io_uring execve fork ptrace unshare" TRY_CONTROL=1
    await "$WORK/serve.log" 'try execve: 0' "$SERVE_PID"
    stop "$SERVE_PID"
    for name in read_inside write_inside $outside $quiet tcp execve; do
        expect 0 "$(tried "$name")" "$program without its sandbox: $name"
    done
    [ ! -e "$WORK/outside" ] || fail 'the file outside is still there'
    attack "$program" 'fork ptrace unshare' TRY_CONTROL=1
    await "$WORK/serve.log" tried "$SERVE_PID"
    stop "$SERVE_PID"
    for name in fork ptrace unshare; do
        expect 0 "$(tried "$name")" "$program without its sandbox: $name"
    done

    # ---- what fails, and the daemon goes on ----
    attack "$program" "read_inside write_inside $outside $quiet tcp io_uring"
    await "$WORK/serve.log" tried "$SERVE_PID"
    expect '0 0' "$(tried read_inside) $(tried write_inside)" "$program: its own files"
    for name in $quiet; do
        expect $EPERM "$(tried "$name")" "$program: $name"
    done
    expect $ENOSYS "$(tried io_uring)" "$program: io_uring"
    [ "$program" = site ] && may=0 || may=$EPERM
    expect $may "$(tried tcp)" "$program: a new TCP socket"
    if [ "$files" = true ]; then
        for name in $outside; do
            expect $EACCES "$(tried "$name")" "$program: $name"
        done
        expect old "$(cat "$WORK/outside")" "$program: the file outside is as it was"
    fi
    kill -0 "$SERVE_PID" || fail "$program ended"
    stop "$SERVE_PID"

    # ---- what ends the process ----
    for name in $fatal; do
        attack "$program" "$name"
        status=0
        wait "$SERVE_PID" || status=$?
        expect $((128 + SIGSYS)) "$status" "$program: $name ends it"
        expect '' "$(tried "$name")" "$program: and $name never came back"
        stop "$SERVE_PID"
    done
done

# ---- the real thing: powers of every thread, and all it is for ----
# powers PID: what the kernel says of each of its threads, once.
powers() {
    cat /proc/"$1"/task/*/status |
        sed -nE 's/^(CapInh|CapPrm|CapEff|CapAmb|NoNewPrivs|Seccomp):\s*0*([0-9a-f]+)$/\1=\2/p' |
        sort -u | paste -sd ' '
}
nothing='CapAmb=0 CapEff=0 CapInh=0 CapPrm=0 NoNewPrivs=1 Seccomp=2'
central_start
await "$WORK/central.log" 'sandbox: ' "$CENTRAL_PID"
site_start gent
await "$WORK/gent.log" 'sandbox: ' "$SITE_PID"
expect "$nothing" "$(powers "$SITE_PID")" 'the site has no powers'
expect "$nothing" "$(powers "$CENTRAL_PID")" 'the centre has no powers'
if [ "$(id -u)" = 0 ]; then # a bounding set takes CAP_SETPCAP to empty
    expect 0000000000000000 "$(awk '/CapBnd/ { print $2 }' "/proc/$SITE_PID/status")" 'and none to gain'
    [ "$(powers $$)" != "$nothing" ] || fail 'this shell has none either: nothing was shown'
fi

login() { # login URL NAME PASSWORD: the HTTP status
    curl -sk -o "$WORK/reply" -w '%{http_code}' -H 'Content-Type: application/json' \
        -H "Origin: $1" --data "{\"name\": \"$2\", \"password\": \"$3\"}" "$1/api/v1/login"
}
account() { awk -v key="$1" '$1 ~ key { print $2; exit }' "$2"; }
expect 200 "$(login "$URL" "$(account account "$WORK/gent.init")" "$(account password "$WORK/gent.init")")" 'a password is checked, on a thread'
expect 200 "$(login "https://127.0.0.1:$WEB_PORT" "$(account account "$WORK/central.init")" "$(account password "$WORK/central.init")")" 'at the centre too'
expect 0 "$(status_of site gent backup "$WORK/gent.backup")" 'a backup beside serve'
expect 0 "$(status_of central backup "$WORK/central.backup")" 'and of the centre'
expect 0 "$(status_of site gent night)" 'a night beside serve'
stop "$SITE_PID"

# The centre by its name, which takes the name service's libraries and sockets,
# and four seconds before it is due: serve itself closes and sends.
month=$(month_ago 2)
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null
at_date "$month-10"
for i in $(seq 14); do echo "$((i % 4))"; done | sed '1iC01' >"$WORK/b.csv"
expect 0 "$(status_of "${AT[@]}" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wijkhuis --questionnaire end "$WORK/b.csv")" 'ballots of two months ago'
cat >>"$WORK/gent/site.conf" <<CONF
[sync]
url = https://localhost:$SYNC_PORT
CONF
at_time() { at_date "${1% *}"; AT=("${AT[@]/#FAKETIME=*/FAKETIME=@$1}"); }
at_time "$(date -d tomorrow +%Y-%m-%d) 00:10:00"
next=$("${AT[@]}" "$SITE_BIN" --state-dir "$WORK/gent" status --json | jq -r .next_night)
at_time "$(date -u -d "$next - 4 seconds" '+%Y-%m-%d %H:%M:%S')"
: >"$WORK/gent.log"
"${AT[@]}" "$SITE_BIN" --state-dir "$WORK/gent" serve >>"$WORK/gent.log" 2>&1 &
SITE_PID=$!
PIDS+=("$SITE_PID")
await "$WORK/gent.log" 'night: ' "$SITE_PID"
grep -q 'night: done.*closed 1, sent 1' "$WORK/gent.log" || fail "the night of serve: $(cat "$WORK/gent.log")"
pass 'the night of serve, inside the sandbox'
expect 1 "$(central status --json | jq '.sites[0].seq')" 'and the centre has it'
expect "$nothing" "$(powers "$SITE_PID")" 'threads made since have no powers either'
stop "$SITE_PID"
stop "$CENTRAL_PID"
expect '0 0' "$(status_of site gent verify) $(status_of central verify)" 'all is sound'

# ---- a kernel without: it is said, and serve serves ----
cat >"$WORK/old.c" <<'C'
#include <errno.h>
int seccomp_load(void *filter) { (void)filter; return -EINVAL; }
C
"${CC:-cc}" -shared -fPIC -o "$WORK/old.so" "$WORK/old.c"
start site "LD_PRELOAD=$WORK/old.so"
grep -q 'no system call filter' "$WORK/serve.log" || fail 'a missing filter is not told'
expect 303 "$(curl -s -o /dev/null -w '%{http_code}' "http://$SERVE_URL/")" 'serves without a filter, and says so'
stop "$SERVE_PID"
expect false "$(LD_PRELOAD=$WORK/old.so site gent status --json | jq .sandbox.system_calls)" 'and status says so'
