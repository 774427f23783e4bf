# SPDX-License-Identifier: EUPL-1.2
# test_power.sh - the power goes at random instants: what was acknowledged by
# then, and what a command said was done, is there when it comes back.
#
# Both state directories lie on file systems of their own (ext4 in a file, in a
# private mount namespace).  A cut stops the programs, copies the image as the
# device has it, without what the system still held back, kills them, and goes
# on with the copy.  Where this cannot be done the test is skipped; unit.db.faults
# and unit.site.night_power cut the power by a recorder of writes.
. "$(dirname "$0")/fault.sh"

own_namespace

# A copy of an image as it is at one instant: two equal ones, one after the other.
image_of() {
    local i
    for i in $(seq 50); do
        cp --sparse=always "$1" "$2"
        cmp -s "$1" "$2" && return 0
    done
    fail "$1 is never at rest"
}

# cut NAME...: no power for these disks and for every program.
cut() {
    local pid name
    for pid in ${PIDS[@]+"${PIDS[@]}"}; do kill -STOP "$pid" 2>/dev/null || true; done
    for name in "$@"; do image_of "$WORK/$name.img" "$WORK/$name.cut"; done
    [ ! -e "$WORK/acked" ] || cp "$WORK/acked" "$WORK/acked.cut"
    for pid in ${PIDS[@]+"${PIDS[@]}"}; do kill_hard "$pid"; done
    for name in "$@"; do
        umount "$WORK/$name"
        mv "$WORK/$name.cut" "$WORK/$name.img"
        mount -o loop "$WORK/$name.img" "$WORK/$name" || fail "$name: no file system after the cut"
    done
}

# State directories lie one deeper, as a file system has a root of its own.
month=$(month_ago 2)
this_month=$(date +%Y-%m)
gent() { "$SITE_BIN" --state-dir "$WORK/gent/state" "$@"; }
ctl() { "$CENTRAL_BIN" --state-dir "$WORK/central/state" "$@"; }
stands() { expect 0 "$(status_of "$@")" "after the cut: ${*:2}"; }

# ---- What a command said was done ----
disk_new gent
disk_new central
gent init --name Gent >"$WORK/init" 2>&1
ctl init --questionnaires "$SOURCE/client/content/questionnaires" >/dev/null 2>&1
cut gent central
sed -n 's/^recovery key: //p' "$WORK/init" >"$WORK/key"
chmod 600 "$WORK/key"
stands gent verify
stands ctl verify
printf '[site]\nkiosk_per_minute = 100000\n[http]\nlisten = 127.0.0.1:0\n' >"$WORK/gent/state/site.conf"
printf '[central]\nembargo_days = 0\n[sync]\nlisten = 127.0.0.1:0\n[web]\nlisten = 127.0.0.1:0\n' >"$WORK/central/state/central.conf"
sync -f "$WORK/gent"
sync -f "$WORK/central"

serve_central() {
    "$CENTRAL_BIN" --state-dir "$WORK/central/state" serve >"$WORK/central.log" 2>&1 &
    CENTRAL_PID=$!
    PIDS+=("$CENTRAL_PID")
    await "$WORK/central.log" '^ready' "$CENTRAL_PID"
    SYNC_PORT=$(sed -n 's/.*sync listener on .*:\([0-9]*\)$/\1/p' "$WORK/central.log" | tail -1)
    WEB_PORT=$(sed -n 's/.*web listener on .*:\([0-9]*\)$/\1/p' "$WORK/central.log" | tail -1)
    grep -q ':0$' "$WORK/central/state/central.conf" || return 0
    # The same ports the next time: sites remember them.
    printf '[central]\nembargo_days = 0\n[sync]\nlisten = 127.0.0.1:%s\n[web]\nlisten = 127.0.0.1:%s\n' "$SYNC_PORT" "$WEB_PORT" >"$WORK/central/state/central.conf"
    sync -f "$WORK/central"
}
serve_central
ctl site add Gent >/dev/null 2>&1
code=$(ctl site code Gent 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1)
cut gent central
serve_central
stands gent enrol --central "https://127.0.0.1:$WEB_PORT" --code "$code"
cut gent central
stands gent verify
stands ctl verify
serve_central
stands gent night

