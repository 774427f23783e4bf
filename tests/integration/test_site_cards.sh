# SPDX-License-Identifier: EUPL-1.2
# test_site_cards.sh - one-time ballot cards: each is good for one answer set
# whatever happens, guessing costs time, and nothing tells which were used.
. "$(dirname "$0")/lib.sh"

site gent init --name Gent >/dev/null 2>&1
for q in start mid-a; do
    site gent questionnaire add "$SOURCE/client/content/questionnaires/$q.json" >/dev/null
done
for p in wijkhuis other; do
    site gent project add $p --name $p --from "$(date +%Y-%m)" --questionnaire start --questionnaire mid-a >/dev/null
done
expect 1 "$(status_of site gent cards make --project wijkhuis --number 3)" 'no wave asks for cards'
for p in wijkhuis other; do site gent wave start $p --promise director --cards >/dev/null; done
printf '[http]\nlisten = 127.0.0.1:0\n[site]\nkiosk_per_minute = 100000\n' >"$WORK/gent/site.conf"
chmod 600 "$WORK/gent/site.conf"
make() { site gent cards make --project "$1" --number "$2"; }
db() { sqlite3 -readonly "$WORK/gent/site.db" "$1"; }
rows() { db 'SELECT count(*) FROM answer_set'; }

# ---- making them ----
expect 2 "$(status_of make wijkhuis 401)" 'not more than 400 at once'
expect 2 "$(status_of make wijkhuis 0)" 'nor none'
expect 1 "$(status_of make nothing 3)" 'nor for what is no project'
make wijkhuis 140 >"$WORK/cards"
make other 40 >"$WORK/theirs"
expect '140 140' "$(grep -cE '^[0-9]{6}$' "$WORK/cards") $(sort -u "$WORK/cards" | wc -l)" 'six digits each, none twice'
expect 180 "$(db 'SELECT count(*) FROM card')" 'a row each'
expect '' "$(db "SELECT name FROM pragma_table_info('card') WHERE name NOT IN ('hash', 'wave', 'sum')")" 'no number, no date, no order'
expect '2 1' "$(db "SELECT count(*), min(what NOT GLOB '*[0-9]*') FROM audit_log WHERE what LIKE '%cards%'" | tr '|' ' ')" 'the log tells who, not how many'
expect 0 "$(status_of site gent verify)" 'verify knows the table'
mapfile -t card <"$WORK/cards"

# ---- handing them in ----
site_start gent
set_of() { printf '{"id":"%s","project":"%s","channel":"%s","questionnaire":"start","answers":{"C04":2}%s}' "$1" "${3:-wijkhuis}" "${4:-self}" "${2:+,\"card\":\"$2\"}"; }
check() { curl -s -o "$WORK/reply" -w '%{http_code} ' -H 'Content-Type: application/json' -d "{\"project\":\"$1\",\"card\":\"$2\"}" "$URL/api/v1/card"; cat "$WORK/reply"; }
expect 'true true' "$(curl -sf "$URL/api/v1/kiosk" | jq -r '[.projects[].cards | tostring] | join(" ")')" 'the kiosk asks for one'
expect '200 {"valid":true}' "$(check wijkhuis "${card[0]}")" 'a good one'
expect '200 {"valid":true}' "$(check wijkhuis "${card[0]}")" 'is good until it is used'
expect '200 {"valid":false}' "$(check other "${card[0]}")" 'not in another project'
expect 400 "$(check wijkhuis 12345 | cut -c -3)" 'five digits are none'
expect 404 "$(check nothing 123456 | cut -c -3)" 'nor is there such a project'
id=$(random_id)
expect 409 "$(post "$(set_of "$id")")" 'no answer set without one'
expect 409 "$(post "$(set_of "$id" "$(head -n 1 "$WORK/theirs")")")" 'nor with one of another project'
expect 400 "$(post "$(set_of "$id" 12)")" 'nor with what is none'
expect 0 "$(rows)" 'and nothing is stored'
expect 201 "$(post "$(set_of "$id" "${card[0]}")")" 'with one'
expect 201 "$(post "$(set_of "$id" "${card[0]}")")" 'the same again'
expect 201 "$(post "$(set_of "$id")")" 'the same id, without one'
expect 201 "$(post "$(set_of "$id" "${card[1]}")")" 'the same id, with another'
expect 409 "$(post "$(set_of "$(random_id)" "${card[0]}")")" 'a used one'
expect '200 {"valid":false}' "$(check wijkhuis "${card[0]}")" 'is not good any more'
expect '200 {"valid":true}' "$(check wijkhuis "${card[1]}")" 'and the other was not used up'
expect 201 "$(post "$(set_of "$(random_id)" '' wijkhuis assisted)")" 'with somebody beside, none is asked'
expect 201 "$(post "{\"id\":\"$(random_id)\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"start\",\"declined\":true}")" 'nor of who declines'
expect '3 179' "$(rows) $(db 'SELECT count(*) FROM card')" 'three stored, one card used'

# ---- all at once: each card twice, with two ids ----
sed -n '2,101p' "$WORK/cards" >"$WORK/hundred"
told=$(node "$SOURCE/tests/integration/cards.mjs" "$URL" wijkhuis 2 "$WORK/hundred")
saved=$(sed -nE 's/.*201:([0-9]+).*/\1/p' <<<"$told")
expect '100 103 79' "$saved $(rows) $(db 'SELECT count(*) FROM card')" '200 posts of 100 cards save 100 sets'

