# SPDX-License-Identifier: EUPL-1.2
# test_central_commands.sh - the centre's commands: what they print, what they
# refuse and with which status; nothing is left half done.
. "$(dirname "$0")/lib.sh"

said() { grep -qF -- "$1" "$WORK/out" || { cat "$WORK/out"; fail "does not say: $1"; }; }
# refuses STATUS TEXT COMMAND...: the status, and a message with the text.
refuses() {
    local want=$1 text=$2
    shift 2
    expect "$want" "$(status_of "$@")" "$* is refused"
    said "$text"
}

# ---- init ----
expect 0 "$(status_of central init --host centre.example --host 10.0.0.5)" 'init'
password=$(sed -n 's/^password  \([^ ]*\) .*/\1/p' "$WORK/out")
[ ${#password} = 24 ] || fail 'init prints one password'
[ "$(stat -c %a "$WORK/central" "$WORK/central/ca" "$WORK/central/tls" | sort -u)" = 700 ] ||
    fail 'folders are 0700'
[ "$(find "$WORK/central" -type f ! -perm 600)" = '' ] || fail 'files are 0600'
pass 'folders 0700, files 0600'
cert() { openssl x509 -in "$WORK/central/$1" -noout "${@:2}"; }
cert tls/sync-cert.pem -ext subjectAltName >"$WORK/out"
said 'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:centre.example, IP Address:10.0.0.5'
openssl verify -CAfile "$WORK/central/ca/cert.pem" "$WORK/central/tls/sync-cert.pem" \
    "$WORK/central/tls/web-cert.pem" >/dev/null || fail 'our certificates are by the authority'
cert ca/cert.pem -checkend $((19 * 365 * 86400)) >/dev/null || fail 'the authority lasts twenty years'
cert tls/web-cert.pem -checkend $((396 * 86400)) >/dev/null || fail 'a server certificate lasts a year'
cert tls/web-cert.pem -checkend $((398 * 86400)) >/dev/null && fail 'and no more than 397 days'
pass 'certificates'
refuses 1 'begins in an empty folder' central init
refuses 2 'not a name or address' "$CENTRAL_BIN" --state-dir "$WORK/c2" init --host 'a b'
refuses 1 'at least 10 bytes' "$CENTRAL_BIN" --state-dir "$WORK/c2" init --password-stdin </dev/null
[ -z "$(ls -A "$WORK/c2")" ] || fail 'a failed init leaves nothing behind'
echo 'long enough for anyone' >"$WORK/pw"
expect 0 "$(status_of "$CENTRAL_BIN" --state-dir "$WORK/c2" init --password-stdin <"$WORK/pw")" \
    'init with a password from standard input'
grep -q 'long enough' "$WORK/out" && fail 'a password that was given is not printed'
refuses 1 'cannot be read' "$CENTRAL_BIN" --state-dir "$WORK/c3" init --questionnaires "$WORK/none"
[ -z "$(ls -A "$WORK/c3")" ] || fail 'a failed init leaves nothing behind'
# What a kill leaves: everything but the database's last name.
cp -a "$WORK/c2" "$WORK/c4"
mv "$WORK/c4/central.db" "$WORK/c4/central.db.new"
cp "$WORK/c4/register" "$WORK/c4/ca/key.pem.new"
expect 0 "$(status_of "$CENTRAL_BIN" --state-dir "$WORK/c4" init)" 'an init that was killed is begun anew'
expect 0 "$(status_of "$CENTRAL_BIN" --state-dir "$WORK/c4" verify)" 'and is whole'
expect '' "$(find "$WORK/c4" -name '*.new')" 'with nothing left over'
rm "$WORK/c4/central.db"
refuses 1 'register is there already' "$CENTRAL_BIN" --state-dir "$WORK/c4" init

# ---- sites, people ----
expect 0 "$(status_of central site add Gent)" 'site add'
expect 0 "$(status_of central site add 'Brussel / Bruxelles')" 'a name with spaces'
refuses 1 'there already' central site add Gent
refuses 2 'a name is' central site add ''
refuses 2 'a name is' central site add $'two\nlines'
refuses 2 'a name is' central site add $'\xff'
refuses 1 'no site Luik' central site code Luik
refuses 1 'no site Luik' central site revoke Luik
refuses 1 'no site Luik' central site readmit Luik
central site list >"$WORK/out"
expect 'Gent Brussel' "$(awk '{print $2}' "$WORK/out" | xargs)" 'sites in the order of their admission'
expect 94 "$(central site code Gent | tr -d '\n' | wc -c)" 'a code'
expect 0 "$(status_of central user add lezer --role analyst)" 'user add'
refuses 1 'there already' central user add lezer
refuses 2 'admin, analyst, network or funding' central user add ander --role chief
refuses 2 'goes with --role network' central user add ander --role network
refuses 2 'goes with --role network' central user add ander --role funding --site Gent
refuses 1 'no site Luik' central user add ander --role network --site Luik
expect 0 "$(status_of central user add ander --role network --site Gent)" 'somebody of one site'
expect 'network Gent' "$(central user list | awk '$1 == "ander" {print $2, $3}')" 'is listed with it'
refuses 2 'is needed' central user role ander
refuses 2 'goes with --role network' central user role ander --role network
refuses 1 'no account' central user role niemand --role funding
expect 0 "$(status_of central user role ander --role funding)" 'user role'
expect 'funding first' "$(central user list | awk '$1 == "ander" {print $2, $3}')" 'and no site is left'
central user remove ander
refuses 1 'no account' central user passwd niemand
refuses 1 'no account' central user remove niemand
expect 0 "$(status_of central user passwd lezer)" 'user passwd'
expect 0 "$(status_of central user remove lezer)" 'user remove'
expect admin "$(central user list | awk '{print $1}')" 'user list'

# ---- policy, questionnaires ----
echo '{"batch": 12}' >"$WORK/policy"
expect 0 "$(status_of central policy set "$WORK/policy")" 'policy set'
expect '{"batch": 12}' "$(central policy show)" 'policy show'
echo '{"batch": 9}' >"$WORK/policy"
refuses 3 'may not be below 10' central policy set "$WORK/policy"
echo '{"batches": 12}' >"$WORK/policy"
refuses 1 'unknown key' central policy set "$WORK/policy"
refuses 1 "$WORK/none" central policy set "$WORK/none"
expect '{"batch": 12}' "$(central policy show)" 'a refused policy changes nothing'
forms=$SOURCE/client/content/questionnaires
sed 's/"id": "C01"/"id": "C0?"/' "$forms/end.json" >"$WORK/bad.json"
refuses 1 bad.json central questionnaire publish "$forms/start.json" "$WORK/bad.json"
expect '' "$(central questionnaire list)" 'all are published or none'
expect 0 "$(status_of central questionnaire publish "$forms"/*.json)" 'questionnaire publish'
expect 8 "$(central questionnaire list | grep -c published)" 'questionnaire list'
revision=$(central status --json | jq .catalogue)
expect 0 "$(status_of central questionnaire publish "$forms"/*.json)" 'publishing again'
expect "$revision" "$(central status --json | jq .catalogue)" 'makes no new revision'
sed 's/"version": 1/"version": 2/; s/"levels": \[\["0", "1", "2", "3"\]/"levels": [["0", "1", "2", "4"]/' \
    "$forms/end.json" >"$WORK/changed.json"
refuses 1 changed.json central questionnaire publish "$WORK/changed.json"

# ---- export ----
range=(--question C01 --from 2026-01 --to 2026-03)
expect 'Gent Brussel / Bruxelles' "$(central export compare "${range[@]}" | jq -r '.sites[].site' | xargs)" 'export as JSON'
central export compare "${range[@]}" --format csv "$WORK/c.csv"
expect question "$(head -n 1 "$WORK/c.csv" | cut -d , -f 1)" 'export as CSV into a file'
refuses 2 'are needed' central export compare --question C01
refuses 2 'YYYY-MM' central export compare --question C01 --from 2026-13 --to 2026-03
refuses 2 'is after' central export compare --question C01 --from 2026-04 --to 2026-03
refuses 2 'json or csv' central export compare "${range[@]}" --format xlsx
refuses 1 'X99' central export compare --question X99 --from 2026-01 --to 2026-03
expect 0 "$(status_of central export datapackage "$WORK/package")" 'export of everything while there is nothing'
expect 'codes.csv datapackage.json figures.csv questions.csv' "$(ls "$WORK/package" | xargs)" 'a descriptor and its files'
expect 1 "$(wc -l <"$WORK/package/figures.csv")" 'no figures'
expect 'false null' "$(jq -r '"\(.demonstration) \(.temporal)"' "$WORK/package/datapackage.json")" 'no demonstration, no months'
expect 0 "$(status_of central export datapackage "$WORK/package")" 'and again'
touch "$WORK/no-folder"
refuses 1 'not a folder' central export datapackage "$WORK/no-folder"

# ---- what is not opened ----
refuses 1 'no such folder' "$CENTRAL_BIN" --state-dir "$WORK/none" status
refuses 1 "$WORK/none.conf" central --config "$WORK/none.conf" status
for line in 'colour = red' 'listen = 127.0.0.1:1' 'nonsense'; do
    printf '[web]\nlisten = 127.0.0.1:0\n%s\n' "$line" >"$WORK/conf"
    refuses 1 'line 3' central --config "$WORK/conf" status
done
mkdir -m 700 "$WORK/foreign"
refuses 3 'no central.db' "$CENTRAL_BIN" --state-dir "$WORK/foreign" status
for key in ca/key.pem tls/sync-key.pem tls/web-key.pem; do
    for mode in 644 640 620; do
        chmod $mode "$WORK/central/$key"
        refuses 3 "$key: others may read" central status
        refuses 3 "$key: others may read" central serve
    done
    chmod 600 "$WORK/central/$key"
done
chmod 750 "$WORK/central"
refuses 3 "$WORK/central" central status
chmod 700 "$WORK/central"
if [ "$(id -u)" = 0 ]; then
    chown -R nobody "$WORK/c2"
    refuses 3 "$WORK/c2" "$CENTRAL_BIN" --state-dir "$WORK/c2" status
fi
cp "$WORK/central/central.db" "$WORK/keep"
sqlite3 "$WORK/central/central.db" 'PRAGMA user_version = 99'
# Of a newer version: no command takes it, and none writes a byte.
sum() { (cd "$WORK/central" && find . -type f ! -name '*-shm' -size +0 -exec sha256sum {} + | sort); }
before=$(sum)
tried=()
while read -ra words; do
    tried+=("${words[*]:0:2}")
    refuses 3 'newer' central "${words[@]}" </dev/null
    expect "$before" "$(sum)" "${words[*]}: leaves it as it is"
done <<COMMANDS
serve
site add Luik
site list
site code Gent
site revoke Gent
site readmit Gent
policy show
policy set $WORK/policy
questionnaire list
questionnaire publish $forms/start.json
export compare ${range[*]}
export datapackage $WORK/newer-package
verify
user add lezer
user list
user remove admin
user role admin --role analyst
user passwd admin
status
backup $WORK/newer-backup.db
COMMANDS
# Every command of the program was among them, but for two, tried below.
for name in $("$CENTRAL_BIN" --help | sed -nE 's/^  ([a-z]+( [a-z]+)?)( .*)?$/\1/p' | tr ' ' _); do
    case $name in init | restore) continue ;; esac
    grep -q "^${name/_/ }" < <(printf '%s\n' "${tried[@]}") || fail "$name: not tried on a newer database"
done
[ ! -e "$WORK/newer-backup.db" ] || fail 'a backup of it was begun'
[ ! -e "$WORK/newer-package" ] || fail 'an export of it was begun'
refuses 1 'begins in an empty folder' central init
expect "$before" "$(sum)" 'init: leaves it as it is'
refuses 3 'newer' central restore "$WORK/keep"
expect "$before" "$(sum)" 'restore: leaves it as it is'
cp "$WORK/central/central.db" "$WORK/newer.db"
cp "$WORK/keep" "$WORK/central/central.db"
refuses 3 'newer' central restore "$WORK/newer.db"
expect 0 "$(status_of central verify)" 'a newer backup changes nothing'
cp "$WORK/keep" "$WORK/central/central.db"
printf 'not a database at all, but long enough to be looked at' >"$WORK/central/central.db"
refuses 3 'central.db' central status
cp "$WORK/keep" "$WORK/central/central.db"
expect 0 "$(status_of central status)" 'as it was'
expect 0 "$(status_of central verify)" 'verify'

# ---- wrong use ----
refuses 2 usage central site add
refuses 2 'unknown command' central frobnicate
refuses 2 'needs one of' central site
refuses 2 'unknown option' central status --xml
expect 0 "$(status_of central --version)" '--version'
