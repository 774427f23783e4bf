# SPDX-License-Identifier: EUPL-1.2
# test_site_kiosk.sh - the kiosk's API as a browser, a program and a vandal
# meet it: what is saved is saved once, what is wrong is told and nothing of it
# is kept, and nothing about a single visit is written anywhere.
. "$(dirname "$0")/lib.sh"

site gent init --name Gent >/dev/null 2>&1
for q in start end; do
    site gent questionnaire add "$SOURCE/client/content/questionnaires/$q.json" >/dev/null
done
site gent project add wijkhuis --name Wijkhuis --from "$(date +%Y-%m)" --promise director --questionnaire start --questionnaire end --without C07 >/dev/null
conf() { printf '[http]\nlisten = 127.0.0.1:%s\n[site]\nlanguages = fr nl\ndemonstration = yes\nkiosk_per_minute = %s\n' "$1" "$2" >"$WORK/gent/site.conf"; }
conf 0 100000
site_start gent
conf "${URL##*:}" 100000
api=$URL/api/v1/answers
rows() { sqlite3 "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set'; }

# ---- what the page gets ----
kiosk=$(curl -sf "$URL/api/v1/kiosk")
get() { jq -r "$1" <<<"$kiosk"; }
expect 'Gent true fr,nl' "$(get '.site + " " + (.demonstration | tostring) + " " + (.languages | join(","))')" 'name, label and languages'
expect "$(date +%Y-%m)" "$(get .month)" 'month'
expect '["C07"]' "$(jq -c '.projects[0].not_asked' <<<"$kiosk")" 'not asked'
expect 2 "$(get '.questionnaires | length')" 'both questionnaires'
start=$(get '.questionnaires | to_entries[] | select(.value.id == "start").key')
expect "$start" "$(get '.projects[0].wave')" 'the first one has the first turn'
expect true "$(jq --slurpfile f "$SOURCE/client/content/questionnaires/start.json" ".questionnaires[\"$start\"] == \$f[0]" <<<"$kiosk")" 'as it was published'
curl -sf "$URL/kiosk/" >"$WORK/page"
grep -q "content=\"$(get .token)\"" "$WORK/page" || fail 'the page has no token'
expect 303 "$(curl -s -o /dev/null -w '%{http_code}' "$URL/")" '/ leads to the kiosk'

# ---- the languages ----
expect 'fr,nl,en' "$(get '[.packs[].language] | join(",")')" 'own languages first, then the other source, no draft'
expect '["rtl","Arab","draft",true,null]' "$(curl -sf "$URL/api/v1/kiosk?preview=ar" | jq -c '[(.packs[] | .direction, .script, .status), .preview, .token]')" 'a draft alone, to look at'
expect 404 "$(curl -s -o /dev/null -w '%{http_code}' "$URL/api/v1/kiosk?preview=none")" 'no such language'
expect "$(jq -c .words.I3 "$SOURCE/client/content/packs/fr.json")" "$(curl -sf "$URL$(get '.packs[0].url')" | jq -c .words.I3)" 'the pack is where it is said to be'

# ---- what is saved ----
set_of() { printf '{"id":"%s","project":"wijkhuis","channel":"self","questionnaire":"%s","answers":%s}' "$1" "${3:-start}" "$2"; }
id=$(random_id)
expect 201 "$(post "$(set_of "$id" '{"C04":2,"C05":"not_needed","C03":"refused"}')")" 'an answer set'
expect '{"saved":true}' "$(cat "$WORK/reply")" 'is said to be saved'
expect 201 "$(post "$(set_of "$id" '{"C04":0}')")" 'the same id again'
expect 1 "$(rows)" 'is stored once'
expect 201 "$(post "$(set_of "$(random_id)" '{}' "$start")")" 'by hash, with everything skipped'
expect 201 "$(post "$(set_of "$(random_id)" '{"C04":"3"}' | sed 's/"self"/"assisted"/')")" 'assisted, a code as text'
expect 3 "$(rows)" 'three in all'
declined() { printf '{"id":"%s","project":"wijkhuis","channel":"%s","questionnaire":"start","declined":%s}' "$1" "${3:-self}" "${2:-true}"; }
id=$(random_id)
expect 201 "$(post "$(declined "$id")")" 'no, thank you'
expect '{"saved":true}' "$(cat "$WORK/reply")" 'is said to be saved in the same words'
expect 201 "$(post "$(declined "$id")")" 'the same again'
expect 4 "$(rows)" 'is stored once'
expect 1 "$(sqlite3 "$WORK/gent/site.db" 'SELECT count(DISTINCT length(sealed)) FROM answer_set')" 'all of one length'

# ---- what is not ----
wrong() {
    local code
    code=$(post "$3")
    [ "$code" = "$1" ] || fail "$4: wanted $1, got $code: $(cat "$WORK/reply")"
    jq -e '.error | strings' "$WORK/reply" >"$WORK/said" || fail "$4: no error in JSON"
    grep -q -- "$2" "$WORK/said" || fail "$4: does not say '$2': $(cat "$WORK/said")"
    pass "$4"
}
n=$(random_id)
wrong 400 C04 "$(set_of "$n" '{"C04":4}')" 'a code that is none'
wrong 400 C04 "$(set_of "$n" '{"C04":[2]}')" 'a list for one code'
wrong 400 C07 "$(set_of "$n" '{"C07":1}')" 'a question that is not put'
wrong 400 C01 "$(set_of "$n" '{"C01":1}')" 'a question of another form'
wrong 400 answers "$(set_of "$n" '[]')" 'answers that are a list'
wrong 400 id "$(set_of "${n^^}x" '{}')" 'an id that is none'
wrong 400 id "$(set_of "$(tr 0-9 A-J <<<"$n")" '{}')" 'an id in capitals'
wrong 404 project "$(set_of "$n" '{}' | sed 's/wijkhuis/other/')" 'an unknown project'
wrong 404 questionnaire "$(set_of "$n" '{}' mid-a)" 'an unknown questionnaire'
wrong 404 questionnaire "$(set_of "$n" '{}' "${start//[0-9]/0}")" 'an unknown hash'
wrong 400 channel "$(set_of "$n" '{}' | sed 's/"self"/"group"/')" 'a channel that is none'
wrong 400 when "$(set_of "$n" '{}' | sed 's/{/{"when":1,/')" 'an unknown key'
wrong 400 channel "$(set_of "$n" '{}' | sed 's/"channel":"self",//')" 'a missing key'
wrong 400 answers "$(set_of "$n" '{}' | sed 's/,"answers":{}//')" 'neither answers nor declined'
wrong 400 answers "$(set_of "$n" '{}' | sed 's/}$/,"declined":true}/')" 'both'
wrong 400 declined "$(declined "$n" false)" 'declined that is false'
wrong 400 declined "$(declined "$n" 1)" 'declined that is a number'
wrong 400 declined "$(declined "$n" true assisted)" 'declined with somebody beside'
wrong 400 '' "$(set_of "$n" '{}' | sed 's/}$/,"id":"x"}/')" 'a key that stands twice'
wrong 400 '' '[]' 'a list'
wrong 400 '' '' 'nothing'
wrong 400 '' '{"id":' 'half an object'
wrong 400 '' '1e400' 'a number'
wrong 400 '' "$(printf '[%.0s' $(seq 5000))" 'a deep list'
wrong 400 '' "$(printf '{"id":"\xff\xfe"}')" 'text that is not UTF-8'
wrong 400 '' "$(printf '{"id":"\\u0000"}')" 'a NUL'
expect 4 "$(rows)" 'nothing of these was stored'

# ---- hosts, origins, types, tokens, sizes ----
code() { curl -s -o "$WORK/reply" -w '%{http_code}' "$@"; }
json=(-H 'Content-Type: application/json')
good() { set_of "$(random_id)" '{}'; }
host=${URL#http://}
token=$(get .token)
expect 421 "$(code -H 'Host: evil.example' "$URL/api/v1/kiosk")" 'a foreign Host'
expect 421 "$(code -H "Host: evil.example:${host##*:}" "$URL/kiosk/")" 'a foreign Host with our port'
expect 200 "$(code -H "Host: localhost:${host##*:}" "$URL/kiosk/")" 'localhost'
expect 415 "$(code -d "$(good)" "$api")" 'a form'
expect 415 "$(code -H 'Content-Type: text/plain' -d "$(good)" "$api")" 'text, as a page from elsewhere may send it'
expect 201 "$(code -H 'Content-Type: application/json; charset=utf-8' -d "$(good)" "$api")" 'JSON with a charset'
expect 403 "$(code "${json[@]}" -H 'Origin: https://evil.example' -H "X-Weerklank-Token: $token" -d "$(good)" "$api")" 'a foreign Origin'
expect 403 "$(code "${json[@]}" -H 'Origin: null' -H "X-Weerklank-Token: $token" -d "$(good)" "$api")" 'Origin null'
expect 403 "$(code "${json[@]}" -H "Origin: $URL" -d "$(good)" "$api")" 'a browser without the token'
expect 403 "$(code "${json[@]}" -H "Origin: $URL" -H "X-Weerklank-Token: ${token//[0-9]/x}" -d "$(good)" "$api")" 'a wrong token'
expect 201 "$(code "${json[@]}" -H "Origin: $URL" -H "X-Weerklank-Token: $token" -d "$(good)" "$api")" 'a browser with the token'
expect 403 "$(code "${json[@]}" -H 'Sec-Fetch-Site: cross-site' -H "X-Weerklank-Token: $token" -d "$(good)" "$api")" 'from another site'
expect 403 "$(code -H 'Sec-Fetch-Site: cross-site' "$URL/api/v1/kiosk")" 'read by another site'
expect 200 "$(code -H 'Sec-Fetch-Site: cross-site' -H 'Sec-Fetch-Mode: navigate' "$URL/kiosk/")" 'a link from elsewhere'
expect 405 "$(code -X DELETE "$api")" 'another method'
expect 404 "$(code "$URL/api/v1/nothing")" 'another path'
expect 401 "$(code "$URL/api/v1/releases")" 'staff pages need a login'
{ printf '{"id":"'; head -c 70000 /dev/zero | tr '\0' x; printf '"}'; } >"$WORK/long"
expect 413 "$(code "${json[@]}" --data-binary "@$WORK/long" "$api")" 'a body over 64 KiB, and the reply arrives'
expect 413 "$(code "${json[@]}" -H 'Expect:' --data-binary "@$WORK/long" "$api")" 'also when all of it is sent at once'

# Malformed HTTP: 400 and the connection is closed.
malformed() {
    exec 3<>"/dev/tcp/127.0.0.1/${host##*:}"
    printf '%b' "$1" >&3
    timeout 20 cat <&3 >"$WORK/reply" || fail "$2: the connection stays open"
    exec 3>&-
    expect 400 "$(head -1 "$WORK/reply" | cut -d' ' -f2)" "$2"
}
malformed 'GET /\r\n\r\n' 'no version'
malformed "POST /api/v1/answers HTTP/1.1\r\nHost: $host\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello" 'two lengths'
malformed "POST /api/v1/answers HTTP/1.1\r\nHost: $host\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" 'a length and chunks'
malformed "GET /kiosk/ HTTP/1.1\r\nHost : $host\r\n\r\n" 'a blank before the colon'
malformed "GET /../site.db HTTP/1.1\r\nHost: $host\r\n\r\nx\0x" 'a path upwards, a NUL'

# ---- nothing about visits is written ----
expect 0 "$(grep -cE 'answers|C0[0-9]|wijkhuis|POST' "$WORK/gent.log" || true)" 'the log says nothing of them'
[ ! -e "$WORK/core" ] || fail 'a core file'
grep -aq "$id" "$WORK/gent/site.db" "$WORK/gent/site.db-wal" && fail 'the page'\''s id stands in the clear as text'
pass 'ids are no text'

# ---- stop within a second, in the middle of a request too ----
exec 3<>"/dev/tcp/127.0.0.1/${host##*:}"
printf 'POST /api/v1/answers HTTP/1.1\r\nHost: %s\r\nContent-Length: 500\r\n' "$host" >&3
before=$(rows)
stop "$SITE_PID"
exec 3>&-
[ ! -s "$WORK/gent/site.db-wal" ] || fail 'the WAL was left behind'
expect "$before" "$(rows)" 'SIGTERM: all that was saved is there'
expect 0 "$(status_of site gent verify)" 'and sound'

# ---- so many a minute ----
conf "${host##*:}" 2
site_start gent
expect '201 201 429' "$(post "$(good)") $(post "$(good)") $(post "$(good)")" 'two a minute'
wait=$(curl -s -D - -o /dev/null "${json[@]}" -d "$(good)" "$api" | tr -d '\r' | sed -n 's/^Retry-After: //p')
[ "$wait" -ge 1 ] && [ "$wait" -le 31 ] || fail "Retry-After: $wait"
pass 'and says when to try again'
expect 200 "$(code "$URL/api/v1/kiosk")" 'the page still loads'
stop "$SITE_PID"

# ---- a full disk: no file may grow past the limit ----
conf "${host##*:}" 100000
saved=$(rows)
: >"$WORK/gent.log"
(ulimit -f 400; exec "$SITE_BIN" --state-dir "$WORK/gent" serve) >>"$WORK/gent.log" 2>&1 &
SITE_PID=$!
PIDS+=("$SITE_PID")
await "$WORK/gent.log" 'listening on http' "$SITE_PID"
# A small transaction may still find room where a larger one did not.
full=0
for i in $(seq 400); do
    last=$(good)
    case $(post "$last") in
    201) saved=$((saved + 1)) full=0 ;;
    503) full=$((full + 1)) ;;
    *) fail "a full disk: $(cat "$WORK/reply")" ;;
    esac
    [ "$full" -lt 3 ] || break
done
expect 3 "$full" 'a full disk is 503, and stays so'
grep -q 'could not be saved' "$WORK/reply" || fail 'the reply does not say so'
expect "$saved" "$(rows)" 'what was said to be saved is saved, and no more'
prlimit --pid "$SITE_PID" --fsize=unlimited:unlimited 2>/dev/null || {
    stop "$SITE_PID"
    site_start gent
}
expect 201 "$(post "$last")" 'with room again the same set is taken'
expect "$((saved + 1))" "$(rows)" 'once'
stop "$SITE_PID"
expect 0 "$(status_of site gent verify)" 'and everything is sound'
