# SPDX-License-Identifier: EUPL-1.2
# test_site_state.sh - the state directory of a site, its settings and its
# commands: what is made, and how everything wrong with it is refused.
. "$(dirname "$0")/lib.sh"

# refused STATUS WORDS WHAT COMMAND...: the exit status, and what it says.
refused() {
    local wanted=$1 words=$2 what=$3
    shift 3
    expect "$wanted" "$(status_of "$@")" "$what"
    grep -q -- "$words" "$WORK/out" || fail "$what: does not say '$words': $(cat "$WORK/out")"
}

mode() { stat -c %a "$WORK/$1"; }

# ---- init ----
expect 0 "$(status_of site gent init --name Gent)" 'init'
expect 1 "$(grep -cE '^password: ([a-z0-9]{4}-){4}[a-z0-9]{4}$' "$WORK/out")" 'prints one password'
expect '700 700 600 600 600' "$(mode gent) $(mode gent/tls) $(mode gent/device.key) $(mode gent/site.db) $(mode gent/lock)" 'nobody else may look in'
refused 1 'already' 'init twice' site gent init
expect 0 "$(status_of site gent verify)" 'a fresh one is sound'
expect 0 "$(printf 'a good long password\n' | status_of site two init --user someone --password-stdin)" 'init with a password of its own'
expect 0 "$(grep -c password: "$WORK/out")" 'prints none then'
expect 'someone	coordinator' "$(site two user list | cut -f 1,2)" 'the account'
refused 2 'at least' 'a short password' bash -c "printf 'short\n' | '$SITE_BIN' --state-dir '$WORK/three' init --password-stdin"
expect 0 "$(status_of site three init)" 'and then init again'
refused 1 'no such folder' 'no state directory' site nowhere status

mkdir -m 700 "$WORK/foreign"
echo diary >"$WORK/foreign/diary.txt"
refused 3 'diary.txt' 'a foreign folder is not made one' site foreign init
expect 'diary.txt' "$(ls "$WORK/foreign")" 'and nothing was put into it'

# An init that was killed half-way is taken up: the key is there, no database.
mkdir -m 700 "$WORK/half"
cp -p "$WORK/two/device.key" "$WORK/half/"
: >"$WORK/half/lock"
expect 0 "$(status_of site half init)" 'init goes on where it was killed'
cmp -s "$WORK/half/device.key" "$WORK/two/device.key" || fail 'the key was made again'

# ---- keys, owners, damage ----
for mode in 640 604 620; do
    chmod $mode "$WORK/gent/device.key"
    refused 3 'device.key' "a key that others may read or write ($mode)" site gent status
    refused 3 'device.key' 'nor does it serve' site gent serve
done
chmod 600 "$WORK/gent/device.key"
chmod 750 "$WORK/gent"
refused 3 'gent' 'a folder that others may enter' site gent status
chmod 700 "$WORK/gent"
cp -p "$WORK/gent/device.key" "$WORK/kept"
cp -p "$WORK/two/device.key" "$WORK/gent/device.key"
refused 3 'device.key' 'the key of another site' site gent status
echo x >"$WORK/gent/device.key"
refused 3 'device.key' 'a damaged key' site gent status
rm "$WORK/gent/device.key"
refused 3 'device.key' 'no key' site gent status
mv "$WORK/kept" "$WORK/gent/device.key"
expect 0 "$(status_of site gent status)" 'and with its own it works again'
if [ "$(id -u)" = 0 ]; then
    refused 3 'another user' 'another user, even root' bash -c "
        cp -a '$WORK/gent' '$WORK/theirs' && chown -R 65534 '$WORK/theirs' &&
        exec '$SITE_BIN' --state-dir '$WORK/theirs' status"
fi

