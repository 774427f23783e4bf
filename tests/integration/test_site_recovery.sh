# SPDX-License-Identifier: EUPL-1.2
# test_site_recovery.sh - a backup with answers: sealed to a key that is not
# here, back on the same machine and on another, and nothing counted twice.
. "$(dirname "$0")/lib.sh"

export LC_ALL=C
month=$(month_ago 3)
after() { date -d "$month-15 +$1 month" +%Y-%m; }
mkdir "$WORK/mine"
gent_new
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null

said() { grep -q -- "$1" "$WORK/out" || fail "does not say '$1': $(cat "$WORK/out")"; }
key_of() { sed -n 's/^recovery key: //p' "$1"; }
# ballots DATE N: so many answer sets on that day, to $project.
project=wijkhuis
ballots() {
    { echo C01; for i in $(seq "$2"); do echo $((i % 2 * 3)); done; } >"$WORK/b.csv"
    at "$1" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project "$project" --questionnaire end "$WORK/b.csv" >/dev/null
}
counted() { central export compare --question C01 --from "$month" --to "$(date +%Y-%m)" --format json | jq '.sites[0].answer_sets'; }
held() { sqlite3 -readonly "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set'; }
sound() {
    expect 0 "$(status_of site gent verify)" 'verify at the site'
    expect 0 "$(status_of central verify)" 'verify at the centre'
}
# another_machine: the old one is gone; a fresh directory and a new code.
another_machine() {
    central site revoke Gent >/dev/null
    rm -rf "$WORK/gent"
    site gent init >/dev/null 2>&1
}
enrol_again() {
    local code
    code=$(central site code Gent 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1)
    expect 0 "$(status_of site gent enrol --central "https://127.0.0.1:$WEB_PORT" --code "$code")" 'the new machine enrols'
}
restore_with() { site gent restore --recovery-key "$1" "$2"; }

# ---- The key ----
mv "$WORK/gent.init" "$WORK/mine/init"
umask 077 # a key that others may read is refused
key_of "$WORK/mine/init" >"$WORK/mine/key"
expect 1 "$(grep -cE '^([a-z2-7]{5}-){11}[a-z2-7]{5}$' "$WORK/mine/key")" 'init prints a recovery key'
private=$(node -e 'let b = "", s = process.argv[1].replace(/-/g, "");
    for (const c of s) b += "abcdefghijklmnopqrstuvwxyz234567".indexOf(c).toString(2).padStart(5, "0");
    console.log(BigInt("0b" + b.slice(8, 264)).toString(16).padStart(64, "0"));' "$(cat "$WORK/mine/key")")
expect '' "$(node tests/integration/hunt.mjs "$WORK" "$private" "$(od -An -tx1 -N20 "$WORK/mine/key" | tr -d ' \n')" | grep -v '^mine/' || true)" 'and keeps its private half nowhere'

# ---- The file ----
ballots "$month-10" 12
expect 0 "$(status_of site gent backup --answers "$WORK/a1")" 'a backup with answers'
expect 600 "$(stat -c %a "$WORK/a1")" 'which nobody else may read'
expect 1 "$(status_of site gent backup --answers "$WORK/a1")" 'and which is not overwritten'
sqlite3 -readonly "$WORK/gent/site.db" 'SELECT lower(hex(id)) || char(10) || lower(hex(sealed)) FROM answer_set; SELECT lower(hex(wrapped_key)) FROM pool WHERE wrapped_key NOTNULL' >"$WORK/mine/held"
printf 'SQLite format' | od -An -tx1 | tr -d ' \n' >>"$WORK/mine/held"
cp "$WORK/a1" "$WORK/mine/"
expect '' "$(node tests/integration/hunt.mjs "$WORK/mine" <"$WORK/mine/held" | grep -v '^held$' || true)" 'nothing of the answers can be seen in it'
[ -n "$(node tests/integration/hunt.mjs "$WORK/gent" <"$WORK/mine/held")" ] || fail 'the search finds nothing at all'
expect '' "$(find "$WORK" -name '*.tmp*' -o -name '*.part' -o -name '*.new')" 'and nothing else was left'

# ---- What does not open it ----
expect 3 "$(status_of site gent restore "$WORK/a1")" 'without the key'
said 'recovery-key'
site gent recovery new >"$WORK/mine/other"
before=$(sqlite3 -readonly "$WORK/gent/site.db" .dump | sha256sum)
key_of "$WORK/mine/other" >"$WORK/mine/other.key"
expect 3 "$(status_of restore_with "$WORK/mine/other.key" "$WORK/a1")" 'with another key'
sed 's/a/b/; t; s/./a/' "$WORK/mine/key" >"$WORK/mine/wrong"
chmod 640 "$WORK/mine/key"
expect 3 "$(status_of restore_with "$WORK/mine/key" "$WORK/a1")" 'with a key that others may read'
said 'others may read'
chmod 600 "$WORK/mine/key"
expect 1 "$(status_of restore_with "$WORK/mine/wrong" "$WORK/a1")" 'with a slip in the key'
said 'not a recovery key'
size=$(stat -c %s "$WORK/a1")
for at in 0 45 80 $((size / 2)) $((size - 1)); do
    cp "$WORK/a1" "$WORK/flipped"
    byte=$(od -An -tu1 -j "$at" -N1 "$WORK/a1")
    printf "\\$(printf %o $((byte ^ 4)))" | dd of="$WORK/flipped" bs=1 seek="$at" conv=notrunc status=none
    [ "$(status_of restore_with "$WORK/mine/key" "$WORK/flipped")" = 3 ] || fail "byte $at: not noticed"
done
pass 'a changed bit is noticed'
for n in 0 20 80 5000 $((size - 1)); do
    head -c "$n" "$WORK/a1" >"$WORK/cut"
    [ "$(status_of restore_with "$WORK/mine/key" "$WORK/cut")" = 3 ] || fail "cut to $n: not noticed"
done
pass 'and a cut one'
expect "$before" "$(sqlite3 -readonly "$WORK/gent/site.db" .dump | sha256sum)" 'after all of which nothing has changed'

# ---- Another machine, before anything was released ----
another_machine
expect 0 "$(status_of restore_with - "$WORK/a1" <"$WORK/mine/key")" 'restored on another machine'
expect 12 "$(held)" 'with its answer sets'
enrol_again
expect 0 "$(status_of site gent verify)" 'which open there'
expect 0 "$(status_of site gent night)" 'its night'
expect 12 "$(counted)" 'counts each of them'
expect 0 "$(held)" 'and destroys them'

# ---- The same backup once more: those months are at the centre ----
expect 0 "$(status_of restore_with "$WORK/mine/key" "$WORK/a1")" 'restored from before the release'
expect 0 "$(held)" 'what this machine closed stays closed'
expect 0 "$(status_of site gent night)" 'the night'
expect 12 "$(counted)" 'counts nothing twice'
sound
another_machine
expect 0 "$(status_of restore_with "$WORK/mine/key" "$WORK/a1")" 'and on a third machine'
expect 12 "$(held)" 'which knows nothing of it'
enrol_again
expect 0 "$(status_of site gent night)" 'its night'
expect '0 12' "$(held) $(counted)" 'destroys them and counts nothing twice'
sound

# ---- A closed and an open month; the same machine, no release between ----
project=buurthuis
site gent project add buurthuis --name Buurthuis --from "$month" --promise director --questionnaire end >/dev/null
ballots "$(after 1)-10" 14
ballots "$(date +%Y-%m-%d)" 3
expect 0 "$(status_of site gent backup --answers "$WORK/a2")" 'a backup of two months'
ballots "$(date +%Y-%m-%d)" 2
expect 0 "$(status_of restore_with "$WORK/mine/key" "$WORK/a2")" 'the same machine'
expect 17 "$(held)" 'is where it was'
expect 0 "$(status_of site gent night)" 'the night'
expect '3 26' "$(held) $(counted)" 'closes the one, keeps the other'
sound
expect 0 "$(status_of central site readmit Gent)" 'readmitted'
expect 0 "$(status_of restore_with "$WORK/mine/key" "$WORK/a2")" 'from before that night'
expect 0 "$(status_of site gent night)" 'the next'
expect '3 26' "$(held) $(counted)" 'destroys what was told, keeps what was not'
sound

# ---- Too few on their closing night: asked once, also after a restore ----
project=foyer
site gent project add foyer --name Foyer --from "$month" --promise director --questionnaire end >/dev/null
ballots "$month-10" 9
expect 0 "$(status_of site gent backup --answers "$WORK/few")" 'a backup of nine'
expect 0 "$(status_of site gent night)" 'the night says: too few'
n=$(held)
expect 0 "$(status_of restore_with "$WORK/mine/key" "$WORK/few")" 'restored'
expect "$n" "$(held)" 'the nine wait as they did'
expect 1 "$(status_of at "$month-25" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project foyer --questionnaire end --month "$month" "$WORK/b.csv")" 'nobody can add a tenth to their month'

# ---- A directory from before there were recovery keys ----
sqlite3 "$WORK/gent/site.db" "DELETE FROM meta WHERE key = 'recovery'"
expect 1 "$(status_of site gent backup --answers "$WORK/a3")" 'no recovery key'
said 'recovery new'
[ ! -e "$WORK/a3" ] || fail 'and yet a file'
site gent recovery new >"$WORK/mine/new"
key_of "$WORK/mine/new" >"$WORK/mine/new.key"
expect 0 "$(status_of site gent backup --answers "$WORK/a3")" 'with a new one it goes'
expect 3 "$(status_of restore_with "$WORK/mine/key" "$WORK/a3")" 'which the key before does not open'
expect 0 "$(status_of restore_with "$WORK/mine/new.key" "$WORK/a3")" 'and the new one does'

# ---- Killed while it was written ----
for i in $(seq 12); do
    rm -f "$WORK/a4"
    "$SITE_BIN" --state-dir "$WORK/gent" backup --answers "$WORK/a4" >/dev/null 2>&1 &
    PIDS+=($!)
    sleep "0.$(printf %02d $((i * 3)))"
    kill -9 $! 2>/dev/null || true
    wait $! 2>/dev/null || true
    [ ! -e "$WORK/a4" ] || [ "$(stat -c %s "$WORK/a4")" -gt 1000000 ] || fail 'half a file under its name'
    expect '' "$(find "$WORK" -name 'a4*' -exec grep -l 'SQLite format' {} +)" "kill $i: nothing outside the state directory is open"
done
: >"$WORK/gent/restore.tmp"
expect 0 "$(status_of site gent night)" 'a night'
expect '' "$(ls "$WORK/gent" | grep tmp || true)" 'leaves nothing of a backup or a restore that was killed'
expect "$n" "$(held)" 'and loses nothing'
