# SPDX-License-Identifier: EUPL-1.2
# test_answers.sh - posting answer sets while the disk or the memory fails, call
# by call: what was answered 201 is there once, what was not is whole or absent,
# and a page that tries again is heard.
. "$(dirname "$0")/fault.sh"

month=$(date +%Y-%m)
acked=() refused=()

new_site() {
    rm -rf "$WORK/gent"
    site gent init --name Gent >/dev/null 2>&1
    printf '[site]\nkiosk_per_minute = 100000\n[http]\nlisten = 127.0.0.1:0\n' >"$WORK/gent/site.conf"
    site gent questionnaire add "$SOURCE/client/content/questionnaires/end.json" >/dev/null
    site gent project add p --name P --from "$month" --promise director --questionnaire end >/dev/null
    acked=() refused=()
}

start() {
    serve_faulty gent "$SITE_BIN" "$1"
    URL=$(sed -n 's/.*listening on \(http[^ ]*\).*/\1/p' "$WORK/gent.log" | tail -1)
}

# give ID: post; the id goes to those that were acknowledged or refused.
give() {
    local status
    status=$(post "{\"id\":\"$1\",\"project\":\"p\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":1}}") || true
    case $status in
    201) acked+=("$1") ;;
    503 | 000) refused+=("$1") ;;
    *) fail "answered $status: $(cat "$WORK/reply")" ;;
    esac
}

# lost: says which acknowledged answer set is gone, if any.
lost() {
    local held id
    held=$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT lower(hex(id)) FROM answer_set')
    for id in "${acked[@]}"; do
        grep -q "$id" <<<"$held" || { echo "$id was acknowledged and is gone"; return; }
    done
    [ "$(wc -l <<<"$held")" -le $((${#acked[@]} + ${#refused[@]})) ] || echo 'one is there twice'
}

# after: the restart without the fault; every page tries again.
after() {
    local again=("${refused[@]}") id
    kill_hard "$SERVE_PID"
    [ -z "$(lost)" ] || fail "$1: $(lost)"
    sound_site gent || fail "$1: verify at the site"
    site_start gent
    refused=()
    for id in "${again[@]}"; do give "$id"; done
    stop "$SITE_PID"
    [ "${#refused[@]}" = 0 ] || fail "$1: a second try is refused"
    expect "${#acked[@]}" "$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set')" \
        "$1: all ${#acked[@]} are there once, ${#again[@]} of them at a second try"
    acked=()
}

# How many calls of this kind one answer set takes, the first and the next.
calls_of_one() {
    start "$1:EIO"
    give "$(random_id)"
    arm 0
    give "$(random_id)"
    echo "$(calls)" >"$WORK/calls"
    kill_hard "$SERVE_PID"
}

# The daemon lives through a failing disk, so one process meets fault after
# fault; every third time it is killed, with what its memory may have mended.
disk() {
    local fault=$1 total n i=0
    new_site
    calls_of_one "${fault%%:*}"
    total=$(cat "$WORK/calls")
    [ "$total" -gt 0 ] || fail 'the shim sees no call'
    start "$fault"
    for n in $(spread "$(long 6 all)" "$((3 * total))"); do
        arm "$n"
        for _ in 1 2 3; do give "$(random_id)"; done
        [ "$(went_wrong)" -gt 0 ] || fail "$fault at call $n: nothing went wrong"
        arm 0
        i=$((i + 1))
        if [ $((i % 3)) = 0 ]; then
            kill_hard "$SERVE_PID"
            [ -z "$(lost)" ] || fail "$fault at call $n: $(lost)"
            start "$fault"
        fi
        give "$(random_id)"
        [ "${acked[-1]:-}" != '' ] && [ "${#acked[@]}" -ge "$i" ] || fail "$fault at call $n: no recovery"
    done
    after "$fault"
}

# Out of memory ends the program, or this request alone; never a lie.
memory() {
    local total n died=0 rounds=0
    new_site
    calls_of_one alloc
    total=$(cat "$WORK/calls")
    start alloc:
    for n in $(spread "$(long 12 all)" "$total"); do
        arm "$n"
        give "$(random_id)"
        arm 0
        rounds=$((rounds + 1))
        if ! kill -0 "$SERVE_PID" 2>/dev/null; then
            died=$((died + 1))
            stop "$SERVE_PID"
            [ -z "$(lost)" ] || fail "allocation $n: $(lost)"
            start alloc:
        fi
    done
    [ "$died" -gt 0 ] || fail 'no lack of memory ended the program'
    after "no memory ($died of $rounds times the end)"
}

for fault in write:EIO write:ENOSPC write:torn write:short sync:EIO write:ENOSPC+ sync:EIO+; do
    disk "$fault"
done
memory

# Negative control: a disk that lies.  The trial has to see what it loses.
new_site
start write:lie+
arm 1
for _ in 1 2 3 4; do give "$(random_id)"; done
kill_hard "$SERVE_PID"
[ "${#acked[@]}" -gt 0 ] || fail 'the control: nothing was acknowledged'
[ -n "$(lost)" ] || fail 'the control: a disk that lies loses nothing?'
pass "the control: $(lost)"
