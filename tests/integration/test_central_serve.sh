# SPDX-License-Identifier: EUPL-1.2
# test_central_serve.sh - the centre's two listeners on the wire: who gets in,
# what a hostile peer is answered, and how serve ends.
. "$(dirname "$0")/lib.sh"

said() { grep -qF -- "$1" "$WORK/out" || { cat "$WORK/out"; fail "does not say: $1"; }; }

echo 'first password' | central init --password-stdin \
    --questionnaires "$SOURCE/client/content/questionnaires" >"$WORK/init.log" 2>&1
printf '[sync]\nlisten = 127.0.0.1:0\n[web]\nlisten = 127.0.0.1:0\n' \
    >"$WORK/central/central.conf"
chmod 600 "$WORK/central/central.conf"
central_start
web=https://127.0.0.1:$WEB_PORT sync=https://127.0.0.1:$SYNC_PORT
ca=$WORK/central/ca/cert.pem

# curl's words: its exit status, or the HTTP status.
ask() {
    curl -s --cacert "$ca" -o "$WORK/out" -D "$WORK/head" -w '%{http_code}' "$@" || echo " curl $?"
}

# ---- people ----
expect 200 "$(ask "$web/")" 'the page'
grep -qi '^content-security-policy: default-src .self' "$WORK/head" || fail 'a strict CSP'
asset=$(grep -oE '/assets/[A-Za-z0-9_.-]+\.js' "$WORK/out" | head -1)
expect 200 "$(ask "$web$asset")" 'what the page names'
grep -qi '^cache-control:.*immutable' "$WORK/head" || fail 'assets may be kept'
for path in questions sites 'compare?question=C01&from=2026-01&to=2026-02' \
    'compare.csv?question=C01&from=2026-01&to=2026-02'; do
    expect 401 "$(ask "$web/api/v1/$path")" "$path wants a login"
done
json=(-H 'Content-Type: application/json')
login() { ask "${json[@]}" -c "$WORK/jar" -d "{\"name\":\"$1\",\"password\":\"$2\"}" "$web/api/v1/login"; }
expect 401 "$(login admin 'wrong password')" 'a wrong password'
expect 200 "$(login admin 'first password')" 'login'
grep -q '__Host-' "$WORK/jar" || fail 'the cookie is bound to the host'
csrf=$(jq -r .csrf "$WORK/out")
expect 403 "$(ask -b "$WORK/jar" "$web/api/v1/sites")" 'a first password must be changed'
change='{"old":"first password","new":"second password"}'
expect 403 "$(ask "${json[@]}" -b "$WORK/jar" -d "$change" "$web/api/v1/password")" 'not without the CSRF token'
expect 204 "$(ask "${json[@]}" -b "$WORK/jar" -c "$WORK/jar" -H "X-CSRF-Token: $csrf" -d "$change" "$web/api/v1/password")" 'a new password'
expect 200 "$(ask -b "$WORK/jar" "$web/api/v1/questions")" 'questions'
expect true "$(jq '[.questions[].id] as $q | ($q == ($q | sort)) and ($q | index("C01") != null)' "$WORK/out")" 'each once, in order'
expect 200 "$(ask -b "$WORK/jar" "$web/api/v1/compare?question=C01&from=2026-01&to=2026-02")" 'compare'
expect 200 "$(ask -b "$WORK/jar" "$web/api/v1/compare.csv?question=C01&from=2026-01&to=2026-02")" 'CSV'
grep -qi '^content-disposition: attachment; filename="C01.csv"' "$WORK/head" || fail 'CSV is a download'
for query in '' 'question=C01' 'question=C01&from=2026-1&to=2026-02' \
    'question=C01&from=2026-03&to=2026-02' 'question=%ff&from=2026-01&to=2026-02' \
    "question=$(printf 'A%.0s' $(seq 42))&from=2026-01&to=2026-02"; do
    expect 400 "$(ask -b "$WORK/jar" "$web/api/v1/compare?$query")" "compare?$query"
    jq -e .error "$WORK/out" >/dev/null || fail 'the reply says why'
done
for view in trend?question=C01 needs?question=N01 'trust?' 'overview?'; do
    expect 200 "$(ask -b "$WORK/jar" "$web/api/v1/$view&from=2026-01&to=2026-02")" "$view"
    expect 400 "$(ask -b "$WORK/jar" "$web/api/v1/$view")" "$view without months"
    expect 401 "$(ask "$web/api/v1/$view&from=2026-01&to=2026-02")" "$view before the login"
