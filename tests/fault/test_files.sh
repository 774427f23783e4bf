# SPDX-License-Identifier: EUPL-1.2
# test_files.sh - each file of both state directories cut, emptied, deleted, or
# taken from elsewhere: verify or the start names it, and nothing is sent on.
# (One bit in each value and file: unit.site.site_verify, its _files and
# unit.central.verify.)
. "$(dirname "$0")/fault.sh"

month=$(month_ago 2)
site_files=(site.db device.key head tls/key.pem tls/cert.pem tls/ca.pem)
central_files=(central.db register ca/key.pem ca/cert.pem tls/sync-key.pem tls/sync-cert.pem tls/web-key.pem tls/web-cert.pem)
damages=(cut half emptied deleted foreign swapped)

# damage HOW FILE OTHERS NEXT: OTHERS is the directory of another machine, NEXT
# another file of the same directory.
damage() {
    case $1 in
    # The last page of a database may be free, and its last byte nobody's.
    cut) truncate -s "-$([ "${2%.db}" = "$2" ] && echo 1 || echo 4097)" "$2" ;;
    half) truncate -s $(($(stat -c %s "$2") / 2)) "$2" ;;
    emptied) truncate -s 0 "$2" ;;
    deleted) rm "$2" ;;
    foreign) cp "$3" "$2" ;;
    swapped)
        mv "$2" "$WORK/swap"
        mv "$4" "$2"
        mv "$WORK/swap" "$4"
        ;;
    esac
}

# ---- Two sites, two centres; Gent has a month to tell ----
central_new
mv "$WORK/central" "$WORK/other-central"
central_new
central_start
site_new Gent gent
site_new Luik luik
for name in gent luik; do
    site "$name" night >/dev/null
    ballots "$name" p "$month" 12
    expect 0 "$(status_of site "$name" night)" "a night at $name"
done
ballots gent q "$month" 12
# Verify it once, so that both sides are at rest.
sound_site gent || fail 'verify at the site'
cp -a "$WORK/gent" "$WORK/sound"
seq_held() { central status --json | jq '.sites[0].seq'; }

# named FILE...: whether the last words name one of them.
named() {
    local name
    for name in "$@"; do grep -qF "$name" "$WORK/out" && return 0; done
    echo "does not name $*:"
    cat "$WORK/out"
    return 1
}

# noticed_site FILE...: what is wrong with how a damaged site is met.
noticed_site() {
    [ "$(status_of site gent verify)" = 3 ] || { echo 'verify finds nothing'; return 1; }
    named "$@" || return 1
    # Without its head file a site was restored: it asks the centre first.
    [ "$1" != head ] || return 0
    [ "$(status_of timeout 5 "$SITE_BIN" --state-dir "$WORK/gent" night)" != 0 ] || { echo 'a night is held'; return 1; }
    [ "$(seq_held)" = "$before" ] || { echo 'something was sent'; return 1; }
}

before=$(seq_held)
tried=0
for i in "${!site_files[@]}"; do
    file=${site_files[i]}
    for how in "${damages[@]}"; do
        # The authority's certificate is the same at every site.
        [ "$how $file" != 'foreign tls/ca.pem' ] || continue
        rm -rf "$WORK/gent"
        cp -a "$WORK/sound" "$WORK/gent"
        next=${site_files[(i + 1) % ${#site_files[@]}]}
        damage "$how" "$WORK/gent/$file" "$WORK/luik/$file" "$WORK/gent/$next"
        names=("$file")
        [ "$how" != swapped ] || names+=("$next")
        # A whole database of another site is told by the key beside it.
        [ "$how $file" != 'foreign site.db' ] || names=(device.key)
        noticed_site "${names[@]}" >"$WORK/wrong" || fail "$file, $how: $(cat "$WORK/wrong")"
        tried=$((tried + 1))
    done
done
pass "site: $tried damaged files are named, and nothing was sent"
rm -rf "$WORK/gent"
cp -a "$WORK/sound" "$WORK/gent"
expect 0 "$(status_of site gent night)" 'the sound one goes on'
expect 24 "$(counted "$month")" 'and tells what it has'

# ---- The centre ----
stop "$CENTRAL_PID"
sound_central || fail 'verify at the centre'
cp -a "$WORK/central" "$WORK/sound-central"
noticed_central() {
    [ "$(status_of central verify)" = 3 ] || { echo 'verify finds nothing'; return 1; }
    named "$@"
}
tried=0
for i in "${!central_files[@]}"; do
    file=${central_files[i]}
    for how in "${damages[@]}"; do
        rm -rf "$WORK/central"
        cp -a "$WORK/sound-central" "$WORK/central"
        next=${central_files[(i + 1) % ${#central_files[@]}]}
        damage "$how" "$WORK/central/$file" "$WORK/other-central/$file" "$WORK/central/$next"
        names=("$file")
        [ "$how" != swapped ] || names+=("$next")
        # A whole database of another centre is told by the files beside it.
        [ "$how $file" != 'foreign central.db' ] || names=(register)
        noticed_central "${names[@]}" >"$WORK/wrong" || fail "$file, $how: $(cat "$WORK/wrong")"
        tried=$((tried + 1))
    done
done
pass "centre: $tried damaged files are named"

# Negative control: what is sound is not called damaged, so the trial can fail.
rm -rf "$WORK/central"
cp -a "$WORK/sound-central" "$WORK/central"
central_start
if noticed_central central.db >"$WORK/wrong"; then fail 'the control: a sound centre is called damaged'; fi
if before=$(seq_held) noticed_site site.db >"$WORK/wrong"; then fail 'the control: a sound site is called damaged'; fi
pass "the control: sound ones are not called damaged"
