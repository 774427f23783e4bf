# SPDX-License-Identifier: EUPL-1.2
# test_attack_sync.sh - strangers, and a site gone bad, at the sync listener.
# The figures must be those of the honest sites, and every table as it should be.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 2)
central_new
central_start
site_new Gent gent
site_new Liège luik
for name in gent luik; do
    expect 0 "$(status_of site $name night)" "the first night of $name"
    site $name project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null
    { echo C01,C02; for i in $(seq 30); do echo "$((i % 4)),$((i % 3))"; done; } |
        at "$month-12" "$SITE_BIN" --state-dir "$WORK/$name" import ballots --project wijkhuis --questionnaire end - >/dev/null
    expect 0 "$(status_of site $name night)" "the night of $name"
done
compare() { central export compare --question C01 --from "$month" --to "$month" --format json; }
before=$(compare)
expect '[30,30]' "$(jq -c '[.sites[].n]' <<<"$before")" 'two honest sites'

# ---- Certificates that nobody should trust ----
strange=$WORK/strange
mkdir "$strange"
new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$strange/$1.key"; }
new_key self
openssl req -x509 -new -key "$strange/self.key" -subj /CN=Gent -days 9 -out "$strange/self.crt"
new_key strange-ca
subject=$(openssl x509 -in "$WORK/central/ca/cert.pem" -noout -subject -nameopt compat | sed 's/^subject= *//')
openssl req -x509 -new -key "$strange/strange-ca.key" -subj "/${subject#/}" -days 9 -out "$strange/strange-ca.crt"
# issue NAME CA_CERT CA_KEY DAYS: a client certificate.
issue() {
    new_key "$1"
    openssl req -new -key "$strange/$1.key" -subj /CN=Gent |
        openssl x509 -req -CA "$2" -CAkey "$3" -set_serial 77 -days "$4" -out "$strange/$1.crt" 2>/dev/null
}
issue foreign "$strange/strange-ca.crt" "$strange/strange-ca.key" 9
issue rogue "$WORK/central/ca/cert.pem" "$WORK/central/ca/key.pem" 9
issue expired "$WORK/central/ca/cert.pem" "$WORK/central/ca/key.pem" 0
new_key early
openssl req -new -key "$strange/early.key" -subj /CN=Gent -out "$strange/early.csr"
at "$(date -d '+30 days' +%F)" openssl x509 -req -in "$strange/early.csr" -CA "$WORK/central/ca/cert.pem" -CAkey "$WORK/central/ca/key.pem" -set_serial 78 -days 9 -out "$strange/early.crt" 2>/dev/null
openssl req -new -key "$WORK/gent/tls/key.pem" -subj /CN=Gent -outform DER -out "$strange/renew.csr"
for name in web sync; do
    cp "$WORK/central/tls/$name-key.pem" "$strange/$name.key"
    cp "$WORK/central/tls/$name-cert.pem" "$strange/$name.crt"
done

cp "$SOURCE/client/content/questionnaires/end.json" "$WORK/"
sqlite3 -readonly "$WORK/central/central.db" "SELECT lower(hex(hash)) FROM questionnaire WHERE id = 'end'" |
    sed 's/../0x&,/g; s/,$//' | node -e 'console.log(JSON.stringify(eval(`[${require("fs").readFileSync(0, "utf8")}]`)))' >"$WORK/hash.json"

node "$SOURCE/tests/integration/attack_sync.mjs" "$SYNC_PORT" "$WORK/gent" "$WORK/luik" \
    "$CENTRAL_BIN --state-dir $WORK/central" "$WORK" "$strange" || fail 'a bad site'

# ---- What is left ----
expect "$(jq -S .sites <<<"$before")" "$(compare | jq -S .sites)" 'the figures are those of the honest sites'
[ "$(status_of central verify)" = 0 ] || fail "verify: $(cat "$WORK/out")"; pass 'verify at the centre'
ledger() { sqlite3 -readonly "$WORK/central/central.db" "$1"; }
expect '' "$(ledger "SELECT seq, code FROM entry e WHERE verdict = 3 AND code <> 4 AND NOT EXISTS (SELECT 1 FROM audit_log l
    WHERE alarm = 1 AND l.site = e.site AND what LIKE 'entry ' || seq || ' was set aside (code ' || code || ')%')")" 'every entry set aside has its alarm'
expect '' "$(ledger 'SELECT seq FROM entry WHERE code = 3 AND bytes IS NOT NULL')" 'what broke a floor is not kept'
expect '' "$(ledger 'SELECT seq FROM entry WHERE verdict = 3 AND code <> 3 AND bytes IS NULL')" 'what waits for a better day is'
stop "$CENTRAL_PID"
! grep -q 'runtime error\|AddressSanitizer\|ERROR' "$WORK/central.log" || fail "$(cat "$WORK/central.log")"
central_start
expect 0 "$(status_of central verify)" 'and after a new start'
