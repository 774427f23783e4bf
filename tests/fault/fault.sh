# SPDX-License-Identifier: EUPL-1.2
# fault.sh - what the fault tests share: the release's programs under shim.c.
# Source it in place of lib.sh; needs WK_BUILD and WK_SHIM (ctest sets both).
# Release programs, as a sanitizer has an allocator of its own.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
WK_BIN=${WK_RELEASE:-$here/../../build/release/bin}

skip() { echo "skipped: $*"; exit 77; }
if [ ! -x "$WK_BIN/weerklank-site" ] || [ ! -x "$WK_BIN/weerklank-central" ]; then
    skip "no release in $WK_BIN (cmake --preset release, then build)"
fi
. "$here/../integration/lib.sh"

: "${WK_SHIM:?the shared object made of shim.c}"
WORK=$(realpath "$WORK") # as /proc shows it to the shim
CONTROL=$WORK/control
head -c 24 /dev/zero >"$CONTROL"
RANDOM=${WK_SEED:-20261125}

# long N M: M with WK_LONG, else N.
long() { if [ -n "${WK_LONG:-}" ]; then echo "$2"; else echo "$1"; fi; }

# faulty DIR FAULT: sets FAULTY, the words that put a command under the shim.
faulty() {
    FAULTY=(env "LD_PRELOAD=$WK_SHIM" "WK_FAULT=$2" "WK_FAULT_DIR=$WORK/$1" "WK_FAULT_CTL=$CONTROL")
}

# arm N: the Nth call from now on fails (0: none).
arm() {
    local n=$1 bytes='' i
    for i in 0 1 2 3 4 5 6 7; do
        bytes+=$(printf '\\x%02x' $((n >> 8 * i & 255)))
    done
    printf "$bytes"'\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0' | dd of="$CONTROL" conv=notrunc status=none
}
calls() { od -An -td8 -j8 -N8 "$CONTROL" | tr -d ' '; }
went_wrong() { od -An -td8 -j16 -N8 "$CONTROL" | tr -d ' '; }

# spread HOW TOTAL: which of TOTAL calls to fail: each of them when HOW is
# all, else HOW of them, one at a random place in each equal part.
spread() {
    local n=$1 total=$2 i from to
    [ "$n" = all ] || [ "$n" -ge "$total" ] && { seq "$total"; return; }
    for ((i = 0; i < n; i++)); do
        from=$((total * i / n + 1)) to=$((total * (i + 1) / n))
        echo $((from + (RANDOM * 32768 + RANDOM) % (to - from + 1)))
    done
}

# kill_hard PID: -9, and off the list of what runs.
kill_hard() { kill -9 "$1" 2>/dev/null || true; stop "$1" 2>/dev/null; }

# serve_faulty NAME BIN FAULT: "serve" of that folder under the shim, unarmed.
serve_faulty() {
    faulty "$1" "$3"
    arm 0
    : >"$WORK/$1.log"
    "${FAULTY[@]}" "$2" --state-dir "$WORK/$1" serve >>"$WORK/$1.log" 2>&1 &
    SERVE_PID=$!
    PIDS+=("$SERVE_PID")
    await "$WORK/$1.log" '^ready\|listening on http' "$SERVE_PID"
}

ballots_csv() { local i; echo C01; for i in $(seq "$1"); do echo $((i % 4)); done; }

# ballots FOLDER PROJECT MONTH N: a project of its own with N answer sets.
ballots() {
    site "$1" project add "$2" --name "$2" --from "$3" --promise director --questionnaire end >/dev/null
    ballots_csv "$4" >"$WORK/$2.csv"
    at "$3-10" "$SITE_BIN" --state-dir "$WORK/$1" import ballots --project "$2" \
        --questionnaire end "$WORK/$2.csv" >>"$WORK/ballots.log" 2>&1
}

# counted MONTH: the answer sets that the centre counts for the first site.
counted() {
    central export compare --question C01 --from "$1" --to "$1" --format json | jq '.sites[0].n'
}

sound_site() { [ "$(status_of site "$1" verify)" = 0 ] || { cat "$WORK/out"; return 1; }; }
sound_central() { [ "$(status_of central verify)" = 0 ] || { cat "$WORK/out"; return 1; }; }

# own_namespace: begin the test again where it may mount what nobody else sees
# and what is gone with its last process.
own_namespace() {
    PATH=$PATH:/usr/sbin:/sbin
    [ "$(id -u)" = 0 ] || skip 'only root can mount a file system'
    if [ -z "${WK_NAMESPACE:-}" ]; then
        unshare -m true 2>/dev/null || skip 'no mount namespace'
        rm -rf "$WORK"
        trap - EXIT
        WK_NAMESPACE=1 exec unshare -m bash "$0"
    fi
    trap 'status=$?; set +e; unmount; (exit $status); cleanup' EXIT
}
# Lazily, as what cleanup() ends may still use it.
unmount() { grep -o " $WORK/[^ ]*" /proc/mounts | xargs -r -n 1 umount -l; }

# disk_new NAME [OPTIONS]: an empty file system in a file, at $WORK/NAME.
disk_new() {
    local name=$1
    shift
    command -v mkfs.ext4 >/dev/null || skip 'no mkfs.ext4'
    truncate -s 32M "$WORK/$name.img"
    mkfs.ext4 -q -E lazy_itable_init=0,lazy_journal_init=0 "$WORK/$name.img"
    mkdir -p "$WORK/$name"
    mount -o "loop${1:+,$1}" "$WORK/$name.img" "$WORK/$name" 2>/dev/null || skip 'no loop device'
    rmdir "$WORK/$name/lost+found"
    chmod 700 "$WORK/$name"
    sync -f "$WORK/$name"
}