cp -a "$WORK/gent" "$WORK/broken"
head -c 3000 "$WORK/gent/site.db" >"$WORK/broken/site.db"
refused 3 'site.db' 'a database cut short' site broken status
echo 'not a database, but long enough to look like a file of some kind' >"$WORK/broken/site.db"
refused 3 'site.db' 'something else as database' site broken status
rm "$WORK/broken/site.db"
sqlite3 "$WORK/broken/site.db" 'CREATE TABLE shopping (item TEXT); INSERT INTO shopping VALUES (1)'
refused 3 'site.db' 'the database of another program' site broken status
expect 1 "$(sqlite3 "$WORK/broken/site.db" 'SELECT count(*) FROM shopping')" 'which is left alone'
rm "$WORK/broken/site.db"
refused 3 'site.db' 'no database' site broken status
[ ! -e "$WORK/broken/site.db" ] || fail 'an empty database was made'
cp -p "$WORK/gent/site.db" "$WORK/broken/site.db"
sqlite3 "$WORK/broken/site.db" 'PRAGMA user_version = 99'
# Of a newer version: no command takes it, and none writes a byte.
sum() { (cd "$WORK/broken" && find . -type f ! -name '*-shm' -size +0 -exec sha256sum {} + | sort); }
before=$(sum)
printf 'C01\n1\n' >"$WORK/ballots.csv"
tried=()
while read -ra words; do
    tried+=("${words[*]:0:2}")
    refused 3 'newer' "${words[*]}: a database of a newer version" site broken "${words[@]}" </dev/null
    expect "$before" "$(sum)" "${words[*]}: which is left as it is"
done <<COMMANDS
enrol --central https://127.0.0.1:1 --code $(printf '\001%048d' 0 | base32 -w 0 | tr -d = | tr A-Z a-z)
serve
night
outbox list
outbox show 1
outbox withdraw 1 --reason other
frozen list
frozen destroy p
project add p --name P --from 2026-01
project list
wave start p --promise director
project module p --add site:tea
wave end p
wave list
questionnaire add $SOURCE/client/content/questionnaires/start.json
questionnaire list
scra start
import ballots --project p --questionnaire q $WORK/ballots.csv
headcount set --project p --questionnaire q --eligible 20
headcount remove --project p --questionnaire q
headcount list
cards make --project p --number 3
cards void --project p
language list
language review ar --role translator
pin set
speech list
speech import $WORK
speech remove --language nl
user add anna
user list
user role anna --role staff
user remove anna
user passwd anna
verify
status
backup $WORK/newer-backup.db
recovery new
COMMANDS
# Every command of the program was among them, but for two, tried below.
for name in $("$SITE_BIN" --help | sed -nE 's/^  ([a-z]+( [a-z]+)?)( .*)?$/\1/p' | tr ' ' _); do
    case $name in init | restore) continue ;; esac
    grep -q "^${name/_/ }" < <(printf '%s\n' "${tried[@]}") || fail "$name: not tried on a newer database"
done
[ ! -e "$WORK/newer-backup.db" ] || fail 'a backup of it was begun'
refused 3 'newer' 'init: a database of a newer version' site broken init
expect "$before" "$(sum)" 'init: which is left as it is'
expect 0 "$(status_of site gent backup "$WORK/older.db")" 'a backup of this version'
refused 3 'newer' 'restore: a database of a newer version' site broken restore "$WORK/older.db"
expect "$before" "$(sum)" 'restore: which is left as it is'
refused 3 'newer' 'a backup of a newer version' site gent restore "$WORK/broken/site.db"
expect 0 "$(status_of site gent verify)" 'which changes nothing'

# ---- settings ----
conf() { printf '%b' "$1" >"$WORK/test.conf"; }
with() { site gent --config "$WORK/test.conf" status; }
conf '[site]\nname = Gent\nnigth_at = 02:30\n'
refused 1 'line 3' 'an unknown key names the line' with
conf '[site]\nname = Gent\n\nname = Gent\n'
refused 1 'line 4' 'a repeated key names the line' with
conf '[http]\nlisten = 0.0.0.0:7411\n'
refused 1 'listen' 'plain HTTP on the LAN' with
conf '[sync]\nproxy = http://proxy:3128\nproxy_user = me\n'
refused 1 'proxy' 'a login at a proxy without its password' with
conf '[site]\ntime_zone = Europe/Atlantis\n'
refused 1 'Atlantis' 'a zone that does not exist' with
conf '[site]\nname = G\0ent\n'
refused 1 'NUL' 'a NUL byte' with
refused 1 'missing.conf' 'settings that are not there' site gent --config "$WORK/missing.conf" status
conf '[site]\nname = Ledeberg\n'
expect Ledeberg "$(with >/dev/null; site gent --config "$WORK/test.conf" status --json | jq -r .site)" 'a name of its own'

