# SPDX-License-Identifier: EUPL-1.2
# test_fake_centre.sh - listeners that are not the centre, and a centre gone
# mad: the site tells the first nothing, and hangs up on the second.
. "$(dirname "$0")/../integration/lib.sh"

month=$(month_ago 2)
central_new
central_start
site_new Gent gent
expect 0 "$(status_of site gent night)" 'the first night brings the catalogue'
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null
{ echo C01; for i in $(seq 30); do echo $((i % 4)); done; } |
    at "$month-12" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wijkhuis --questionnaire end - >/dev/null
counted() { central export compare --question C01 --from "$month" --to "$month" --format json | jq '[.sites[].answer_sets] | add // 0'; }

# ---- Certificates that are not the centre's ----
made=$WORK/made
mkdir "$made"
ca=$WORK/central/ca
new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$made/$1.key"; }
# issue NAME CA_CERT CA_KEY EXTENSIONS [DATE]: for a server, made on that date.
issue() {
    new_key "$1"
    openssl req -new -key "$made/$1.key" -subj '/CN=Weerklank sync' -out "$made/$1.csr"
    at "${5:-$(date +%F)}" openssl x509 -req -in "$made/$1.csr" -CA "$2" -CAkey "$3" -set_serial 77 -days 9 \
        -extfile <(printf '%b' "$4") -out "$made/$1.crt" 2>/dev/null
}
here='subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n'
yesterday=$(date -d yesterday +%F)
new_key strange-ca
subject=$(openssl x509 -in "$ca/cert.pem" -noout -subject -nameopt compat | sed 's/^subject= *//')
openssl req -x509 -new -key "$made/strange-ca.key" -subj "/${subject#/}" -days 9 -out "$made/strange-ca.crt"
issue foreign "$made/strange-ca.crt" "$made/strange-ca.key" "$here" "$yesterday"
issue good "$ca/cert.pem" "$ca/key.pem" "$here" "$yesterday"
issue expired "$ca/cert.pem" "$ca/key.pem" "$here" "$(date -d '-30 days' +%F)"
issue early "$ca/cert.pem" "$ca/key.pem" "$here" "$(date -d '+30 days' +%F)"
issue name "$ca/cert.pem" "$ca/key.pem" 'subjectAltName=DNS:centre.example\nextendedKeyUsage=serverAuth\n' "$yesterday"
issue nameless "$ca/cert.pem" "$ca/key.pem" 'extendedKeyUsage=serverAuth\n' "$yesterday"
issue usage "$ca/cert.pem" "$ca/key.pem" 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=clientAuth\n' "$yesterday"
new_key self
openssl req -x509 -new -key "$made/self.key" -subj '/CN=Weerklank sync' -addext subjectAltName=IP:127.0.0.1 -days 9 -out "$made/self.crt"
cp "$WORK/gent/tls/cert.pem" "$made/site.crt"
cp "$WORK/gent/tls/key.pem" "$made/site.key"
for name in old endless chunks huge head line continues drip silent short garbage rubbish away endless-push; do
    cp "$made/good.crt" "$made/$name.crt"
    cp "$made/good.key" "$made/$name.key"
done

# ask CASE PLAN: one night of a copy of the site, with a fake before it.
ask() {
    local name=$1 status=0
    cp -a "$WORK/gent" "$WORK/$name"
    node "$SOURCE/tests/net/fake.mjs" "$SYNC_PORT" "$WORK/central" "$WORK/$name" "$made/$name.crt" "$made/$name.key" "$2" >"$WORK/$name.fake" 2>&1 &
    local fake=$!
    for i in $(seq 600); do grep -q 'fake on' "$WORK/$name.fake" && break; sleep 0.1; done
    printf '[sync]\nurl = https://127.0.0.1:%s\n' "$(sed -n 's/fake on //p' "$WORK/$name.fake")" >>"$WORK/$name/site.conf"
    timeout 400 "$SITE_BIN" --state-dir "$WORK/$name" night >"$WORK/$name.night" 2>&1 || status=$?
    kill "$fake"
    wait "$fake" 2>/dev/null || true
    echo $status >"$WORK/$name.status"
}
JOBS=()
start() { ask "$@" & JOBS+=($!); }
for name in foreign expired early name nameless usage self site good; do start $name short; done
for name in old endless chunks huge head line continues drip silent short garbage rubbish away; do start $name $name; done
for job in "${JOBS[@]}"; do wait "$job"; done

show() { fail "$1: $(cat "$WORK/$name.status" "$WORK/$name.night" "$WORK/$name.fake")"; }
heard() { grep -c 'heard' "$WORK/$name.fake" || true; }
# Every one: no contact, nothing closed, nothing sent, all in order.
for name in foreign expired early name nameless usage self site old good endless chunks huge head line continues drip silent short garbage away; do
    [ "$(cat "$WORK/$name.status")" = 1 ] && grep -q '^no contact' "$WORK/$name.night" || show 'no contact'
    grep -q 'closed 0, sent 0, destroyed 0' "$WORK/$name.night" || show 'nothing was closed'
    [ "$(status_of site "$name" verify)" = 0 ] || show 'verify'
    ! grep -q 'runtime error\|AddressSanitizer' "$WORK/$name.night" || show 'a sanitizer'
done
pass 'no contact, and nothing closed'
for name in foreign expired early name nameless usage self site old; do
    [ "$(heard)" = 0 ] || show "a site that trusts $name"
    pass "a listener with this certificate hears nothing: $name"
done
for name in expired early; do grep -q 'check the clock' "$WORK/$name.night" || show 'the clock'; done
for name in good endless chunks huge head line continues drip silent short garbage away; do
    [ "$(heard)" = 3 ] || show 'three tries'
done
pass 'one with the right certificate (the control) is spoken to'
# Of what has no end the site takes a body's worth, not more than the kernel's
# buffers above it.
for name in endless chunks huge head line continues drip; do
    [ "$(grep -c 'hung up' "$WORK/$name.fake")" = 3 ] || show 'hung up'
    most=$(sed -n 's/hung up after //p' "$WORK/$name.fake" | sort -n | tail -1)
    [ "$most" -lt 16777216 ] || show "took $most bytes"
    pass "a reply without end is left: $name (after $most bytes)"
done
name=rubbish
expect 3 "$(cat "$WORK/rubbish.status")" 'a reply that is no message is refused'
grep -q 'closed 0, sent 0' "$WORK/rubbish.night" || show 'nothing was closed'

# ---- What was acknowledged in words that never arrived ----
expect 0 "$(counted)" 'nothing of it reached the centre'
name=endless-push
ask endless-push endless:push
[ "$(cat "$WORK/$name.status")" = 1 ] && grep -q 'closed 1, sent 0' "$WORK/$name.night" || show 'a reply without end to a push'
expect 30 "$(counted)" 'a push whose reply has no end has arrived'
rm -rf "$WORK/gent"
sed -i '/^\[sync\]$/,$d' "$WORK/endless-push/site.conf"
mv "$WORK/endless-push" "$WORK/gent"
expect 0 "$(status_of site gent night)" 'a night with the real centre'
expect 30 "$(counted)" 'counts it no second time'
expect stored "$(site gent outbox list | cut -f 8)" 'and brings the receipt'
expect 0 "$(status_of site gent verify)" 'verify at the site'
expect 0 "$(status_of central verify)" 'verify at the centre'
