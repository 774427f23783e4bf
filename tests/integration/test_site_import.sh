# SPDX-License-Identifier: EUPL-1.2
# test_site_import.sh - paper ballots through the real command: all or none,
# every fault with its place, only in months that are open, and no trace of
# the order they stood in.
. "$(dirname "$0")/lib.sh"

site gent init --name Gent >/dev/null 2>&1
site gent questionnaire add "$SOURCE/client/content/questionnaires/start.json" >/dev/null
site gent project add wijkhuis --name Wijkhuis --from 2026-01 --promise director --without C07 >/dev/null
site gent project add plein --name Plein --from 2026-01 --promise director --period quarter >/dev/null
rows() { sqlite3 "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set'; }
import() { site gent import ballots --project wijkhuis --questionnaire start "$@"; }
# on DATE ARGUMENTS...: the same on another day.
on() { local day=$1; shift; at "$day" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wijkhuis --questionnaire start "$@"; }
b=$WORK/ballots.csv

expect 'C04,C05,C03,N01' "$(import --template)" 'the header to begin with'
import --template 2>&1 >/dev/null | grep -q '^N01: up to 3 in one field, as in house+other; of house .* other; or alone dont_know$' || fail 'the template does not say how several are written'
printf 'C04;C05;C03\r\n2;not_needed;refused\r\n"3";;0\r\n' >"$b"
expect 0 "$(status_of on 2026-03-10 "$b")" 'two ballots'
grep -q 'still holds single answers' "$WORK/out" || fail 'it does not say that the file still holds answers'
[ -f "$b" ] || fail 'the file is gone without --remove'
expect 2 "$(rows)" 'are two answer sets'
expect 2 "$(sqlite3 "$WORK/gent/site.db" 'SELECT channel FROM pool')" 'assisted, always'
expect 0 "$(status_of on 2026-03-10 --remove "$b")" 'again, and the file deleted'
[ ! -e "$b" ] || fail 'the file is still there'
expect 4 "$(rows)" 'other people'
expect 0 "$(printf 'C04\n1\n' | status_of on 2026-03-10 -)" 'from standard input'
expect 5 "$(rows)" 'one more'
expect 0 "$(printf 'N01,C04\nhouse+work papers,1\n"house,work",\ndont_know,2\n' | status_of on 2026-03-10 -)" 'up to three in one field'
expect 8 "$(rows)" 'three more'

# ---- faults: each with its place, and nothing taken ----
faults() {
    local wanted=$1 what=$2
    expect 1 "$(status_of on 2026-03-10 "$b")" "$what"
    expect "$wanted" "$(sed -n 's/.*: line \([0-9]*\), column \([0-9]*\): .*/\1:\2/p' "$WORK/out" | paste -sd ' ')" "$what: the places"
    grep -q 'nothing was taken' "$WORK/out" || fail "$what: does not say that nothing was taken"
    [ -f "$b" ] || fail "$what: the file is gone"
}
printf 'C04,C05,C03\n2,9,1\n1,1,1\n4,1,yes\n' >"$b"
faults '2:2 4:1 4:3' 'three faults in two lines'
printf 'C04,C99\n2,1\n' >"$b"
faults '1:2' 'an unknown question'
printf 'C04,C07\n2,1\n' >"$b"
faults '1:2' 'a question that is not put'
printf 'C04,C05\n2\n1,1,1\n' >"$b"
faults '2:1 3:3' 'lines too short and too long'
printf 'C04,C05\n2,\xe9\n' >"$b"
faults '2:2' 'text that is not UTF-8'
: >"$b"
faults '1:1' 'an empty file'
{ echo C04; for i in $(seq 60); do echo 8; done; } >"$b"
expect 1 "$(status_of on 2026-03-10 "$b")" 'sixty faults'
expect 50 "$(grep -c ' line ' "$WORK/out")" 'fifty are shown'
grep -q '60 fault' "$WORK/out" || fail 'sixty are not counted'
head -c 9000000 /dev/zero >"$b"
expect 1 "$(status_of on 2026-03-10 "$b")" 'a file over the limit'
expect 1 "$(status_of on 2026-03-10 "$WORK/none.csv")" 'a file that is not there'
expect 2 "$(status_of import --channel self "$b")" 'ballots are never "self"'
expect 2 "$(status_of import)" 'no file'
expect 2 "$(status_of import --remove -)" '--remove for standard input'
expect 1 "$(status_of site gent import ballots --project nope --questionnaire start "$b")" 'an unknown project'
expect 1 "$(status_of site gent import ballots --project wijkhuis --questionnaire end "$b")" 'a questionnaire it does not put'
printf 'N01\nhouse+work+papers+other\nhouse+dont_know\nwork+work\n' >"$b"
faults '2:1 3:1 4:1' 'four, one that stands alone, and the same twice'
expect 8 "$(rows)" 'and nothing of all this was stored'

# ---- months ----
printf 'C04\n2\n' >"$b"
expect 0 "$(status_of on 2026-03-31 --month 2026-03 "$b")" 'this month'
expect 0 "$(status_of on 2026-04-07 --month 2026-03 "$b")" 'the last night of grace'
expect 1 "$(status_of on 2026-04-08 --month 2026-03 "$b")" 'after it'
grep -q 2026-04-07 "$WORK/out" || fail 'does not say until when'
expect 1 "$(status_of on 2026-04-08 --month 2026-05 "$b")" 'a month to come'
expect 2 "$(status_of on 2026-04-08 --month 2026-13 "$b")" 'a month that is none'
expect 1 "$(status_of on 2026-01-03 --month 2025-12 "$b")" 'before the project began'
expect 0 "$(status_of on 2026-04-08 "$b")" 'without --month: the present one'
expect '2026-03 2026-04' "$(sqlite3 "$WORK/gent/site.db" "SELECT printf('%04d-%02d', first_month / 12, first_month % 12 + 1) FROM pool ORDER BY 1" | paste -sd ' ')" 'two months have pools'
expect 0 "$(status_of at 2026-04-05 "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project plein --questionnaire start --month 2026-02 "$b")" 'a month of the past quarter'
expect '2026-01 2026-03' "$(sqlite3 "$WORK/gent/site.db" "SELECT printf('%04d-%02d %04d-%02d', first_month / 12, first_month % 12 + 1, last_month / 12, last_month % 12 + 1) FROM pool WHERE project = 'plein'")" 'counts in the quarter'