done
expect 404 "$(ask -b "$WORK/jar" "$web/api/v1/needs?question=C01&from=2026-01&to=2026-02")" 'needs: a question without options'
expect 404 "$(ask -b "$WORK/jar" "$web/api/v1/compare?question=X99&from=2026-01&to=2026-02")" 'a question nobody asked'
expect 404 "$(ask "$web/nothing")" 'no such page'
expect 405 "$(ask -X DELETE "$web/api/v1/sites")" 'no such method'
central user add lezer --password-stdin <<<'third password' >/dev/null
expect 200 "$(login lezer 'third password')" 'an account made meanwhile'
central user remove lezer
expect 401 "$(ask -b "$WORK/jar" "$web/api/v1/session")" 'and gone at once'

# ---- hostile peers ----
raw() { printf "$1" | timeout 20 openssl s_client -quiet -connect "127.0.0.1:$WEB_PORT" -CAfile "$ca" 2>/dev/null | head -n 1 | tr -d '\r'; }
expect 'HTTP/1.1 400 Bad Request' "$(raw 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')" 'two hosts'
expect 'HTTP/1.1 400 Bad Request' "$(raw 'GET / HTTP/1.1\nHost: a\n\n')" 'bare line feeds'
head -c 300000 /dev/zero >"$WORK/big"
expect 413 "$(ask "${json[@]}" --data-binary @"$WORK/big" "$web/api/v1/login")" 'a body over the limit'
expect 400 "$(ask "${json[@]}" -d '{"name":"admin"' "$web/api/v1/login")" 'half a JSON text'
expect 400 "$(ask "${json[@]}" --data-binary $'{"name":"\xff","password":"x"}' "$web/api/v1/login")" 'JSON that is not UTF-8'

# ---- enrolment ----
pb=(-H 'Content-Type: application/x-protobuf')
expect 415 "$(ask "${json[@]}" -d x "$web/enrol/v1")" 'enrolment is protobuf'
expect 400 "$(ask "${pb[@]}" -d nonsense "$web/enrol/v1")" 'enrolment wants a request'
for _ in $(seq 90); do # a minute may end in between
    status=$(ask "${pb[@]}" -d nonsense "$web/enrol/v1")
    [ "$status" = 400 ] || break
done
expect 429 "$status" 'guessing is slow'
grep -qi '^retry-after: 60' "$WORK/head" || fail 'and told when to come back'
stop "$CENTRAL_PID"
central_start
site_new Gent gent
grep -q 'enrolled as Gent' "$WORK/gent-init.log" || fail 'Gent enrolled'
pass 'Gent enrolled'
code=$(central site code Gent)
expect 0 "$(status_of site gent enrol --central "$web" --code "$code")" 'enrolling an enrolled site again'
refused() {
    local status
    status=$(status_of site gent enrol --central "$web" --code "$1")
    [ "$status" != 0 ] || fail "$2: was taken"
    pass "$2"
}
refused "$code" 'a used code'
refused "${code/a/b}x" 'a mistyped code'

# ---- the sync listener ----
out=$(ask "$sync/sync/v1/hello" "${pb[@]}" -d x)
case $out in *curl*) pass 'no certificate, no connection' ;; *) fail "no certificate: $out" ;; esac
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
    -subj /CN=Gent -keyout "$WORK/rogue.key" -out "$WORK/rogue.pem" 2>/dev/null
out=$(ask --cert "$WORK/rogue.pem" --key "$WORK/rogue.key" "$sync/sync/v1/hello" "${pb[@]}" -d x)
case $out in *curl*) pass 'a certificate of our own making is refused' ;; *) fail "rogue: $out" ;; esac
mine=(--cert "$WORK/gent/tls/cert.pem" --key "$WORK/gent/tls/key.pem")
expect 400 "$(ask "${mine[@]}" "${pb[@]}" -d x "$sync/sync/v1/hello")" 'a hello that is none'
expect 415 "$(ask "${mine[@]}" "${json[@]}" -d x "$sync/sync/v1/hello")" 'sync is protobuf'
expect 404 "$(ask "${mine[@]}" "${pb[@]}" -d x "$sync/sync/v1/nothing")" 'no such path'
expect 404 "$(ask "${mine[@]}" "$sync/")" 'no page on this listener'
expect 413 "$(ask "${mine[@]}" "${pb[@]}" --data-binary @"$WORK/big" "$sync/sync/v1/push")" 'too much at once'
expect 0 "$(status_of site gent night)" 'a night'
# One connection, revoked between its two requests: checked on every request.
mkfifo "$WORK/later"
{
    printf 'POST /sync/v1/hello HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1\r\n\r\nx'
    cat "$WORK/later"
    printf 'POST /sync/v1/hello HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx'
} | timeout 60 openssl s_client -quiet -ign_eof -connect "127.0.0.1:$SYNC_PORT" -CAfile "$ca" \
    -cert "$WORK/gent/tls/cert.pem" -key "$WORK/gent/tls/key.pem" >"$WORK/two" 2>/dev/null &