# ---- questionnaires and projects ----
content=$SOURCE/client/content/questionnaires
refused 1 'nothing.json' 'a questionnaire that is not there' site gent questionnaire add nothing.json
jq '.extra_key = 1' "$content/start.json" >"$WORK/q.json"
refused 1 'extra_key' 'an unknown key in a questionnaire' site gent questionnaire add "$WORK/q.json"
printf '{"id": "a", "id": "b"}' >"$WORK/q.json"
refused 1 'q.json' 'a key that stands twice' site gent questionnaire add "$WORK/q.json"
jq '.scope = "site"' "$content/start.json" >"$WORK/q.json"
refused 1 'begin with .site:' 'scope site outside its namespace' site gent questionnaire add "$WORK/q.json"
head -c 70000 /dev/zero >"$WORK/q.json"
refused 1 'over' 'a questionnaire over the limit' site gent questionnaire add "$WORK/q.json"
refused 1 'no questionnaire' 'a project without questionnaires' site gent project add p --name P --from 2026-01
expect 64 "$(site gent questionnaire add "$content/start.json" | tr -d '\n' | wc -c)" 'a questionnaire is taken'
expect 0 "$(status_of site gent questionnaire add "$content/start.json")" 'and again'
jq '.version = 9 | .questions[0].text.en = "Something else?"' "$content/start.json" >"$WORK/q.json"
refused 3 'new id' 'a changed question needs a new id' site gent questionnaire add "$WORK/q.json"
expect 1 "$(site gent questionnaire list | wc -l)" 'one is held'
refused 2 'id of a project' 'an id that is none' site gent project add 'P!' --name P --from 2026-01
refused 2 'from' 'no month' site gent project add p --name P
refused 2 '2026-01' 'a month inside a quarter' site gent project add p --name P --from 2026-02 --period quarter
refused 2 'period' 'a period that is none' site gent project add p --name P --from 2026-01 --period week
refused 1 'no such questionnaire' 'an unknown questionnaire' site gent project add p --name P --from 2026-01 --questionnaire nope
refused 2 'stay' 'an attribute of no questionnaire' site gent project add p --name P --from 2026-01 --without stay
refused 2 'C99' 'an unknown question' site gent project add p --name P --from 2026-01 --without C99
expect 0 "$(site gent project list | wc -l)" 'and none of these made a project'
expect 0 "$(status_of site gent project add p --name P --name-fr Pé --from 2026-01 --period quarter --without C07)" 'a project'
refused 1 'already' 'the same project again' site gent project add p --name P --from 2026-01
expect 'p	P	quarter	2026-01	start	C07' "$(site gent project list)" 'as it was added'
site gent questionnaire add "$content/mid-a.json" >/dev/null
expect 0 "$(status_of site gent project add r --name R --from 2026-01 --questionnaire mid-a --without stay)" 'a project without an attribute'
expect 'C02,C03,C09,C06,C12' "$(site gent import ballots --project r --questionnaire mid-a --template)" 'is not asked it'

jq '.id = "mid-c" | .attributes[0].id = "since" | .questions |= map(if .attribute then .attribute = "since" else . end)' \
    "$content/mid-a.json" >"$WORK/q.json"
site gent questionnaire add "$WORK/q.json" >/dev/null
two() { site gent project add "$1" --name T --from 2026-01 --questionnaire mid-a --questionnaire mid-c "${@:2}"; }
refused 1 'C02 is broken down by stay in mid-a and by since in mid-c' 'one question by two attributes' two t
expect 0 "$(status_of two t --without since)" 'but for one of them'
jq '.id = "mid-d" | .version = 1 | .attributes[0].codings = [.attributes[0].codings[0]]' "$content/mid-a.json" >"$WORK/q.json"
site gent questionnaire add "$WORK/q.json" >/dev/null
refused 1 'C02 is broken down by stay in mid-a and by another stay in mid-d' 'or by one attribute in other groups' \
    site gent project add v --name V --from 2026-01 --questionnaire mid-a --questionnaire mid-d
