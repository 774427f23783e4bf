# SPDX-License-Identifier: EUPL-1.2
# test_twins.sh - two machines with one identity, both collecting, with nights at
# the same moment and in turn: no month is ever told twice, the two do not take
# each other's history over for ever, an alarm says so, and a revocation ends it.
. "$(dirname "$0")/fault.sh"

first=$(month_ago 3)
second=$(month_ago 2)
gent_new
site gent project add p --name P --from "$first" --promise director --questionnaire end >/dev/null
cp -a "$WORK/gent" "$WORK/twin"

paper() { # FOLDER MONTH N
    ballots_csv "$3" >"$WORK/paper.csv"
    at "$2-10" "$SITE_BIN" --state-dir "$WORK/$1" import ballots --project p --questionnaire end "$WORK/paper.csv" >/dev/null 2>&1
}
# of_all MONTH: what all sites together count.
of_all() { central export compare --question C01 --from "$1" --to "$1" --format json | jq '[.sites[].n] | add'; }
# told_once MONTH: by one of the two machines.
told_once() {
    local n
    n=$(of_all "$1")
    [ "$n" = 12 ] || [ "$n" = 15 ] || { echo "$n are counted, of 12 here and 15 there"; return 1; }
}

# ---- At the same moment ----
for month in "$first" "$second" "$(date +%Y-%m)"; do
    paper gent "$month" 12
    paper twin "$month" 15
done
for name in gent twin; do
    timeout 30 "$SITE_BIN" --state-dir "$WORK/$name" night >"$WORK/night.$name" 2>&1 &
    PIDS+=($!)
done
for pid in "${PIDS[@]: -2}"; do wait "$pid" || true; done
told_once "$first" && told_once "$second" || fail 'at the same moment'
pass 'at the same moment: one of the two is counted'

# ---- In turn ----
for _ in 1 2 3; do
    for name in gent twin; do
        status_of site "$name" night >/dev/null
        told_once "$first" && told_once "$second" || fail "a night at $name"
    done
done
pass 'in turn: nothing is told twice'
# Who came second met a conflict, or was early enough to find the other's
# history there and took it over; which it may do once.
alarms=0
for name in gent twin; do
    site "$name" status --json | jq -r '.alarms[].text' >"$WORK/alarms"
    alarms=$((alarms + $(wc -l <"$WORK/alarms")))
    [ "$(grep -c restored "$WORK/alarms" || true)" -le 1 ] || fail 'they take each other over for ever'
done
[ "$alarms" -gt 0 ] || fail 'nobody is told'
pass 'with an alarm'
for name in gent twin; do sound_site "$name" || fail "verify at $name"; done
sound_central || fail 'verify at the centre'

# ---- A revocation decides ----
central site revoke Gent >/dev/null
code=$(central site code Gent 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1)
expect 0 "$(status_of site gent enrol --central "https://127.0.0.1:$WEB_PORT" --code "$code")" 'one of them is enrolled again'
central site readmit Gent >/dev/null 2>&1 || true
expect 0 "$(status_of site gent night)" 'and has its nights'
expect 0 "$(status_of site gent night)" 'one after the other'
[ "$(status_of site twin night)" != 0 ] || fail 'the other is still let in'
pass 'the other has none'
told_once "$first" && told_once "$second" || fail 'after the revocation'
expect 12 "$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set')" 'what it holds of this month is there'
sound_site gent || fail 'verify at the site'
sound_central || fail 'verify at the centre'

# Negative control: two machines with two identities are counted both.
site_new Luik luik
site luik night >/dev/null 2>&1
site luik project add p --name P --from "$first" --promise director --questionnaire end >/dev/null
paper luik "$first" 14
expect 0 "$(status_of site luik night)" 'the control: another site'
expect 1 "$(status_of told_once "$first")" 'the control: what is told twice is noticed'
