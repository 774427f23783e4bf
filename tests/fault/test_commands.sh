# SPDX-License-Identifier: EUPL-1.2
# test_commands.sh - init, enrol, backup and restore of both programs while the
# disk or the memory fails, call by call.  Whatever comes of it, the same
# command works afterwards, and what was there before is there.
. "$(dirname "$0")/fault.sh"

# Everything that may fail lies in $WORK/area.
mkdir "$WORK/area"
faults=(${WK_FAULTS:-write:EIO write:ENOSPC+ write:torn write:die sync:EIO sync:die alloc:})
command='' tried=0
gent=area/gent
ctl() { "$CENTRAL_BIN" --state-dir "$WORK/area/central" "$@"; }
held() { sqlite3 -readonly "$WORK/$gent/site.db" 'SELECT count(*) FROM answer_set'; }
new_code() { central site code Gent 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1; }
must() { [ "$(status_of "$@")" = 0 ] || { echo "$* fails:"; cat "$WORK/out"; return 1; }; }

# ---- Each command: what is there before, its words, what holds after ----
# NAME_before; NAME_run [WRAPPER...]; NAME_after STATUS, whose words are what
# is wrong.  Out comes $WORK/said.

# again INIT PASSWD...: init after one that failed.  When the failure came after
# the last step, all is there but the password, and another can be had.
again() {
    local init=$1
    shift
    [ "$(status_of "$init")" != 0 ] || { cp "$WORK/out" "$WORK/said"; return 0; }
    grep -q already "$WORK/out" || { cat "$WORK/out"; return 1; }
    must "$@" && cp "$WORK/out" "$WORK/said"
}

site_init_before() { rm -rf "$WORK/area/gent"; }
site_init_run() { "$@" "$SITE_BIN" --state-dir "$WORK/$gent" init --name Gent; }
site_init_after() {
    [ "$1" = 0 ] || again site_init_run site "$gent" user passwd coordinator || return 1
    grep -q '^password' "$WORK/said" || { echo 'nobody was told a password'; return 1; }
    must site "$gent" verify
}

central_init_before() { rm -rf "$WORK/area/central"; }
central_init_run() { "$@" "$CENTRAL_BIN" --state-dir "$WORK/area/central" init --questionnaires "$SOURCE/client/content/questionnaires"; }
central_init_after() {
    [ "$1" = 0 ] || again central_init_run ctl user passwd admin || return 1
    grep -q '^password' "$WORK/said" || { echo 'nobody was told a password'; return 1; }
    must ctl verify
}

site_enrol_before() {
    rm -rf "$WORK/area/gent"
    cp -a "$WORK/kept/fresh" "$WORK/area/gent"
    code=$(new_code)
}
site_enrol_run() { "$@" "$SITE_BIN" --state-dir "$WORK/$gent" enrol --central "https://127.0.0.1:$WEB_PORT" --code "$code"; }
site_enrol_after() {
    if [ "$1" != 0 ] && [ "$(status_of site_enrol_run)" != 0 ]; then
        code=$(new_code) # this one was used up
        stop "$CENTRAL_PID" # many of them in a minute, and it would ask to wait
        central_start
        must site_enrol_run || return 1
    fi
    must site "$gent" night && must site "$gent" verify
}

site_backup_before() {
    rm -rf "$WORK/area/gent" "$WORK/area/backup" "$WORK/area/other"
    cp -a "$WORK/kept/full" "$WORK/area/gent"
    cp -a "$WORK/kept/other" "$WORK/area/other"
}
site_backup_run() { "$@" "$SITE_BIN" --state-dir "$WORK/$gent" backup --answers "$WORK/area/backup"; }
site_backup_after() {
    must site "$gent" verify || return 1
    [ "$(held)" = 15 ] || { echo "$(held) answer sets are left of 15"; return 1; }
    [ -e "$WORK/area/backup" ] || must site_backup_run || return 1
    must site area/other restore --recovery-key "$WORK/kept/key" "$WORK/area/backup" &&
        must site area/other verify
}

site_plain_before() { site_backup_before; }
site_plain_run() { "$@" "$SITE_BIN" --state-dir "$WORK/$gent" backup "$WORK/area/backup"; }
site_plain_after() {
    must site "$gent" verify || return 1
    [ "$(held)" = 15 ] || { echo "$(held) answer sets are left of 15"; return 1; }
    [ -e "$WORK/area/backup" ] || must site_plain_run || return 1
    must site area/other restore "$WORK/area/backup" && must site area/other verify
}

site_restore_before() { site_backup_before; }
site_restore_run() { "$@" "$SITE_BIN" --state-dir "$WORK/$gent" restore --recovery-key "$WORK/kept/key" "$WORK/kept/backup"; }
site_restore_after() {
    must site "$gent" verify || return 1
    [ "$1" != 0 ] || [ "$(held)" = 12 ] || { echo "restored, and $(held) answer sets of 12"; return 1; }
    [ "$(held)" = 12 ] || [ "$(held)" = 15 ] || { echo "$(held) answer sets, neither the old nor the new"; return 1; }
    must site_restore_run && must site "$gent" verify || return 1
    [ "$(held)" = 12 ] || { echo "$(held) answer sets of 12 at a second try"; return 1; }
}