expect 0 "$(status_of site gent project add u --name U --from 2026-01 --questionnaire mid-a --questionnaire start)" 'or none in the other'

# ---- accounts ----
expect 0 "$(status_of site gent user add anna --role staff)" 'an account'
refused 1 'already' 'the same account' site gent user add anna
refused 2 'role' 'a role that is none' site gent user add bert --role boss
refused 2 'letters' 'a name that is none' site gent user add 'b ert'
refused 1 'last coordinator' 'the last coordinator stays' site gent user remove coordinator
refused 1 'no such account' 'nobody' site gent user remove nobody
expect 0 "$(printf 'another good password\n' | status_of site gent user passwd anna --password-stdin)" 'a new password'
expect 0 "$(status_of site gent user remove anna)" 'an account removed'

# ---- wrong usage, outbox, enrolment ----
refused 2 'unknown command' 'an unknown command' site gent dance
refused 2 'not the number' 'no number' site gent outbox show 1x
refused 1 'no entry' 'no entry' site gent outbox show 1
expect '' "$(site gent outbox list)" 'nothing left yet'
refused 1 'not enrolled' 'a night without a centre' site gent night
refused 2 'https' 'a centre without TLS' site gent enrol --central http://127.0.0.1 --code x
refused 1 'not an enrolment code' 'a code that is none' site gent enrol --central https://127.0.0.1:1 --code abcde-fghij
code=$(printf '\001%048d' 0 | base32 -w 0 | tr -d = | tr A-Z a-z)
refused 1 'no contact' 'a centre that is not there' site gent enrol --central https://127.0.0.1:1 --code "$code"
expect '[]' "$(cd "$WORK/gent/tls" && ls -1 | jq -Rsc 'split("\n") | map(select(. != ""))')" 'which left nothing behind'

# ---- serve, beside the commands ----
printf '[http]\nlisten = 127.0.0.1:0\n' >"$WORK/gent/site.conf"
site_start gent
port=${URL##*:}
refused 1 'runs already' 'serve twice' site gent serve
printf '[http]\nlisten = 127.0.0.1:%s\n' "$port" >"$WORK/two/site.conf"
refused 1 "$port" 'the port is in use' site two serve
expect 0 "$(status_of site gent backup "$WORK/b.db")" 'backup beside serve'
expect 600 "$(mode b.db)" 'which nobody else may read'
refused 1 'already' 'backup does not overwrite' site gent backup "$WORK/b.db"
refused 1 'stop' 'restore beside serve' site gent restore "$WORK/b.db"
expect 0 "$(status_of site gent verify)" 'verify beside serve'
stop "$SITE_PID"
[ ! -s "$WORK/gent/site.db-wal" ] || fail 'the WAL was left behind'
pass 'serve leaves no WAL'

# ---- restore ----
sqlite3 "$WORK/b.db" 'SELECT 1 FROM answer_set UNION ALL SELECT 1 FROM pool WHERE wrapped_key NOTNULL' >"$WORK/left"
[ ! -s "$WORK/left" ] || fail 'a backup holds answers or keys'
head -c 5000 "$WORK/b.db" >"$WORK/cut.db"
refused 3 'not a sound backup' 'half a backup' site gent restore "$WORK/cut.db"
: >"$WORK/empty.db"
refused 3 'empty' 'an empty backup' site gent restore "$WORK/empty.db"
refused 1 'nothing.db' 'no backup' site gent restore "$WORK/nothing.db"
expect 0 "$(status_of site gent verify)" 'after which nothing has changed'
expect 0 "$(status_of site gent user add late)" 'something after the backup'
expect 0 "$(status_of site gent restore "$WORK/b.db")" 'restore'
expect 0 "$(status_of site gent verify)" 'is sound'
expect 0 "$(site gent user list | grep -c late || true)" 'and is as it was'
expect 0 "$(status_of site three restore "$WORK/b.db")" 'restore on another machine'
expect 0 "$(status_of site three verify)" 'is sound there'
expect 0 "$(status_of site two restore "$WORK/b.db")" 'restore where another history was'
refused 3 'head' 'which the head file remembers' site two verify
