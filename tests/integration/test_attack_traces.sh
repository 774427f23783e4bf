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
# Canaries: 24 questions make every answer set one of 2^48, and an attribute
# whose codes stand nowhere else.
jq -n '{nl: "a", fr: "b", en: "c"} as $text | {id: "kanarie", version: 1, scope: "network",
    questions: [range(10; 34) | {id: "Q\(.)", type: "one", levels: [["0", "1", "2", "3"], [["0", "1"], ["2", "3"]]], text: $text}],
    attributes: [{id: "D01", codings: [["kanarie_noord", "kanarie_zuid"]], text: $text}]}' >"$WORK/kanarie.json"
site gent questionnaire add "$WORK/kanarie.json" >/dev/null
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire kanarie >/dev/null
db() { sqlite3 -readonly "$WORK/gent/site.db" "$1"; }

# holders HEX...: the files under $WORK that hold one of these bytes, or their
# hex digits: databases, journals, logs, the centre, but not our own notes.
holders() {
    node "$SOURCE/tests/integration/hunt.mjs" "$WORK" "$@" | grep -v '^mine/' | sort | tr '\n' ' ' || true
}

# The same for the memory of process $1; 77 when nobody may look there.
in_memory() { node "$SOURCE/tests/integration/hunt.mjs" -m "$@"; }
hex_of() { printf %s "$1" | od -An -v -tx1 | tr -d ' \n'; }

