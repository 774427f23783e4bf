# SPDX-License-Identifier: EUPL-1.2
# test_site_speech.sh - what the kiosk says: taken in from a folder, recorded
# and reviewed by staff, heard by anybody; never what was made of another text,
# and never instead of an answer.
. "$(dirname "$0")/lib.sh"

site gent init --name Gent >"$WORK/init"
printf '[site]\nkiosk_per_minute = 100000\n[http]\nlisten = 127.0.0.1:0\n' >"$WORK/gent/site.conf"
chmod 600 "$WORK/gent/site.conf"
printf 'a first good password\n' | site gent user add anna --role staff --password-stdin >/dev/null

# ---- a folder: Ogg that says $2, for each string of a language ----
ogg() { printf 'OggS\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\23OpusHead\1\1%s' "$1"; head -c "${2:-200}" /dev/zero; }
hash_of() { site gent speech list --language "$1" | awk -F '\t' -v a="$2" '$1 == a { printf "%s", $3 }' | sha256sum | cut -c 1-64; }
mkdir -p "$WORK/in/nl"
: >"$WORK/entries"
while IFS=$'\t' read -r address _ text; do
    ogg "$address" >"$WORK/in/nl/$address.opus"
    printf '{"language":"nl","address":"%s","source":"tts","text_hash":"%s","file":"nl/%s.opus"}\n' \
        "$address" "$(printf %s "$text" | sha256sum | cut -c 1-64)" "$address" >>"$WORK/entries"
done < <(site gent speech list --language nl)
jq -s '{clips: .}' "$WORK/entries" >"$WORK/in/manifest.json"
n=$(wc -l <"$WORK/entries")
expect "$n new clips" "$(site gent speech import "$WORK/in")" 'a folder is taken in'
expect '0 new clips' "$(site gent speech import "$WORK/in")" 'once'
expect "$(printf 'nl\t%d strings\t0 human\t%d tts\t0 stale\t0 silent' "$n" "$n")" "$(site gent speech list | grep ^nl)" 'and listed'
jq '.clips[3].text_hash = "00" + .clips[3].text_hash[2:] | .clips[5].address = "words.none"' "$WORK/in/manifest.json" >"$WORK/changed"
mkdir "$WORK/other"
cp -r "$WORK/in/nl" "$WORK/other/"
cp "$WORK/changed" "$WORK/other/manifest.json"
expect 3 "$(status_of site gent speech import "$WORK/other")" 'one that does not fit is refused'
site gent speech import "$WORK/other" 2>"$WORK/said" && fail 'again'
expect 2 "$(grep -c 'speech import: nl, ' "$WORK/said")" 'and the list says why'
# What a folder from elsewhere could hold in the place of a file.
for kind in link pipe; do
    rm "$WORK/other/nl/words.I1.opus"
    if [ $kind = link ]; then ln -s "$WORK/in/nl/words.I1.opus" "$WORK/other/nl/words.I1.opus"; else mkfifo "$WORK/other/nl/words.I1.opus"; fi
    cp "$WORK/in/manifest.json" "$WORK/other/"
    expect 3 "$(status_of timeout 30 "$SITE_BIN" --state-dir "$WORK/gent" speech import "$WORK/other")" "a $kind for a clip is refused"
done
rm "$WORK/other/manifest.json"
mkfifo "$WORK/other/manifest.json"
expect 3 "$(status_of timeout 30 "$SITE_BIN" --state-dir "$WORK/gent" speech import "$WORK/other")" 'a pipe for the list as well'
expect 1 "$(status_of site gent speech remove --language nl --address words.I1 --source human)" 'nothing to remove'

# ---- heard by anybody, all day ----
site_start gent
jar=$WORK/jar
api() { curl -s -o "$WORK/reply" -w '%{http_code}' -b "$jar" -c "$jar" "$@"; }
send() { local path=$1; shift; api -H 'Content-Type: application/json' -H "X-CSRF-Token: $csrf" -d "$1" "$URL$path"; }
csrf=none
expect 200 "$(api "$URL/api/v1/speech?language=nl")" 'the clips of a language'
expect "$n" "$(jq '.clips | length' "$WORK/reply")" 'all of them'
expect '["aac","source","stale","url"]' "$(jq -c '.clips["words.I1"] | keys' "$WORK/reply")" 'and no more than is needed'
url=$(jq -r '.clips["words.I1"].url' "$WORK/reply")
expect 200 "$(api -D "$WORK/head" "$URL$url")" 'a clip'
cmp -s "$WORK/reply" "$WORK/in/nl/words.I1.opus" || fail 'it is the file'
grep -qi '^content-type: audio/ogg' "$WORK/head" && grep -qi '^cache-control: private,.*immutable' "$WORK/head" || fail 'its type, and for ever'
expect 304 "$(api -H "If-None-Match: $(sed -n 's/^etag: \(.*\)\r/\1/Ip' "$WORK/head")" "$URL$url")" 'whoever has it'
for path in "${url%.opus}.webm" "${url%.opus}" "${url%.opus}.opus/x" /speech/ /speech/0.opus "/speech/$(printf '0%.0s' {1..32}).opus" "/speech/..$url"; do
    case $(api --path-as-is "$URL$path") in 404 | 400) ;; *) fail "$path is served" ;; esac
done
expect '404 400 400 401' "$(api "$URL/api/v1/speech?language=xx") $(api "$URL/api/v1/speech") $(api "$URL/api/v1/speech?language=nederlands") $(api "$URL/api/v1/speech?language=nl&all=1")" 'nothing else'

