# SPDX-License-Identifier: EUPL-1.2
# test_site_scra.sh - the small-cell risk analysis: sound HTML in two languages,
# one A4 page for each questionnaire that is shipped, and on it the figures that
# left and not one of those that did not.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 2)
gent_new
site gent questionnaire add "$SOURCE/tests/integration/data/housing.json" >/dev/null
site gent project add wonen --name Wonen --from "$month" --promise director --questionnaire housing >/dev/null
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire start >/dev/null
shipped=$(cd "$SOURCE/client/content/questionnaires" && for file in *.json; do echo "${file%.json}"; done)

# scra QUESTIONNAIRE LANGUAGE: into $WORK/QUESTIONNAIRE.LANGUAGE.html
scra() { site gent scra "$1" --language "$2" --output "$WORK/$1.$2.html"; }
sound() { node "$SOURCE/tests/integration/wellformed.mjs" "$@"; }

# ---- before anything left ----
for one in $shipped housing; do
    scra "$one" nl && scra "$one" fr || fail "$one"
    sound "$WORK/$one".{nl,fr}.html || fail "$one"
    grep -q 'Er is nog niets vertrokken' "$WORK/$one.nl.html" || fail "$one: nothing left"
done
pass 'sound HTML in Dutch and French'
site gent scra start | grep -c '^<html .* lang="nl"' >/dev/null || fail 'Dutch, on standard output, unless told otherwise'
sed 's/<td>/<td>\&nbsp;/' "$WORK/start.nl.html" >"$WORK/unsound.html"
expect 1 "$(status_of sound "$WORK/unsound.html")" 'unsound HTML would be seen'
expect 2 "$(status_of site gent scra start --language en)" 'two languages'
expect 1 "$(status_of site gent scra nothing)" 'a questionnaire that is held'

# ---- answers that are here tell nothing ----
site_start gent
undated() { sed 's|<b>[0-9]*/[0-9]*/[0-9]*</b>||' "$WORK/start.nl.html"; }
undated >"$WORK/before"
for i in $(seq 17); do
    post "{\"id\":\"$(random_id)\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"start\",\"answers\":{\"C04\":$((i % 4))}}" >/dev/null
done
stop "$SITE_PID"
expect 17 "$(sqlite3 "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set')" 'open answers are there'
scra start nl
undated | cmp -s "$WORK/before" - || fail 'open answers change the page'
pass 'and the page is the same'

# ---- what left stands there, as outbox show has it ----
{
    echo 'sat,influence'
    awk 'BEGIN {
        split("low,medium,high", three, ",")
        for (i = 0; i < 67; i++)
            print three[1 + int(i / 5) % 3] "," three[1 + int(i / 2) % 3]
    }'
} >"$WORK/ballots.csv"
at "$month-12" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wonen --questionnaire housing "$WORK/ballots.csv" >/dev/null 2>&1
expect 0 "$(status_of site gent night)" 'a night'
scra housing nl
scra housing fr
sound "$WORK/housing".{nl,fr}.html || fail housing
site gent outbox show 1 >"$WORK/words"
left() { sed -n '/<section id="left">/,/<\/section>/p' "$WORK/housing.$1.html"; }
grep -q '<td class="n">67</td><td class="s">1 / 0 / 0</td><td class="s">1 / 0</td>' <(left nl) || fail "the figures: $(left nl)"
groups=$(sed -n '/^  influence/,/^  sat/s/^ *\([0-9][0-9]*\)  .*/\1/p' "$WORK/words" | paste -sd, | sed 's/,/, /g')
grep -q "influence.$groups</td>" <(left fr) || fail "the groups: $groups"
grep -q 'geslaagd' <(left nl) || fail 'the audit'
# Every number there is one that left, its message, its month, or a count of messages.
known=" $(grep -oE '[0-9]+' "$WORK/words" | sort -un | tr '\n' ' ') $((10#${month#*-})) ${month%-*} 0 1 "
for number in $(left nl | sed 's/<[^>]*>/ /g' | grep -oE '[0-9]+'); do
    case $known in
    *" $((10#$number)) "*) ;;
    *) fail "$number did not leave" ;;
    esac
done
pass 'no figure that did not leave'

# ---- on paper: one A4 page ----
chromium=${WK_CHROMIUM:-/usr/bin/chromium}
if [ -x "$chromium" ]; then
    for file in "$WORK"/*.nl.html "$WORK"/*.fr.html; do
        "$chromium" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --user-data-dir="$WORK/browser" \
            --no-pdf-header-footer --print-to-pdf="$WORK/page.pdf" "file://$file" >"$WORK/browser.log" 2>&1
        expect 1 "$(grep -ac '/Type /Page$' "$WORK/page.pdf")" "${file##*/}: one page"
        grep -aq '/MediaBox \[0 0 59[45][.0-9]* 84[12][.0-9]*\]' "$WORK/page.pdf" || fail "${file##*/}: not A4"
    done
fi