# ---- The visits ----
visits=120
mkdir "$WORK/mine"
# canary: a new one in $answers; its traces in the clear go to mine/clear, as
# the page posts it and as client/seal.c has it before it is sealed.
canary() {
    local q v record=01 said='' part=noord
    for q in $(seq 10 33); do
        v=$((RANDOM % 4))
        record+=0$v
        said+="\"Q$q\":$v,"
    done
    [ $((RANDOM % 2)) = 0 ] || part=zuid
    answers="{$said\"D01\":\"kanarie_$part\"}"
    printf '%s\n' "$record" "$(hex_of "${said%,}")" "$(hex_of "\"D01\":\"kanarie_$part\"")" >>"$WORK/mine/clear"
}
site_start gent "$month-10"
expect 200 "$(curl -s -o /dev/null -w '%{http_code}' "$URL/api/v1/kiosk")" 'the kiosk'
lines=$(wc -l <"$WORK/gent.log")
noted=$(db 'SELECT count(*) FROM audit_log')
for i in $(seq $visits); do
    id=$(random_id)
    echo "$id" >>"$WORK/mine/ids"
    if [ $((i % 3)) = 0 ]; then answers='{}'; else canary; fi
    [ "$(post "{\"id\":\"$id\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"kanarie\",\"answers\":$answers}")" = 201 ] || fail "answer $i"
    # Well before the daemon's first tick: a copy of how it lies till then.
    [ "$i" != 20 ] || cp "$WORK/gent/site.db-wal" "$WORK/mine/early"
done
mapfile -t ids <"$WORK/mine/ids"
expect "$lines" "$(wc -l <"$WORK/gent.log")" 'no line of the log tells of a visit'
expect "$noted" "$(db 'SELECT count(*) FROM audit_log')" 'nor does the audit log'
expect 1 "$(db 'SELECT count(DISTINCT length(sealed)) FROM answer_set')" 'one length, whatever was answered'
expect $visits "$(db 'SELECT count(DISTINCT hex(sealed)) FROM answer_set')" 'the same answers never look the same'
expect '' "$(db "SELECT name FROM pragma_table_info('answer_set') WHERE name NOT IN ('id', 'pool', 'sealed')")" 'no time, no number'

# ---- Nothing in the clear, on disk or in memory ----
printf '01%s\n' "$(printf 'fd%.0s' $(seq 24))" >>"$WORK/mine/clear" # of {}
sort -u -o "$WORK/mine/clear" "$WORK/mine/clear"
node "$SOURCE/tests/integration/unwrap.mjs" answers "$WORK/gent" | cut -c -50 | sort -u >"$WORK/mine/opened"
[ "$(wc -l <"$WORK/mine/opened")" -ge 75 ] || fail 'too few answer sets were opened'
expect '' "$(comm -13 "$WORK/mine/clear" "$WORK/mine/opened")" 'what we search for is what was sealed'
[ "$(wc -l <"$WORK/mine/clear")" -ge 150 ] || fail 'too few canaries'
clear_of() { holders <"$WORK/mine/clear"; }
expect '' "$(clear_of)" 'no answer set lies there in the clear'
tail -n 1 "$WORK/mine/clear" | sed 's/../\\x&/g' | xargs -0 printf >"$WORK/gent/planted"
expect 'gent/planted ' "$(clear_of)" 'one that was planted is found'
rm "$WORK/gent/planted"

node "$SOURCE/tests/integration/unwrap.mjs" keys "$WORK/gent" >"$WORK/mine/keys"
mapfile -t keys <"$WORK/mine/keys"
expect 2 "${#keys[@]}" 'a device key and the key of a pool'
if in_memory "$SITE_PID" "${keys[0]}" >"$WORK/mine/found" 2>/dev/null; then
    expect 1 "$(wc -l <"$WORK/mine/found")" 'the device key is in memory, once'
    expect '' "$(in_memory "$SITE_PID" "${keys[1]}")" 'the key of the pool is not'
    expect '' "$(in_memory "$SITE_PID" <"$WORK/mine/clear")" 'nor is any answer'
else
    echo "skipped: the memory of a process cannot be read here"
fi
expect 'gent/device.key ' "$(holders "${keys[@]}")" 'no file but one holds a key as it is'
for id in "${ids[@]}"; do db "SELECT lower(hex(sealed)) FROM answer_set WHERE id = x'$id'"; done >"$WORK/mine/sealed"
mapfile -t sealed <"$WORK/mine/sealed"
pool=$(db 'SELECT lower(hex(id)) FROM pool WHERE wrapped_key NOTNULL')
key=$(db 'SELECT lower(hex(wrapped_key)) FROM pool WHERE wrapped_key NOTNULL')
[ -n "$(holders "${sealed[0]}")" ] || fail 'the search finds nothing at all'

# ---- Where the rows lie tells nothing of who came first ----
# order FILE LIST: of the things in LIST, one a visit in order, as they lie in
# FILE: how many; how many neighbours came in the opposite order; and the rank
# correlation (Spearman) of visit and place, in thousandths.
order() {
    node "$SOURCE/tests/integration/hunt.mjs" -o "$1" <"$2" |
        awk 'NR == FNR { visit[$1] = FNR; next } FNR > 1 { n += visit[$1] < last }
            { last = visit[$1]; d += (last - FNR) ^ 2 }
            END { print FNR, n + 0, int(1000 * (1 - 6 * d / (FNR * (FNR ^ 2 - 1)))) }' "$2" -
}
# At random the correlation is 0, give or take 92; the neighbours are 59.5, give
# or take 3.2: a page filled from its end would have nearly 119 of them.
tells_nothing() {
    local n opposite rho
    read -r n opposite rho <<<"$1"
    [ "$n" = $visits ] || fail "$2: $n of $visits are there, or older copies as well"
    { [ "$rho" -gt -420 ] && [ "$rho" -lt 420 ] && [ "$opposite" -gt 40 ] && [ "$opposite" -lt 79 ]; }
}
in_no_order() {
    tells_nothing "$1" "$2" || fail "$2 lie in the order of the visits: $1"
    pass "$2 lie in no order ($1)"
}
stop "$SITE_PID"
[ ! -s "$WORK/gent/site.db-wal" ] || fail 'the WAL still tells the order'
sed "s/$/$pool/" "$WORK/mine/ids" >"$WORK/mine/entries" # as a row of the table has both
in_no_order "$(order "$WORK/gent/site.db" "$WORK/mine/sealed")" 'answer sets'

# Negative controls: the WAL before a tick, and a table as most would make it.
head -n 20 "$WORK/mine/sealed" >"$WORK/mine/first"
node "$SOURCE/tests/integration/hunt.mjs" -o "$WORK/mine/early" <"$WORK/mine/first" | awk '!seen[$1]++' >"$WORK/mine/places"
cmp -s "$WORK/mine/first" "$WORK/mine/places" || fail 'the order of the WAL before a tick is not noticed'
{ echo 'CREATE TABLE t (sealed BLOB);'; sed "s/.*/INSERT INTO t VALUES (x'&');/" "$WORK/mine/sealed"; } | sqlite3 "$WORK/mine/rowid.db"
if tells_nothing "$(order "$WORK/mine/rowid.db" "$WORK/mine/sealed")" 'a table with a rowid'; then
    fail 'the order of a table with a rowid is not noticed'
fi
pass 'an order is noticed where there is one'

# A backup with answers, when it was opened; what the status tells.
sed -n 's/^recovery key: //p' "$WORK/gent.init" >"$WORK/mine/recovery"
expect 0 "$(status_of site gent backup --answers "$WORK/answers")" 'a backup with answers'
expect 'gent/site.db ' "$(holders "$(head -n 1 "$WORK/mine/entries")")" 'till then a row ties an id to its pool'
expect '' "$(holders "${sealed[@]}" "$key" "${ids[@]}" | tr ' ' '\n' | grep -v '^gent/site.db$' | tr -d '\n')" 'shows none of them'
site two init >/dev/null 2>&1
chmod 600 "$WORK/mine/recovery"
site two restore --recovery-key "$WORK/mine/recovery" "$WORK/answers" >/dev/null
in_no_order "$(order "$WORK/two/site.db" "$WORK/mine/sealed")" 'answer sets brought back'
rm -r "$WORK/two"
{ site gent status; site gent status --json; site gent outbox list; } >"$WORK/told"
expect '' "$(holders "${ids[@]}" | tr ' ' '\n' | grep -x told)" 'status and outbox name none'

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
expect $visits "$(db 'SELECT count(*) FROM spent')" 'against pages that ask again, and for nothing else'
expect '' "$(clear_of)" 'still nothing lies there in the clear'
expect 0 "$(db 'SELECT count(*) FROM pool WHERE wrapped_key NOTNULL')" 'no pool has a key'
stop "$SITE_PID"
expect '' "$(holders "${sealed[@]}" "$key")" 'nor after a stop'
in_no_order "$(order "$WORK/gent/site.db" "$WORK/mine/ids")" 'the ids that are remembered'

# ---- Keys are in locked memory, and no core dump carries them away ----
# A sanitizer locks nothing and may be looked at, so these want a release.
release=${WK_RELEASE:-$SOURCE/build/release/bin}/weerklank-site
[ -x "$release" ] || { echo 'skipped: no release to look at'; exit 0; }
locked() { sed -nE 's/^VmLck:\s*([0-9]+) kB/\1/p' "/proc/$1/status" 2>/dev/null || true; }
mkdir "$WORK/cores"
ulimit -Sc "$(ulimit -Hc)"
# dumps SIGNAL COMMAND...: whether a process that a signal ends leaves a core.
dumps() {
    local signal=$1
    shift
    : >"$WORK/dump.log"
    (cd "$WORK/cores" && exec "$@") >>"$WORK/dump.log" 2>&1 &
    PIDS+=($!)
    await "$WORK/dump.log" 'ready\|listening on' $!
    LOCKED=$(locked $!)
    # Allow any size, where that is allowed: the limit is not all that holds.
    prlimit --pid $! --core=unlimited 2>/dev/null || true
    kill "-$signal" $!
    wait $! 2>/dev/null || true
    [ -n "$(ls -A "$WORK/cores")" ] || return 1
    rm "$WORK"/cores/*
}
if dumps SEGV sh -c 'echo ready; while :; do sleep 1; done'; then
    for signal in SEGV ABRT QUIT; do
        ! dumps $signal "$release" --state-dir "$WORK/gent" serve || fail "$signal: serve leaves a core dump"
        pass "$signal: serve leaves no core dump"
    done
    [ "${LOCKED:-0}" -ge 4 ] || fail 'serve keeps no memory locked'
    pass "serve keeps its keys in locked memory ($LOCKED kB)"
else
    echo 'skipped: no process leaves a core dump here'
fi
kill -STOP "$CENTRAL_PID" # so that the night waits
"$release" --state-dir "$WORK/gent" night >"$WORK/night.log" 2>&1 &
night=$!
PIDS+=("$night")
for i in $(seq 200); do
    LOCKED=$(locked "$night")
    [ "${LOCKED:-0}" -lt 4 ] || break
    sleep 0.05
done
kill -CONT "$CENTRAL_PID"
[ "${LOCKED:-0}" -ge 4 ] || fail 'the night keeps no memory locked'
pass "the night keeps its keys in locked memory ($LOCKED kB)"
wait "$night"
