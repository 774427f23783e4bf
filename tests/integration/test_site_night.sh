# SPDX-License-Identifier: EUPL-1.2
# test_site_night.sh - a site's identity and its nights against a real centre:
# codes, certificates, proxies, no contact, being stopped, and every bit of
# what it keeps.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 2)
SINK=
# A listener that takes connections and says nothing; its port in $1.
sink() {
    node -e 'require("net").createServer(() => {}).listen(0, "127.0.0.1",
        function () { console.log(this.address().port); })' >"$1" &
    SINK=$!
    PIDS+=("$SINK")
    await "$1" '[0-9]' "$SINK"
}
said() { grep -q -- "$1" "$WORK/out" || fail "does not say '$1': $(cat "$WORK/out")"; }

# ---- codes ----
central_new
central_start
web=https://127.0.0.1:$WEB_PORT
site gent init --name 'not yet' >/dev/null 2>&1
printf '[http]\nlisten = 127.0.0.1:0\n[site]\nkiosk_per_minute = 100000\n' >"$WORK/gent/site.conf"
central site add Gent >/dev/null
code_of() { central site code "$1" 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1; }
code=$(code_of Gent)
# A wrong secret, the right pin: bytes 1 to 16 are base32 characters 2 to 26.
wrong=$(tr -d - <<<"$code" | sed -E 's/^(.{4})./\1a/')
[ "$wrong" != "$(tr -d - <<<"$code")" ] || wrong=$(sed -E 's/^(.{4})./\1b/' <<<"$wrong")
expect 3 "$(status_of site gent enrol --central "$web" --code "$wrong")" 'a wrong secret'
said 'wrong, used already'
# The right secret, another pin.
other=$(tr -d - <<<"$code" | sed -E 's/(.*)(.)(.)$/\1b\3/')
[ "$other" != "$(tr -d - <<<"$code")" ] || other=$(sed -E 's/(.*)(.)(.)$/\1c\3/' <<<"$other")
expect 1 "$(status_of site gent enrol --central "$web" --code "$other")" 'a code of another centre'
expect 0 "$(ls "$WORK/gent/tls" | wc -l)" 'and nothing was kept'
expect 0 "$(status_of site gent enrol --central "$web" --code "$code")" 'the code'
expect 3 "$(status_of site gent enrol --central "$web" --code "$code")" 'the same code again'
expect 'Gent enrolled' "$(site gent status --json | jq -r '.site + " " + .state')" 'the name is the centre'\''s'
expect '600 600 600' "$(cd "$WORK/gent/tls" && stat -c %a key.pem cert.pem ca.pem | paste -sd ' ')" 'nobody else may read the key'
expect 0 "$(status_of site gent verify)" 'sound'

# ---- a night, and one through a CONNECT proxy ----
expect 0 "$(status_of site gent night)" 'the first night'
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null
at_date "$month-10"
for i in $(seq 14); do echo "$((i % 4))"; done | sed '1iC01' >"$WORK/b.csv"
expect 0 "$(status_of "${AT[@]}" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wijkhuis --questionnaire end "$WORK/b.csv")" 'ballots of two months ago'
cat >"$WORK/connect.mjs" <<'JS'
import http from 'node:http';
import net from 'node:net';
const server = http.createServer((q, r) => { console.log('PLAIN', q.url); r.writeHead(400).end(); });
server.on('connect', (q, client) => {
    const [host, port] = q.url.split(':');
    const to = net.connect(port, host, () => {
        client.write('HTTP/1.1 200 fine\r\n\r\n');
        to.pipe(client); client.pipe(to);
    });
    console.log('CONNECT', q.url);
    to.on('error', () => client.destroy());
    client.on('error', () => to.destroy());
});
server.listen(0, '127.0.0.1', () => console.log('port', server.address().port));
JS
node "$WORK/connect.mjs" >"$WORK/connect.out" &
PIDS+=($!)
await "$WORK/connect.out" '^port' $!
proxy=http://127.0.0.1:$(sed -n 's/^port //p' "$WORK/connect.out")
printf '[sync]\nproxy = %s\n' "$proxy" >"$WORK/proxied.conf"
expect 0 "$(status_of env https_proxy=http://127.0.0.1:1 no_proxy='*' "$SITE_BIN" --state-dir "$WORK/gent" --config "$WORK/proxied.conf" night)" 'a night through a proxy'
expect "CONNECT 127.0.0.1:$SYNC_PORT" "$(grep -v ^port "$WORK/connect.out")" 'one tunnel for the whole night'
said 'sent 1'
expect 0 "$(status_of env https_proxy=http://127.0.0.1:1 "$SITE_BIN" --state-dir "$WORK/gent" night)" 'and without: the environment is not asked'
expect 14 "$(central export compare --question C01 --from "$month" --to "$month" --format json | jq '.sites[0].answer_sets')" 'what was on paper has arrived'
expect stored "$(site gent outbox list | cut -f 8)" 'the outbox'
site gent outbox show 1 >"$WORK/words"
grep -q 'answer sets *14' "$WORK/words" && grep -q 'C01' "$WORK/words" && grep -q 'hidden' "$WORK/words" || fail "outbox show: $(cat "$WORK/words")"
expect "$(sqlite3 "$WORK/gent/site.db" 'SELECT lower(hex(bytes)) FROM entry')" "$(site gent outbox show --raw 1 | tr -d '\n')" 'and its very bytes'

