# SPDX-License-Identifier: EUPL-1.2
# test_site_restore.sh - a site that was put back: as a copy of its directory,
# from a backup, or made anew.  No month is ever told twice, what the centre
# holds stands, and collecting goes on.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 3)
after() { date -d "$month-15 +$1 month" +%Y-%m; }
gent_new
add_project() { site "$1" project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null; }
add_project gent

# ballots FOLDER DATE N: so many answer sets on that day, all C01 = 0 and 3.
ballots() {
    { echo C01; for i in $(seq "$3"); do echo $((i % 2 * 3)); done; } >"$WORK/b.csv"
    at "$2" "$SITE_BIN" --state-dir "$WORK/$1" import ballots --project wijkhuis --questionnaire end "$WORK/b.csv" >/dev/null
}
counted() { central export compare --question C01 --from "$month" --to "$(after 2)" --format json | jq '.sites[0].answer_sets'; }
sound() {
    expect 0 "$(status_of site "$1" verify)" "verify at the site"
    expect 0 "$(status_of central verify)" 'verify at the centre'
}
entries() { site "$1" outbox list | cut -f 1,6 | paste -sd ' '; }
first="$month/$month"
second="$(after 1)/$(after 1)"

# ---- a copy of the whole directory, from before a night ----
ballots gent "$month-10" 12
site gent backup "$WORK/b.db" >/dev/null
cp -a "$WORK/gent" "$WORK/copy"
ballots gent "$month-20" 4
ballots gent "$(after 1)-10" 14
expect 0 "$(status_of site gent night)" 'two months are told'
expect 30 "$(counted)" 'with all their answer sets'
told="1	$first 2	$second"
expect "$told" "$(entries gent)" 'as two entries'
rm -rf "$WORK/gent"
mv "$WORK/copy" "$WORK/gent"
expect 0 "$(status_of site gent night)" 'the night after the copy came back'
expect "$told" "$(entries gent)" 'the site has the entries that left'
expect 30 "$(counted)" 'and the months count as they were told'
expect 0 "$(sqlite3 "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set')" 'the answer sets of those months are destroyed'
[ "$(sqlite3 "$WORK/gent/site.db" "SELECT value FROM meta WHERE key = 'era'")" != "$(sqlite3 "$WORK/gent/site.db" 'SELECT lower(hex(era)) FROM entry LIMIT 1')" ] || fail 'the era is the old one'
pass 'a new era'
sound gent
expect 1 "$(status_of at "$month-25" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wijkhuis --questionnaire end --month "$month" "$WORK/b.csv")" 'nothing more can be added to those months'
site_start gent
expect 201 "$(post "{\"id\":\"$(random_id)\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{}}")" 'and collecting goes on'
stop "$SITE_PID"

# ---- a backup from before a night; the centre lets it adopt once more ----
expect 0 "$(status_of site gent restore "$WORK/b.db")" 'the backup comes back'
expect 3 "$(status_of site gent verify)" 'the head file remembers more'
expect 3 "$(status_of site gent night)" 'a second adoption in 30 days is refused'
grep -q readmit "$WORK/out" || fail "does not say what to do: $(cat "$WORK/out")"
expect 30 "$(counted)" 'and nothing was sent'
expect 0 "$(status_of central site readmit Gent)" 'the centre readmits it'
expect 0 "$(status_of site gent night)" 'and it adopts'
expect "$told" "$(entries gent)" 'nothing was told twice'
expect 30 "$(counted)" 'nothing was lost'
sound gent

# ---- lost entirely: revoke, a new code, a fresh directory ----
n=$(counted)
central site revoke Gent >/dev/null
rm -rf "$WORK/gent"
site gent init >/dev/null 2>&1
code=$(central site code Gent 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1)
expect 0 "$(status_of site gent enrol --central "https://127.0.0.1:$WEB_PORT" --code "$code")" 'a fresh one enrols'
grep -q 'takes them over' "$WORK/out" || fail 'it does not say that history is there'
expect 0 "$(status_of site gent night)" 'its first night'
add_project gent
expect "$n" "$(counted)" 'the figures stand'
expect "$told" "$(entries gent)" 'it holds the history'
expect 1 "$(status_of at "$month-10" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wijkhuis --questionnaire end --month "$month" "$WORK/b.csv")" 'and no month is told twice'
expect 0 "$(status_of site gent night)" 'the next night'
expect "$n" "$(counted)" 'changes nothing'
sound gent