# ---- recorded and reviewed by staff ----
ogg mine >"$WORK/mine"
body() { printf '{"language":"nl","address":"%s","hash":"%s","type":"audio/ogg;codecs=opus","data":"%s"}' "${2:-words.I1}" "${3:-$hash}" "$(base64 -w0 "$1")"; }
hash=$(hash_of nl words.I1)
expect 401 "$(send /api/v1/speech "$(body "$WORK/mine")")" 'nobody records without a login'
enter() {
    expect 200 "$(api -H 'Content-Type: application/json' -d "{\"name\":\"anna\",\"password\":\"$1\"}" "$URL/api/v1/login")" 'a login'
    csrf=$(jq -r .csrf "$WORK/reply")
}
enter 'a first good password'
expect 204 "$(send /api/v1/password '{"old":"a first good password","new":"a second good password"}')" 'a password of her own'
csrf=none
expect 403 "$(send /api/v1/speech "$(body "$WORK/mine")")" 'nor without the token'
enter 'a second good password'
expect 201 "$(send /api/v1/speech "$(body "$WORK/mine")")" 'a recording'
expect 404 "$(send /api/v1/speech "$(body "$WORK/mine" words.step)")" 'of a string that is not spoken'
expect 409 "$(send /api/v1/speech "$(body "$WORK/mine" words.I1 "$(printf '0%.0s' {1..64})")")" 'of another text'
expect 400 "$(send /api/v1/speech "$(body "$WORK/mine" words.I1 0)")" 'of none'
echo 'not a sound' >"$WORK/none"
expect 415 "$(send /api/v1/speech "$(body "$WORK/none")")" 'no sound'
ogg long 131072 >"$WORK/long"
body "$WORK/long" >"$WORK/long.json"
expect 413 "$(send /api/v1/speech "@$WORK/long.json")" 'too long a sound'
head -c 250000 /dev/zero | tr '\0' ' ' >"$WORK/longer"
expect 413 "$(send /api/v1/speech "@$WORK/longer")" 'too long a body'
expect 400 "$(send /api/v1/speech '{"language":"nl","address":"words.I1","hash":"","type":"audio/ogg","data":"","more":1}')" 'a key that does not belong there'
expect 413 "$(send /api/v1/answers "@$WORK/long.json")" 'nor may anything else be as long'
expect 200 "$(api "$URL/api/v1/speech?language=nl&all=1")" 'staff see all'
expect '["human",false,null,null]' "$(jq -c '.clips["words.I1"] | [.source, .stale, .reviewed, .reviewer]' "$WORK/reply")" 'the person first'
expect "$n $hash ltr" "$(jq -r '"\(.strings | length) \(.strings[] | select(.address == "words.I1").hash) \(.direction)"' "$WORK/reply")" 'and each string'
review() { send /api/v1/speech/review "{\"language\":\"nl\",\"address\":\"words.I1\",\"hash\":\"$hash\",\"source\":\"$1\"}"; }
expect '200 400' "$(review human) $(review robot)" 'a review'
api "$URL/api/v1/speech?language=nl&all=1" >/dev/null
expect "[\"$(date +%F)\",\"staff\"]" "$(jq -c '.clips["words.I1"] | [.reviewed, .reviewer]' "$WORK/reply")" 'is told by role and date'
expect 1 "$(site gent speech list --language nl | grep -c 'human, reviewed')" 'also by the command'
remove() { send /api/v1/speech/remove "{\"language\":\"nl\",\"address\":\"$1\",\"source\":\"human\"}"; }

# ---- in every backup, looked at by verify ----
expect 0 "$(status_of site gent backup "$WORK/backup.db")" 'a backup'
expect 0 "$(status_of site gent verify)" 'a sound directory'
expect '200 404 404' "$(remove words.I1) $(remove words.I1) $(remove words.none)" 'a recording is taken back'
expect 404 "$(api "$URL/speech/$(sha256sum <"$WORK/mine" | cut -c 1-32).opus")" 'and heard no more'
for what in 'recorded words.I1 (nl)' 'reviewed the speech of words.I1 (nl)' 'removed the speech of words.I1 (nl)' "took in $n clips of speech"; do
    sqlite3 "$WORK/gent/site.db" 'SELECT what FROM audit_log' | grep -qF "$what" || fail "not in the log: $what"
done
stop "$SITE_PID"
expect 0 "$(status_of site gent restore "$WORK/backup.db")" 'a restore'
expect 1 "$(site gent speech list --language nl | grep -c human)" 'brings it back'

# ---- a text that is another one now ----
sqlite3 "$WORK/gent/site.db" '.dbconfig enable_trigger off' "UPDATE clip SET text_hash = zeroblob(32) WHERE address IN ('words.I1', 'words.I2')" >/dev/null
expect 3 "$(status_of site gent verify)" 'a change that another made is noticed'
site_start gent
api "$URL/api/v1/speech?language=nl" >/dev/null
expect "$((n - 2)) null" "$(jq -r '"\(.clips | length) \(.clips["words.I1"])"' "$WORK/reply")" 'the kiosk does not hear it'
enter 'a second good password'
api "$URL/api/v1/speech?language=nl&all=1" >/dev/null
expect '["human",true]' "$(jq -c '.clips["words.I1"] | [.source, .stale]' "$WORK/reply")" 'staff see that it is stale'
stop "$SITE_PID"
pass 'what the kiosk says'