# ---- who is not trusted ----
site_new Liège liege
cp -a "$WORK/gent" "$WORK/mixed"
cp "$WORK/liege/tls/"* "$WORK/mixed/tls/"
expect 3 "$(status_of site mixed night)" 'another site'\''s certificate'
said 'tls/key.pem'
cp -a "$WORK/gent" "$WORK/exposed"
chmod 644 "$WORK/exposed/tls/key.pem"
expect 3 "$(status_of site exposed night)" 'a key that others may read'
central site revoke Liège >/dev/null
expect 3 "$(status_of site liege night)" 'a revoked certificate'

# ---- enrolling again keeps chain, era and queue ----
era=$(sqlite3 "$WORK/gent/site.db" "SELECT value FROM meta WHERE key = 'era'")
key=$(sha256sum <"$WORK/gent/tls/key.pem")
expect 0 "$(status_of site gent enrol --central "$web" --code "$(code_of Gent)")" 'enrolling again'
[ "$(sha256sum <"$WORK/gent/tls/key.pem")" != "$key" ] || fail 'the key is the old one'
expect "$era" "$(sqlite3 "$WORK/gent/site.db" "SELECT value FROM meta WHERE key = 'era'")" 'keeps the era'
expect 0 "$(status_of site gent night)" 'and the night goes on'
expect 1 "$(site gent outbox list | wc -l)" 'with the same chain'
expect 0 "$(status_of site gent verify)" 'whose old signatures still hold'

# ---- no contact ----
printf '[sync]\nurl = https://127.0.0.1:1\n' >"$WORK/nowhere.conf"
expect 1 "$(status_of timeout 120 "$SITE_BIN" --state-dir "$WORK/gent" --config "$WORK/nowhere.conf" night)" 'a centre that is not there'
said 'no contact'
expect 'no contact' "$(site gent status --json | jq -r .last_night.result | tr _ ' ')" 'is told in the status'

# ---- a clock that makes every certificate invalid ----
expect 1 "$(status_of at 2020-01-01 "$SITE_BIN" --state-dir "$WORK/gent" night)" 'a clock years behind'
said 'check the clock'
expect 1 "$(status_of at 2035-01-01 "$SITE_BIN" --state-dir "$WORK/gent" night)" 'a clock years ahead'
said 'check the clock'
expect 0 "$(status_of site gent night)" 'and with the right time all is well'
expect 1 "$(site gent outbox list | wc -l)" 'nothing was closed meanwhile'

# ---- stopped in the middle of a night ----
sink "$WORK/sink"
connected() { [ -n "$(ss -Htn state established "dport = :$(cat "$WORK/sink")")" ]; }
await_sink() {
    local i
    for i in $(seq 600); do
        connected && return 0
        kill -0 "$1" 2>/dev/null || break
        sleep 0.1
    done
    fail 'nothing came to the sink'
}
printf '[http]\nlisten = 127.0.0.1:0\n[sync]\nurl = https://127.0.0.1:%s\n' "$(cat "$WORK/sink")" >"$WORK/gent/site.conf"
"$SITE_BIN" --state-dir "$WORK/gent" night >"$WORK/night.log" 2>&1 &
NIGHT=$!
PIDS+=("$NIGHT")
await_sink "$NIGHT"
expect 1 "$(status_of site gent night)" 'a second night at the same time'
said 'under way'
expect 1 "$(status_of site gent enrol --central "$web" --code "$code")" 'nor an enrolment'
kill -9 "$NIGHT"
wait "$NIGHT" 2>/dev/null || true
expect 0 "$(status_of site gent verify)" 'a night that was killed leaves everything sound'