# ---- killed in the middle, and sent again ----
sed -n '102,139p' "$WORK/cards" | while read -r c; do echo "$(random_id) $c"; done >"$WORK/lines"
node "$SOURCE/tests/integration/cards.mjs" "$URL" wijkhuis lines "$WORK/lines" >"$WORK/told" &
posting=$!
for i in $(seq 200); do [ "$(rows)" -gt 108 ] && break; sleep 0.01; done
kill -9 "$SITE_PID"
wait "$SITE_PID" 2>/dev/null || true
wait "$posting" || true
before=$(rows)
[ "$((before - 103 + $(db 'SELECT count(*) FROM card WHERE wave = 1') - 1))" = 38 ] || fail 'a card went without its answer set'
pass "killed after $((before - 103)) of 38: card and answer set go together"
site_start gent
expect '201:38' "$(node "$SOURCE/tests/integration/cards.mjs" "$URL" wijkhuis lines "$WORK/lines")" 'all are saved when sent again'
expect '141 1' "$(rows) $(db 'SELECT count(*) FROM card WHERE wave = 1')" 'once each'

# ---- guessing ----
stop "$SITE_PID"
site_start gent
last=${card[139]}
wrong=$(printf '%06d' $(((10#$last + 1) % 1000000)))
for i in $(seq 10); do check wijkhuis "$wrong" >/dev/null; done
expect 429 "$(check wijkhuis "$wrong" | cut -c -3)" 'the eleventh guess must wait'
expect 429 "$(check wijkhuis "$last" | cut -c -3)" 'and so must a good number'
expect 429 "$(post "$(set_of "$(random_id)" "$wrong")")" 'guessing with answers is no way around'
curl -s -D - -o /dev/null -H 'Content-Type: application/json' -d "{\"project\":\"wijkhuis\",\"card\":\"$wrong\"}" "$URL/api/v1/card" | grep -qi '^retry-after: [1-9]' || fail 'no Retry-After'
sleep 2.1
expect '200 {"valid":true}' "$(check wijkhuis "$last")" 'then it is told again'
check wijkhuis "$wrong" >/dev/null
expect 429 "$(check wijkhuis "$wrong" | cut -c -3)" 'to check a good one forgives nothing'
stop "$SITE_PID"

# ---- what is left on disk ----
# Two copies of the machine: the same cards, used in two orders, leave the very
# same bytes in the table's pages.
used=$(head -n 20 "$WORK/theirs")
for order in there back; do
    cp -r "$WORK/gent" "$WORK/$order"
    db_hashes=$(sqlite3 "$WORK/$order/site.db" "SELECT lower(hex(hash)) FROM card" | sort)
    site_start $order
    for c in $([ $order = there ] && echo "$used" || tac <<<"$used"); do
        expect 201 "$(post "$(set_of "$(random_id)" "$c" other)")" "$order: a card" >/dev/null
    done
    stop "$SITE_PID"
    left=$(sqlite3 "$WORK/$order/site.db" "SELECT lower(hex(hash)) FROM card" | sort)
    expect '41 21' "$(wc -l <<<"$db_hashes") $(wc -l <<<"$left")" "$order: twenty are used"
    [ ! -s "$WORK/$order/site.db-wal" ] || fail 'the WAL still tells the order'
    expect '' "$(comm -23 <(echo "$db_hashes") <(echo "$left") | node "$SOURCE/tests/integration/hunt.mjs" "$WORK/$order")" "$order: nothing of a used one is in any file"
    page=$(sqlite3 "$WORK/$order/site.db" "SELECT rootpage FROM sqlite_schema WHERE name = 'card'")
    size=$(sqlite3 "$WORK/$order/site.db" 'PRAGMA page_size')
    dd if="$WORK/$order/site.db" bs="$size" skip=$((page - 1)) count=1 of="$WORK/page.$order" status=none
done
grep -q . "$WORK/page.there" || fail 'an empty page'
cmp "$WORK/page.there" "$WORK/page.back" || fail 'the order of use can be read from the page'
pass 'used in two orders, the page has the same bytes'
expect '' "$(tr '\n' '|' <"$WORK/theirs" | sed 's/|$//' | xargs -I{} grep -aElr "({})" "$WORK/gent" || true)" 'no file holds a number'

# ---- the end of the wave ----
expect 0 "$(status_of site gent backup "$WORK/copy.db")" 'a backup'
expect 0 "$(sqlite3 "$WORK/copy.db" 'SELECT count(*) FROM card')" 'holds no card: a used one would be good again'
expect 1 "$(status_of site gent cards void --project nothing)" 'no such project'
expect 0 "$(status_of site gent cards void --project wijkhuis)" 'the rest is void'
expect '' "$(cat "$WORK/out")" 'and nobody is told how many that was'
expect 40 "$(db 'SELECT count(*) FROM card')" 'another project keeps its own'
site_start gent
expect 409 "$(post "$(set_of "$(random_id)")")" 'the wave goes on to ask for one'
expect 409 "$(post "$(set_of "$(random_id)" "${card[139]}")")" 'and a void one is none'
stop "$SITE_PID"
expect 0 "$(status_of site gent wave end other)" 'the wave ends'
expect 0 "$(db 'SELECT count(*) FROM card')" 'and its cards with it'
expect 0 "$(status_of site gent wave start other --promise director --cards)" 'the next wave'
make other 1 >"$WORK/new"
site_start gent
expect 409 "$(post "$(set_of "$(random_id)" "$(tail -n 1 "$WORK/theirs")" other)")" 'does not take a card of the one before'
expect 201 "$(post "$(set_of "$(random_id)" "$(cat "$WORK/new")" other)")" 'but its own'
