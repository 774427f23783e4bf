# SPDX-License-Identifier: EUPL-1.2
# test_attack_traces.sh - a colleague with read access to everything on disk:
# what a visit leaves there, before its period closes and after.
. "$(dirname "$0")/lib.sh"

export LC_ALL=C
month=$(month_ago 2)
central_new
central_start
site_new Gent gent
expect 0 "$(status_of site gent night)" 'the first night brings the questionnaires'
site gent project add wijkhuis --name Wijkhuis --from "$month" --questionnaire end >/dev/null
db() { sqlite3 -readonly "$WORK/gent/site.db" "$1"; }

# holders HEX...: the files under $WORK that hold one of these bytes, or their
# hex digits: databases, journals, logs, the centre, but not our own notes.
holders() {
    node "$SOURCE/tests/integration/hunt.mjs" "$WORK" "$@" | grep -v '^mine/' | sort | tr '\n' ' ' || true
}

# ---- Thirty visits ----
mkdir "$WORK/mine"
site_start gent "$month-10"
expect 200 "$(curl -s -o /dev/null -w '%{http_code}' "$URL/api/v1/kiosk")" 'the kiosk'
lines=$(wc -l <"$WORK/gent.log")
noted=$(db 'SELECT count(*) FROM audit_log')
for i in $(seq 30); do
    id=$(random_id)
    echo "$id" >>"$WORK/mine/ids"
    case $((i % 3)) in
    0) answers='{"C01":1,"C02":3,"C10":"refused"}' ;;
    1) answers='{}' ;;
    2) answers='{"C01":"not_understood","C02":0}' ;;
    esac
    [ "$(post "{\"id\":\"$id\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":$answers}")" = 201 ] || fail "answer $i"
done
mapfile -t ids <"$WORK/mine/ids"
expect "$lines" "$(wc -l <"$WORK/gent.log")" 'no line of the log tells of a visit'
expect "$noted" "$(db 'SELECT count(*) FROM audit_log')" 'nor does the audit log'
expect 1 "$(db 'SELECT count(DISTINCT length(sealed)) FROM answer_set')" 'one length, whatever was answered'
expect 30 "$(db 'SELECT count(DISTINCT hex(sealed)) FROM answer_set')" 'the same answers never look the same'
expect '' "$(db "SELECT name FROM pragma_table_info('answer_set') WHERE name NOT IN ('id', 'pool', 'sealed')")" 'no time, no number'

# In the clear an answer set would begin with its format and skipped questions.
questions=$(jq '.questions | length' "$SOURCE/client/content/questionnaires/end.json")
expect '' "$(holders "01$(printf 'fd%.0s' $(seq "$questions"))")" 'no answer set lies there in the clear'
for id in "${ids[@]}"; do db "SELECT lower(hex(sealed)) FROM answer_set WHERE id = x'$id'"; done >"$WORK/mine/sealed"
mapfile -t sealed <"$WORK/mine/sealed"
pool=$(db 'SELECT lower(hex(id)) FROM pool WHERE wrapped_key NOTNULL')
key=$(db 'SELECT lower(hex(wrapped_key)) FROM pool WHERE wrapped_key NOTNULL')
[ -n "$(holders "${sealed[0]}")" ] || fail 'the search finds nothing at all'

# ---- Where the rows lie tells nothing of who came first ----
# descents FILE: of the things in FILE, one a visit, how many neighbours on
# disk came in the opposite order.  SQLite fills a page from its end, so rows
# as they came would be 29 or nearly; at random it is 14.5, give or take 1.6.
descents() {
    node "$SOURCE/tests/integration/hunt.mjs" -o "$WORK/gent/site.db" <"$1" >"$WORK/mine/places"
    expect 30 "$(wc -l <"$WORK/mine/places")" 'all are found' >&2
    awk 'NR == FNR { visit[$1] = FNR; next } FNR > 1 { n += visit[$1] < last } { last = visit[$1] } END { print n + 0 }' "$1" "$WORK/mine/places"
}
stop "$SITE_PID"
[ ! -s "$WORK/gent/site.db-wal" ] || fail 'the WAL still tells the order'
sed "s/^/$pool/" "$WORK/mine/ids" >"$WORK/mine/entries"
for list in sealed entries; do
    n=$(descents "$WORK/mine/$list")
    { [ "$n" -ge 6 ] && [ "$n" -le 23 ]; } || fail "$list lie on disk in the order of the visits ($n descents)"
    pass "$list lie in no order ($n descents)"
done

# ---- A backup before the night ----
expect 0 "$(status_of site gent backup "$WORK/copy.db")" 'a backup'
expect '' "$(holders "${sealed[@]}" "$key" "${ids[@]}" | tr ' ' '\n' | grep -v '^gent/site.db$' | tr -d '\n')" 'holds no answer, no key, no id'

# ---- The night, beside a running kiosk ----
site_start gent "$month-28"
cp "$WORK/gent.log" "$WORK/mine/"
expect 0 "$(status_of site gent night)" 'the night'
grep -q 'closed 1' "$WORK/out" || fail "nothing was closed: $(cat "$WORK/out")"
expect '' "$(holders "${sealed[@]}")" 'no sealed answer set is left anywhere'
expect '' "$(holders "$key")" 'nor its key'
expect '' "$(holders $(cat "$WORK/mine/entries"))" 'nor what tied an id to its pool'
expect 'gent/site.db ' "$(holders "${ids[@]}")" 'the ids are remembered at the site'
expect 30 "$(db 'SELECT count(*) FROM spent')" 'against pages that ask again, and for nothing else'
expect 0 "$(db 'SELECT count(*) FROM pool WHERE wrapped_key NOTNULL')" 'no pool has a key'
stop "$SITE_PID"
expect '' "$(holders "${sealed[@]}" "$key")" 'nor after a stop'