# What a backup that was killed leaves holds answers and keys: it goes.
: >"$WORK/gent/backup.tmp"
last=$(site gent status --json | jq -r .last_night.date)

# The daemon starts its night on time, and ends in the middle of it when told:
# every time-out of the uplink is longer than this may take.
at_time() { at_date "${1% *}"; AT=("${AT[@]/#FAKETIME=*/FAKETIME=@$1}"); }
at_time "$(date -d tomorrow +%Y-%m-%d) 00:10:00" # not overdue yet
next=$("${AT[@]}" "$SITE_BIN" --state-dir "$WORK/gent" status --json | jq -r .next_night)
at_time "$(date -u -d "$next - 4 seconds" '+%Y-%m-%d %H:%M:%S')"
: >"$WORK/gent.log"
"${AT[@]}" "$SITE_BIN" --state-dir "$WORK/gent" serve >>"$WORK/gent.log" 2>&1 &
SITE_PID=$!
PIDS+=("$SITE_PID")
await "$WORK/gent.log" 'listening on http' "$SITE_PID"
await_sink "$SITE_PID"
pass 'the daemon begins its night when it is due'
URL=$(sed -n 's/.*listening on \(http[^ ]*\).*/\1/p' "$WORK/gent.log" | tail -1)
expect 200 "$(curl -s -o /dev/null -w '%{http_code}' "$URL/api/v1/kiosk")" 'and answers meanwhile'
start=$SECONDS
stop "$SITE_PID"
[ $((SECONDS - start)) -lt 10 ] || fail "SIGTERM took $((SECONDS - start)) s"
grep -q 'night: stopped' "$WORK/gent.log" || fail 'the night was not stopped'
pass 'SIGTERM ends a night'
[ ! -e "$WORK/gent/backup.tmp" ] || fail 'the rest of a backup lies there still'
expect "$last" "$(site gent status --json | jq -r .last_night.date)" 'which counts for no date, so it is caught up'
expect 0 "$(status_of site gent verify)" 'and leaves everything sound'

# ---- every file that was written is watched ----
cp -a "$WORK/gent" "$WORK/flipped"
for name in device.key tls/key.pem tls/cert.pem tls/ca.pem head; do
    size=$(stat -c %s "$WORK/gent/$name")
    for at in 0 $((size / 2)) $((size - 1)); do
        byte=$(od -An -tu1 -j "$at" -N1 "$WORK/gent/$name")
        printf "\\$(printf %o $((byte ^ 4)))" |
            dd of="$WORK/flipped/$name" bs=1 seek="$at" conv=notrunc status=none
        [ "$(status_of site flipped verify)" = 3 ] || fail "$name, byte $at: not noticed"
        said "$name"
        cp -p "$WORK/gent/$name" "$WORK/flipped/$name"
    done
    pass "verify notices a changed bit of $name"
done
expect 0 "$(status_of site flipped verify)" 'and nothing else'
flip() {
    cp -p "$WORK/gent/site.db" "$WORK/flipped/site.db"
    printf '.dbconfig enable_trigger off\n%s;\n' "$1" | sqlite3 "$WORK/flipped/site.db" >/dev/null
    [ "$(status_of site flipped verify)" = 3 ] || fail "$1: not noticed"
    said "$2"
    pass "verify notices: $1"
}
flip "UPDATE entry SET bytes = CAST(substr(bytes, 1, 40) || X'01' || substr(bytes, 42) AS BLOB)" 'table entry, row 1'
flip "UPDATE receipt SET verdict = 3" 'table receipt'
flip "UPDATE label SET next_month = next_month + 1" 'table label'
flip "UPDATE account SET role = 'staff'" 'table account'
flip "DELETE FROM entry" 'head'