two=$!
for _ in $(seq 300); do
    grep -q '^HTTP/1.1 400' "$WORK/two" && break
    sleep 0.1
done
central site revoke Gent >/dev/null
: >"$WORK/later"
wait "$two" || true
expect '400 403' "$(sed -n 's/^HTTP.1.1 \([0-9]*\).*/\1/p' "$WORK/two" | xargs)" 'revoked in the middle of a connection'
expect revoked "$(central status --json | jq -r '.sites[0].state')" 'and status says so'
[ "$(status_of site gent night)" != 0 ] || fail 'a revoked site has no night'
site_again=$(central site code Gent)
expect 0 "$(status_of site gent enrol --central "$web" --code "$site_again")" 'a new code lets it in'
expect 0 "$(status_of site gent night)" 'and it has its night'

# ---- beside each other, and the end ----
expect true "$(central status --json | jq .serving)" 'status sees serve'
expect 1 "$(status_of central serve)" 'a second serve is refused'
said 'running already'
expect 1 "$(status_of "$CENTRAL_BIN" --state-dir "$WORK/central" restore --confirm-sites)" 'no restore beside serve'
said 'stop it first'
expect 0 "$(status_of central verify)" 'verify beside serve'
"$CENTRAL_BIN" --state-dir "$WORK/other" init >/dev/null 2>&1
printf '[sync]\nlisten = 127.0.0.1:0\n[web]\nlisten = 127.0.0.1:%s\n' "$WEB_PORT" >"$WORK/other/central.conf"
expect 1 "$(status_of "$CENTRAL_BIN" --state-dir "$WORK/other" serve)" 'a port in use'
said "$WEB_PORT"
printf '[web]\nlisten = nonsense\n' >"$WORK/other/central.conf"
expect 1 "$(status_of "$CENTRAL_BIN" --state-dir "$WORK/other" serve)" 'an address that is none'
# An operator's key is held to the same rule as ours.
cp "$WORK/rogue.pem" "$WORK/rogue.key" "$WORK/other/"
chmod 644 "$WORK/other/rogue.key"
printf '[sync]\nlisten = 127.0.0.1:0\n[web]\nlisten = 127.0.0.1:0\ncertificate = %s\nkey = %s\n' \
    "$WORK/other/rogue.pem" "$WORK/other/rogue.key" >"$WORK/other/central.conf"
expect 3 "$(status_of "$CENTRAL_BIN" --state-dir "$WORK/other" serve)" 'a key that others may read'
said 'rogue.key'
chmod 600 "$WORK/other/rogue.key"
"$CENTRAL_BIN" --state-dir "$WORK/other" serve >"$WORK/other.log" 2>&1 &
other=$!
PIDS+=("$other")
await "$WORK/other.log" '^ready' "$other"
port=$(sed -n 's/^web .*:\([0-9]*\)$/\1/p' "$WORK/other.log")
"$CENTRAL_BIN" --state-dir "$WORK/other" site add Namur >/dev/null
code=$("$CENTRAL_BIN" --state-dir "$WORK/other" site code Namur)
site namur init --name Namur >/dev/null 2>&1
expect 0 "$(status_of site namur enrol --central "https://127.0.0.1:$port" --code "$code")" \
    "a code carries the key of the operator's certificate"
stop "$other"
started=$SECONDS
stop "$CENTRAL_PID"
[ $((SECONDS - started)) -le 5 ] || fail 'SIGTERM ends serve soon'
pass 'SIGTERM ends serve soon'
grep -q 'ERROR: \|runtime error' "$WORK/central.log" && fail 'a sanitizer spoke'
expect false "$(central status --json | jq .serving)" 'status sees that it ended'
expect 0 "$(status_of central verify)" 'verify afterwards'