paper() { # MONTH N
    ballots_csv "$2" >"$WORK/paper.csv"
    at "$1-10" "$SITE_BIN" --state-dir "$WORK/gent/state" import ballots --project p --questionnaire end "$WORK/paper.csv" >/dev/null 2>&1
}
held() { sqlite3 -readonly "$WORK/gent/state/site.db" 'SELECT count(*) FROM answer_set'; }
gent project add p --name P --from "$month" --promise director --questionnaire end >/dev/null
paper "$this_month" 12
cut gent
stands gent project list
expect 12 "$(held)" 'what was imported is there'
gent backup "$WORK/gent/plain" >/dev/null
cut gent
gent backup --answers "$WORK/gent/sealed" >/dev/null
cut gent
[ -s "$WORK/gent/plain" ] && [ -s "$WORK/gent/sealed" ] || fail 'a backup that was written is gone'
pass 'the backups are there'
paper "$this_month" 3
gent restore --recovery-key "$WORK/key" "$WORK/gent/sealed" >/dev/null 2>&1
cut gent
expect 12 "$(held)" 'what was restored is there'
stands gent verify
gent restore "$WORK/gent/plain" >/dev/null 2>&1
cut gent
expect 0 "$(held)" 'and the plain backup'
stands gent verify
ctl backup "$WORK/central/backup" >/dev/null
cut central
stands ctl restore "$WORK/central/backup"
cut central
stands ctl verify

# ---- Answer sets, at random instants ----
site_serve() { # COMMAND...
    : >"$WORK/gent.log"
    "$@" "$SITE_BIN" --state-dir "$WORK/gent/state" serve >>"$WORK/gent.log" 2>&1 &
    PIDS+=($!)
    await "$WORK/gent.log" 'listening on http' $!
    URL=$(sed -n 's/.*listening on \(http[^ ]*\).*/\1/p' "$WORK/gent.log" | tail -1)
}

# pages: post for ever; the ids that were answered 201 go to acked.
pages() {
    local id status
    while :; do
        id=$(random_id)
        status=$(post "{\"id\":\"$id\",\"project\":\"p\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":1}}") || continue
        [ "$status" != 201 ] || echo "$id" >>"$WORK/acked"
    done
}

lost() {
    sqlite3 -readonly "$WORK/gent/state/site.db" 'SELECT lower(hex(id)) FROM answer_set' | sort >"$WORK/held"
    sort "$WORK/acked.cut" | comm -23 - "$WORK/held"
}

# flood COMMAND...: serve and post for a while, and cut.
flood() {
    site_serve "$@"
    pages &
    PIDS+=($!)
    sleep "0.$((RANDOM % 60 + 30))"
    cut gent
}

: >"$WORK/acked"
for i in $(seq "$(long 6 100)"); do
    flood env
    [ -z "$(lost)" ] || fail "cut $i: acknowledged and gone: $(lost)"
    sound_site gent/state || fail "cut $i: verify at the site"
    cp "$WORK/acked.cut" "$WORK/acked"
done
[ -s "$WORK/acked" ] || fail 'nothing was acknowledged'
pass "$i cuts, $(wc -l <"$WORK/acked") answer sets acknowledged and there"

# ---- Nights, both sides at once ----
counted_now() { ctl export compare --question C01 --from "$month" --to "$month" --format json | jq '.sites[0].n'; }
acknowledged() { sqlite3 -readonly "$WORK/gent/state/site.db" 'SELECT coalesce(max(seq), 0) FROM receipt'; }
total=0
serve_central
for i in $(seq "$(long 6 100)"); do
    gent project add "n$i" --name N --from "$month" --promise director --questionnaire end >/dev/null
    ballots_csv 12 >"$WORK/paper.csv"
    at "$month-10" "$SITE_BIN" --state-dir "$WORK/gent/state" import ballots --project "n$i" --questionnaire end "$WORK/paper.csv" >/dev/null 2>&1
    total=$((total + 12))
    "$SITE_BIN" --state-dir "$WORK/gent/state" night >"$WORK/night" 2>&1 &
    PIDS+=($!)
    sleep "0.$(printf %02d $((RANDOM % 30 + 1)))"
    cut gent central
    [ "$(acknowledged)" -le "$(ctl status --json | jq '.sites[0].seq')" ] || fail "cut $i: an acknowledged entry is gone"
    sound_site gent/state || fail "cut $i: verify at the site"
    [ "$(status_of ctl verify)" = 0 ] || { cat "$WORK/out"; fail "cut $i: verify at the centre"; }
    serve_central
    for _ in 1 2 3; do [ "$(status_of gent night)" != 0 ] || break; done
    [ "$(counted_now)" = "$total" ] || fail "cut $i: $(counted_now) of $total are counted: $(cat "$WORK/out")"
done
pass "$i cuts in nights, all $total answer sets count once"

# ---- Negative control: a disk that only says that it has synced ----
faulty gent sync:lie+
arm 1
: >"$WORK/acked"
flood "${FAULTY[@]}"
[ -s "$WORK/acked.cut" ] || fail 'the control: nothing was acknowledged'
[ -n "$(lost)" ] || fail 'the control: without a sync nothing is lost?'
pass "the control: without syncs $(lost | wc -l) of $(wc -l <"$WORK/acked.cut") are gone"