entries() { sqlite3 -readonly "$WORK/area/central/central.db" 'SELECT count(*) FROM entry'; }
central_backup_before() {
    rm -rf "$WORK/area/central" "$WORK/area/backup"
    cp -a "$WORK/kept/central" "$WORK/area/central"
}
central_backup_run() { "$@" "$CENTRAL_BIN" --state-dir "$WORK/area/central" backup "$WORK/area/backup"; }
central_backup_after() {
    must ctl verify || return 1
    [ -e "$WORK/area/backup" ] || must central_backup_run || return 1
    must ctl restore "$WORK/area/backup" && must ctl verify || return 1
    [ "$(entries)" = 1 ] || { echo "$(entries) entries of 1"; return 1; }
}

central_restore_before() { central_backup_before; }
central_restore_run() { "$@" "$CENTRAL_BIN" --state-dir "$WORK/area/central" restore "$WORK/kept/central.backup"; }
central_restore_after() {
    must ctl verify || return 1
    must central_restore_run && must ctl verify || return 1
    [ "$(entries)" = 1 ] || { echo "$(entries) entries of 1"; return 1; }
}

# trial FAULT N: STATUS and WENT_WRONG are set; prints what is wrong after.
trial() {
    "${command}_before"
    faulty area "$1"
    arm "$2"
    STATUS=0
    "${command}_run" timeout 60 "${FAULTY[@]}" >"$WORK/said" 2>&1 || STATUS=$?
    WENT_WRONG=$(went_wrong)
    [ "$STATUS" != 124 ] || { echo 'it never ended'; return 1; }
    "${command}_after" "$STATUS" >"$WORK/wrong" 2>&1 || { cat "$WORK/said" "$WORK/wrong"; return 1; }
}

# every FAULT SAMPLE: that fault at so many of the command's calls.
every() {
    local total n failed=0 tried=0
    trial "$1" 0 || fail "$command without a fault"
    "${command}_before"
    arm 0
    "${command}_run" timeout 60 "${FAULTY[@]}" >/dev/null 2>&1 || fail "$command without a fault"
    total=$(calls)
    [ "$total" -gt 0 ] || fail "$command: the shim sees no ${1%%:*}"
    for n in $(spread "$2" "$total"); do
        trial "$1" "$n" || fail "$command, $1 at call $n of $total"
        # What a run allocates is not the same to the last call.
        [ "$WENT_WRONG" -gt 0 ] || [ "${1%%:*}" = alloc ] || fail "$command, $1 at call $n: nothing went wrong"
        tried=$((tried + 1))
        [ "$STATUS" = 0 ] || failed=$((failed + 1))
    done
    [ "$failed" -gt 0 ] || [ "$tried" -lt 3 ] || fail "$command, $1: never noticed"
    pass "$command, $1: $tried of $total calls, $failed ended it"
}

# ---- What the commands start from ----
mkdir "$WORK/kept"
month=$(month_ago 2)
central_new
central_start
site_new Gent gent-first
site gent-first night >/dev/null
ballots gent-first p "$month" 12
site gent-first night >/dev/null
central backup "$WORK/kept/central.backup" >/dev/null
site kept/fresh init --name Gent >"$WORK/init" 2>&1
sed -n 's/^recovery key: //p' "$WORK/init" >"$WORK/kept/key"
chmod 600 "$WORK/kept/key"
site kept/other init >/dev/null 2>&1
cp -a "$WORK/kept/fresh" "$WORK/kept/full"
site kept/full questionnaire add "$SOURCE/client/content/questionnaires/end.json" >/dev/null
ballots kept/full p "$(date +%Y-%m)" 12
site kept/full backup --answers "$WORK/kept/backup" >/dev/null
ballots_csv 3 >"$WORK/three.csv"
at "$(date +%Y-%m-10)" "$SITE_BIN" --state-dir "$WORK/kept/full" import ballots --project p --questionnaire end "$WORK/three.csv" >/dev/null 2>&1
stop "$CENTRAL_PID"
cp -a "$WORK/central" "$WORK/kept/central"
central_start

for command in ${WK_ONLY-site_init central_init site_enrol site_plain site_backup site_restore central_backup central_restore}; do
    for fault in "${faults[@]}"; do
        if [ "$fault" = alloc: ]; then every alloc: "$(long 4 150)"; else every "$fault" "$(long 2 all)"; fi
    done
done

# The library that makes the filter of system calls has no way out of some
# failures: it falls, or goes round for ever.  Whatever it does, we end.
faulty area alloc:
reached=0
for n in $(seq 1 "$(long 25 1)" 2600); do
    arm "$n"
    { STATUS=$(status_of timeout 60 "${FAULTY[@]}" "$SITE_BIN" --state-dir "$WORK/area/none" status); } 2>/dev/null
    [ "$STATUS" != 124 ] || fail "memory ends at call $n: the program never ends"
    [ "$STATUS" != 0 ] || fail 'a status of nothing'
    [ "$(went_wrong)" = 0 ] || reached=$((reached + 1))
done
[ "$reached" -gt 0 ] || fail 'memory never ended'
pass "memory ends while a program begins: it ends too, $reached times"

# Negative control: a disk that takes the last writes of a command and forgets
# them.  One that is overwritten anyhow does no harm, so one has to be noticed.
for command in site_backup site_restore; do
    trial write:lie 0 || fail "$command without a fault"
    "${command}_before"
    arm 0
    "${command}_run" timeout 60 "${FAULTY[@]}" >/dev/null 2>&1
    total=$(calls) noticed=0
    for n in $(seq "$total" -1 $((total - 11))); do
        trial write:lie "$n" >/dev/null || { noticed=1; break; }
    done
    [ "$noticed" = 1 ] || fail "the control: $command on a disk that lies"
    pass "the control: $command on a disk that lies is noticed, at write $n of $total"
done
