# SPDX-License-Identifier: EUPL-1.2
# test_attack_enrol.sh - codes that are wrong, used, over, replaced, revoked or
# another centre's; requests for certificates that nobody should get; and two
# machines with one code at the same time.
. "$(dirname "$0")/lib.sh"

central_new
central_start
url=https://127.0.0.1:$WEB_PORT
code_of() { central site code "$1" 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1; }
enrol() { site "$1" enrol --central "$url" --code "$2"; }
refused() {
    local wanted=$1 words=$2 what=$3
    shift 3
    [ "$(status_of "$@")" = "$wanted" ] || fail "$what: wanted $wanted: $(cat "$WORK/out")"; pass "$what"
    grep -qi -- "$words" "$WORK/out" || fail "$what: does not say '$words': $(cat "$WORK/out")"
}
certificates() { sqlite3 -readonly "$WORK/central/central.db" 'SELECT count(*) FROM certificate'; }
for name in one two three; do site $name init --name "$name" >/dev/null 2>&1; done
central site add Gent >/dev/null 2>&1
central site add Liège >/dev/null 2>&1

# ---- Requests for certificates ----
code=$(code_of Gent)
csr() { openssl req -new -key "$WORK/$1.pem" -subj "${2:-/CN=x}" -outform DER -out "$WORK/$1.csr" "${@:3}" 2>/dev/null; }
openssl genrsa -out "$WORK/rsa.pem" 2048 2>/dev/null
openssl ecparam -name secp384r1 -genkey -noout -out "$WORK/p384.pem"
openssl ecparam -name secp256k1 -genkey -noout -out "$WORK/k1.pem"
openssl genpkey -algorithm ed25519 -out "$WORK/ed.pem"
openssl ecparam -name prime256v1 -genkey -noout -out "$WORK/good.pem"
for kind in rsa p384 k1 ed good; do csr $kind; done
cp "$WORK/good.csr" "$WORK/unsigned.csr"
printf '\0' | dd of="$WORK/unsigned.csr" bs=1 seek=$(($(stat -c %s "$WORK/good.csr") - 3)) conv=notrunc 2>/dev/null
head -c 40 "$WORK/good.csr" >"$WORK/short.csr"
: >"$WORK/none.csr"
{ cat "$WORK/good.csr"; echo more; } >"$WORK/long.csr"
for kind in rsa p384 k1 ed unsigned short none long; do
    expect 400 "$(node "$SOURCE/tests/integration/enrol.mjs" "$url" "$code" "$WORK/$kind.csr")" "a request for a certificate: $kind"
done
expect 2 "$(sqlite3 -readonly "$WORK/central/central.db" 'SELECT count(*) FROM site')" 'no site came of it'
expect 0 "$(certificates)" 'and no certificate'
cp "$WORK/good.pem" "$WORK/ca.pem"
csr ca '/CN=Weerklank CA/O=Federal office' -addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign -addext subjectAltName=DNS:central
expect 200 "$(node "$SOURCE/tests/integration/enrol.mjs" "$url" "$code" "$WORK/ca.csr")" 'a request that asks to be a CA'
sqlite3 -readonly "$WORK/central/central.db" "SELECT writefile('$WORK/got.crt', der) FROM certificate" >"$WORK/text"
openssl x509 -inform DER -in "$WORK/got.crt" -noout -text >"$WORK/text"
grep -q 'CA:FALSE' "$WORK/text" || fail 'the certificate does not say CA:FALSE'
! grep -q 'CA:TRUE\|Certificate Sign\|DNS:central\|Federal' "$WORK/text" || fail "it got what it asked for: $(cat "$WORK/text")"
pass 'gets a certificate of a site, and nothing it asked for'

# ---- Codes ----
refused 3 'used already' 'a code that was used' enrol one "$code"
code=$(code_of Gent)
newer=$(code_of Gent)
refused 3 'does not take this code' 'a code that a newer one replaced' enrol one "$code"
other=${newer:0:10}$([ "${newer:10:1}" = a ] && echo b || echo a)${newer:11}
refused 3 'does not take this code' 'a code with one letter changed' enrol one "$other"
pin=${newer:0:40}$([ "${newer:40:1}" = a ] && echo b || echo a)${newer:41}
refused 1 'not the centre that made the code' 'a code with another key in it' enrol one "$pin"
refused 1 'not an enrolment code' 'half a code' enrol one "${newer:0:30}"
refused 1 'not an enrolment code' 'a code and more' enrol one "${newer}-aaaaa"
central site revoke Gent >/dev/null 2>&1
refused 3 'does not take this code' 'a code from before the site was revoked' enrol one "$newer"
expect '' "$(ls "$WORK/one/tls")" 'and nothing is left behind'

# ---- Another centre's code ----
"$CENTRAL_BIN" --state-dir "$WORK/elsewhere" init >/dev/null 2>&1
"$CENTRAL_BIN" --state-dir "$WORK/elsewhere" site add Gent >/dev/null 2>&1
foreign=$("$CENTRAL_BIN" --state-dir "$WORK/elsewhere" site code Gent 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1)
before=$(grep -c refused "$WORK/central.log" || true)
refused 1 'not the centre that made the code' "another centre's code" enrol one "$foreign"
expect "$before" "$(grep -c refused "$WORK/central.log" || true)" 'whose secret was never sent here'

# ---- Two machines, one code ----
code=$(code_of Liège)
held=$(certificates)
enrol one "$code" >"$WORK/first.out" 2>&1 &
first=$!
PIDS+=("$first")
second=0
enrol two "$code" >"$WORK/second.out" 2>&1 || second=$?
outcome=0
wait "$first" || outcome=$?
expect '0 3' "$(printf '%s\n' "$outcome" "$second" | sort | tr '\n' ' ' | sed 's/ $//')" 'two at the same time: one of them is taken'
expect "$((held + 1))" "$(certificates)" 'with one certificate'

# ---- Guessing ----
# An EnrolRequest with a secret nobody was given, forty times over one
# connection: the pace allows thirty a minute.
printf '\010\001\022\020guess guess 0000\032\001x' >"$WORK/guess"
curl -sk -o /dev/null -w '%{http_code}\n' -H 'Content-Type: application/x-protobuf' \
    --data-binary "@$WORK/guess" "$url/enrol/v1?[1-40]" >"$WORK/guesses"
expect '403 429' "$(sort -u "$WORK/guesses" | tr '\n' ' ' | sed 's/ $//')" 'forty guesses are throttled'

# ---- A week later ----
stop "$CENTRAL_PID"
at_date "$(date -d '+8 days' +%F)"
: >"$WORK/central.log"
"${AT[@]}" "$CENTRAL_BIN" --state-dir "$WORK/central" serve >>"$WORK/central.log" 2>&1 &
CENTRAL_PID=$!
PIDS+=("$CENTRAL_PID")
await "$WORK/central.log" 'web listener on' "$CENTRAL_PID"
refused 3 'older than 7 days' 'a code that is over' enrol three "$code"
expect 0 "$(status_of central verify)" 'verify at the centre'
