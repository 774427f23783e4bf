# SPDX-License-Identifier: EUPL-1.2
# test_room.sh - the disk of either side is full, or its file system gives up
# and can only be read, and later all is well again: nothing is called saved
# that is not, and both go on by themselves.
. "$(dirname "$0")/fault.sh"
own_namespace

month=$(month_ago 2)
acked=() refused=''
full() { dd if=/dev/zero of="$WORK/$1/filler" bs=4096 status=none 2>/dev/null || true; }
room() { rm "$WORK/$1/filler"; }
# give_up NAME: the file system meets an error, and can only be read from then.
give_up() {
    local trigger
    trigger=/sys/fs/ext4/$(basename "$(findmnt -no SOURCE "$WORK/$1")")/trigger_fs_error
    [ -w "$trigger" ] || return 1
    echo 1 >"$trigger"
}
mend() {
    umount "$WORK/$1"
    e2fsck -p "$WORK/$1.img" >"$WORK/fsck.log" 2>&1 || [ $? = 1 ] || fail 'the file system cannot be mended'
    mount -o loop,errors=remount-ro "$WORK/$1.img" "$WORK/$1"
}
lost() {
    local held id
    held=$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT lower(hex(id)) FROM answer_set')
    for id in "${acked[@]}"; do grep -q "$id" <<<"$held" || echo "$id"; done
}
give() { # ID: prints the status
    post "{\"id\":\"$1\",\"project\":\"p\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":1}}" || true
}
# saves WHAT: three more are taken.
saves() {
    local id
    for _ in 1 2 3; do
        id=$(random_id)
        expect 201 "$(give "$id")" "$1"
        acked+=("$id")
    done
}
# refuses WHAT: sooner or later none is taken any more; until then they count.
refuses() {
    local status i
    for i in $(seq 200); do
        refused=$(random_id)
        status=$(give "$refused")
        [ "$status" = 201 ] || break
        acked+=("$refused")
    done
    expect 503 "$status" "$1"
    expect '{"error":"the answers could not be saved"}' "$(cat "$WORK/reply")" 'and is told so'
    expect 503 "$(give "$(random_id)")" 'and the next'
}

# ---- No room at the site ----
disk_new gent errors=remount-ro
disk_new central errors=remount-ro
central_new
central_start
site_new Gent gent
site gent night >/dev/null
site gent project add p --name P --from "$(date +%Y-%m)" --promise director --questionnaire end >/dev/null
site_start gent
saves 'an answer set'
full gent
refuses 'without room an answer set is not taken'
expect 1 "$(status_of site gent backup "$WORK/gent/backup")" 'nor a backup made'
[ ! -e "$WORK/gent/backup" ] || fail 'half a backup'
kill -0 "$SITE_PID" || fail 'serve lives on'
room gent
expect 201 "$(give "$refused")" 'with room again the same one is taken'
acked+=("$refused")
saves 'and others'
kill_hard "$SITE_PID"
expect '' "$(lost)" "all ${#acked[@]} that were acknowledged are there"
expect "${#acked[@]}" "$(sqlite3 "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set')" 'once'
sound_site gent || fail 'verify at the site'
expect 0 "$(status_of site gent night)" 'a night with room'

# ---- No room at the centre ----
ballots gent q "$month" 12
full central
not_done() { # it would try again later; once is enough
    [ "$(status_of timeout 5 "$SITE_BIN" --state-dir "$WORK/gent" night)" != 0 ] || fail "$1 is called done"
    pass "$1 is not done"
}
not_done 'a night without room at the centre'
expect '' "$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT seq FROM receipt')" 'and nothing acknowledged'
kill -0 "$CENTRAL_PID" || fail 'serve lives on'
room central
expect 0 "$(status_of site gent night)" 'with room again it is'
expect 12 "$(counted "$month")" 'and all is there, once'
sound_central || fail 'verify at the centre'
sound_site gent || fail 'verify at the site'

# ---- A file system that gives up, and is mended by hand ----
if give_up central; then
    ballots gent r "$month" 12
    not_done 'a night while the centre can only read its disk'
    expect 1 "$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT count(*) FROM receipt')" 'and no more acknowledged'
    kill_hard "$CENTRAL_PID"
    mend central
    central_start
    expect 0 "$(status_of site gent night)" 'once it is mended it is done'
    expect 24 "$(counted "$month")" 'and all is there, once'
    sound_central || fail 'verify at the centre'

    site_start gent
    saves 'an answer set'
    give_up gent
    refuses 'on a disk that can only be read nothing is taken'
    kill_hard "$SITE_PID"
    mend gent
    expect '' "$(lost)" "all ${#acked[@]} that were acknowledged are there"
    site_start gent
    saves 'once it is mended'
    kill_hard "$SITE_PID"
    sound_site gent || fail 'verify at the site'
else
    echo 'not tried: this kernel lets no file system give up'
fi

# ---- Negative control: a disk that takes everything and says nothing ----
serve_faulty gent "$SITE_BIN" write:lie+
URL=$(sed -n 's/.*listening on \(http[^ ]*\).*/\1/p' "$WORK/gent.log" | tail -1)
arm 1
saves 'what a disk that lies takes'
kill_hard "$SERVE_PID"
[ -n "$(lost)" ] || fail 'the control: nothing is lost?'
pass "the control: $(lost | wc -l) of ${#acked[@]} are gone"