# ---- many at once, beside a daemon; no clock and no order is kept ----
printf '[http]\nlisten = 127.0.0.1:0\n' >"$WORK/gent/site.conf"
site_start gent
before=$(rows)
{ echo C04,C05,C03; for i in $(seq 3000); do echo "$((i % 4)),not_needed,$((i % 3))"; done; } >"$b"
expect 0 "$(status_of import --remove "$b")" '3,000 ballots beside serve'
expect 0 "$(stat -c %s "$WORK/gent/site.db-wal" 2>/dev/null || echo 0)" 'and laid out anew: no copy of them in the order they came'
expect "$((before + 3000))" "$(rows)" 'are all there'
stop "$SITE_PID"
expect 0 "$(status_of site gent verify)" 'and sound'
grep -aq 'not_needed,' "$WORK/gent/site.db" && fail 'ballots stand in the clear'
pass 'sealed'
expect 0 "$(sqlite3 "$WORK/gent/site.db" "SELECT count(*) FROM audit_log WHERE what GLOB '*3000*'")" 'the log does not count them'

# ---- a full disk: no file may grow past the limit ----
before=$(rows)
{ echo C04; for i in $(seq 8000); do echo 1; done; } >"$b"
expect 1 "$(ulimit -f 900; status_of import --remove "$b")" 'a full disk'
grep -q 'nothing was taken' "$WORK/out" || fail "does not say that nothing was taken: $(cat "$WORK/out")"
expect "$before" "$(rows)" 'and nothing was'
[ -f "$b" ] || fail 'the file was deleted all the same'
expect 1 "$(ulimit -f 60; status_of site gent backup "$WORK/full.db")" 'nor half a backup'
expect '' "$(ls "$WORK" "$WORK/gent" | grep -E 'full|backup' || true)" 'is left'
expect 1 "$(ulimit -f 20; status_of site fresh init)" 'nor half a state directory'
expect 0 "$(status_of site fresh init)" 'with room, init goes on'
expect 0 "$(status_of site gent verify)" 'everything is sound'

# ---- a period of three months ----
printf 'C04\n1\n' >"$b"
expect 0 "$(status_of at 2026-06-10 "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project plein --questionnaire start --remove "$b")" 'in the last month of a quarter'
grep -q 'period from 2026-04$' "$WORK/out" || fail "says another period: $(cat "$WORK/out")"
pass 'says where the quarter begins'
