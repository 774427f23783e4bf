# SPDX-License-Identifier: EUPL-1.2
# test_central_restore.sh - a centre that was put back to an earlier day: it
# forgets no site, trusts no revoked one, and its figures return by themselves.
. "$(dirname "$0")/lib.sh"

said() { grep -qF -- "$1" "$WORK/out" || { cat "$WORK/out"; fail "does not say: $1"; }; }

month=$(month_ago 2)
# Twelve answer sets of one project, on paper, and a night.
batch() {
    local i
    { echo C01; for i in 0 1 2 3 0 1 2 3 2 3 3 3; do echo "$i"; done; } >"$WORK/ballots.csv"
    at "$month-10" "$SITE_BIN" --state-dir "$WORK/$1" import ballots \
        --project wijkhuis --questionnaire end - <"$WORK/ballots.csv" >>"$WORK/$1.out" 2>&1
    site "$1" night >>"$WORK/$1.out" 2>&1
}
enrolled() {
    site_new "$1" "$2"
    site "$2" night >/dev/null 2>&1
    site "$2" project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null
}
figures() { central export compare --question C01 --from "$month" --to "$month" | jq -c '[.sites[] | {site, n, counts}]'; }

central_new
central_start
enrolled Gent gent
enrolled Antwerpen antwerpen
expect 0 "$(status_of central backup "$WORK/monday.db")" 'backup beside serve'
[ "$(stat -c %a "$WORK/monday.db")" = 600 ] || fail 'a backup is for its owner alone'
expect 0 "$(sqlite3 "$WORK/monday.db" 'SELECT count(*) FROM entry')" 'nothing was sent on monday'
batch gent
enrolled Luik luik # after the backup
batch luik
central site revoke Antwerpen >/dev/null # after the backup, too
expect '[12,12]' "$(figures | jq -c '[.[] | select(.n > 0) | .n]')" 'two sites have figures'
before=$(figures)
entries() { sqlite3 "$1" 'SELECT site, seq, hex(hash), hex(bytes) FROM entry ORDER BY 1, 2'; }
entries "$WORK/central/central.db" >"$WORK/entries.before"

# ---- restore ----
expect 1 "$(status_of central restore "$WORK/monday.db")" 'not beside serve'
stop "$CENTRAL_PID"
head -c 20000 "$WORK/monday.db" >"$WORK/short.db"
expect 3 "$(status_of central restore "$WORK/short.db")" 'a backup cut short is refused'
said 'nothing was changed'
: >"$WORK/empty.db"
expect 3 "$(status_of central restore "$WORK/empty.db")" 'an empty one too'
cp "$WORK/monday.db" "$WORK/bad.db"
sqlite3 "$WORK/bad.db" 'PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, "went", "goes") WHERE type = "trigger"; PRAGMA writable_schema = OFF; DROP TRIGGER entry_no_delete'
expect 3 "$(status_of central restore "$WORK/bad.db")" 'a tampered one too'
expect 1 "$(status_of central restore "$WORK/none.db")" 'one that is not there'
expect "$before" "$(figures)" 'and all is as it was'
expect 0 "$(status_of central verify)" 'verify'
expect 2 "$(status_of central restore)" 'restore wants a file'
lines=$(wc -l <"$WORK/central/register")
expect 0 "$(status_of central restore "$WORK/monday.db")" 'restore'
expect 0 "$(status_of central verify)" 'verify after the restore'
expect "$lines" "$(wc -l <"$WORK/central/register")" 'the register is as long as before'
expect 'active revoked active' "$(central status --json | jq -r '[.sites[].state] | join(" ")')" \
    'a new site is not forgotten, a revoked one not trusted'
expect true "$(central status --json | jq '.alarms | length > 0')" 'with an alarm'
expect '[]' "$(figures | jq -c '[.[] | select(.n > 0) | .n]')" 'the figures are of monday'

central_start
expect 0 "$(status_of site gent night)" 'the first night at Gent'
expect 0 "$(status_of site luik night)" 'and at Luik'
[ "$(status_of site antwerpen night)" != 0 ] || fail 'Antwerpen stays out'
pass 'Antwerpen stays out'
expect "$before" "$(figures)" 'the figures are as before'
entries "$WORK/central/central.db" >"$WORK/entries.after"
cmp -s "$WORK/entries.before" "$WORK/entries.after" || fail 'byte for byte'
pass 'byte for byte'
expect 0 "$(status_of site gent night)" 'another night'
expect "$before" "$(figures)" 'counts nothing twice'

# ---- the register is lost ----
stop "$CENTRAL_PID"
cp "$WORK/central/register" "$WORK/register"
rm "$WORK/central/register"
expect 3 "$(status_of central verify)" 'verify misses the register'
said 'register: missing'
: >"$WORK/central.log" # before the new program writes: what is read below is its
"$CENTRAL_BIN" --state-dir "$WORK/central" serve >>"$WORK/central.log" 2>&1 &
CENTRAL_PID=$!
PIDS+=("$CENTRAL_PID")
await "$WORK/central.log" 'web listener on' "$CENTRAL_PID"
grep -q 'sync listener stays closed' "$WORK/central.log" || fail 'serve says why'
expect closed "$(central status --json | jq -r .sync)" 'sync is closed'
central status --json | jq -r .sync_closed_because >"$WORK/out"
said 'register: missing'
[ "$(status_of site gent night)" != 0 ] || fail 'nobody gets in'
code=$(central site code Gent)
[ "$(status_of site gent enrol --central "https://127.0.0.1:$WEB_PORT" --code "$code")" != 0 ] ||
    fail 'nobody is admitted'
pass 'nobody gets in or is admitted'
stop "$CENTRAL_PID"
expect 0 "$(status_of central restore --confirm-sites)" 'restore --confirm-sites'
expect open "$(central status --json | jq -r .sync)" 'sync is open'
expect 0 "$(status_of central verify)" 'verify'
central_start
expect 0 "$(status_of site gent night)" 'Gent gets in'
[ "$(status_of site antwerpen night)" != 0 ] || fail 'Antwerpen does not'
pass 'Antwerpen does not'
stop "$CENTRAL_PID"

# ---- a line of it is damaged ----
sed -i '3s/[0-9]/x/' "$WORK/central/register"
expect 3 "$(status_of central verify)" 'verify names the line'
said 'register, line 3: damaged'
expect 0 "$(status_of central restore --confirm-sites)" 'restore --confirm-sites'
[ -f "$WORK/central/register.damaged" ] || fail 'the damaged one is kept'
expect 0 "$(status_of central verify)" 'verify'

# ---- the whole centre is lost, but for a backup ----
central backup "$WORK/last.db" >/dev/null
mv "$WORK/central" "$WORK/lost"
central init >"$WORK/central.init" 2>&1
cp "$WORK/lost/central.conf" "$WORK/central/"
expect 0 "$(status_of central restore "$WORK/last.db")" 'a backup in a new centre'
expect closed "$(central status --json | jq -r .sync)" 'which knows no certificates'
expect 0 "$(status_of central restore --confirm-sites)" 'until they are confirmed'
expect 0 "$(status_of central verify)" 'verify'
expect "$before" "$(figures)" 'the figures are there'
central_start
code=$(central site code Gent)
expect 0 "$(status_of site gent enrol --central "https://127.0.0.1:$WEB_PORT" --code "$code")" 'Gent enrols again'
expect 0 "$(status_of site gent night)" 'and has its night'
expect "$before" "$(figures)" 'nothing is counted twice'
expect 0 "$(status_of central verify)" 'verify'
expect 0 "$(status_of site gent verify)" 'verify at Gent'
