# SPDX-License-Identifier: EUPL-1.2
# test_site_wave.sh - a project asks only while a promise holds: without a wave,
# after it and in a pilot the kiosk asks or keeps nothing, ballots neither.
. "$(dirname "$0")/lib.sh"

site gent init --name Gent >/dev/null 2>&1
for q in start end; do
    site gent questionnaire add "$SOURCE/client/content/questionnaires/$q.json" >/dev/null
done
month=$(date +%Y-%m)
db=$WORK/gent/site.db
rows() { sqlite3 "$db" "SELECT (SELECT count(*) FROM answer_set) || ' ' || (SELECT count(*) FROM pool) || ' ' || (SELECT count(*) FROM entry)"; }
refused() { expect "$1" "$(status_of "${@:4}")" "$3"; grep -q -- "$2" "$WORK/out" || fail "$3: does not say '$2': $(cat "$WORK/out")"; }

site gent project add wijkhuis --name Wijkhuis --from "$month" --questionnaire start --questionnaire end >"$WORK/out"
grep -q 'wave start' "$WORK/out" || fail 'it does not say that nothing is asked yet'
printf '[http]\nlisten = 127.0.0.1:0\n[site]\nlanguages = nl fr\nkiosk_per_minute = 100000\n' >"$WORK/gent/site.conf"
site_start gent
set_of() { printf '{"id":"%s","project":"wijkhuis","channel":"self","questionnaire":"start","answers":{"C04":2}}' "$1"; }
asks() { curl -sf "$URL/api/v1/kiosk" | jq -c '.projects[0] | [(.wave as $w | if $w then .questionnaires | index($w) else null end), .pilot]' | tr -d ' '; }
no_answers() {
    expect 409 "$(post "$(set_of "$(random_id)")")" "$1: no answers"
    grep -q 'wave start' "$WORK/reply" || fail "$1: it does not say what to do: $(cat "$WORK/reply")"
    expect 409 "$(post "$(set_of "$(random_id)" | sed 's/"answers".*/"declined":true}/')")" "$1: nobody who declines"
    printf 'C04\n2\n' >"$WORK/ballots.csv"
    refused 1 'wave start.*nothing was taken' "$1: no ballots" site gent import ballots --project wijkhuis --questionnaire start "$WORK/ballots.csv"
    expect "$2" "$(rows)" "$1: nothing was kept"
}

# ---- before any wave ----
expect '[null,false]' "$(asks)" 'nothing is asked'
no_answers 'without a wave' '0 0 0'
refused 2 promise 'no wave without a promise' site gent wave start wijkhuis
refused 2 promise 'nor without a role' site gent wave start wijkhuis --promise ''
refused 1 'no such project' 'nor of nothing' site gent wave start nothing --promise director
refused 1 '12 months' 'nor for longer than a promise holds' site gent wave start wijkhuis --promise director --until 2099-12
refused 1 'before its project' 'nor before the project' site gent wave start wijkhuis --promise director --from 2001-01 --until 2099-12
refused 1 'target group' 'nor in one more language for nobody' site gent wave start wijkhuis --promise director --language nl --language en
refused 1 'draft' 'nor in one that nobody reviewed' site gent wave start wijkhuis --promise director --language nl --language ar \
    --target nieuwkomers --language-until "$(date -d 'now + 2 days' +%F)"
refused 1 'no such language' 'nor in one that there is not' site gent wave start wijkhuis --promise director --language xx
refused 1 'no such questionnaire\|does not put' 'nor of what is not planned' site gent wave start wijkhuis --promise director --questionnaire mid-a
expect 0 "$(site gent wave list | wc -l)" 'none was started'

# ---- a pilot: twelve people, and nothing of them ----
expect 0 "$(status_of site gent wave start wijkhuis --promise director --pilot)" 'a pilot'
expect '[0,true]' "$(asks)" 'the page tries it out'
for ((i = 0; i < 12; i++)); do
    expect 409 "$(post "$(set_of "$(random_id)")")" "a pilot's answer $i is refused"
done
no_answers 'in a pilot' '0 0 0'
refused 1 'pilot wave' 'two at once' site gent wave start wijkhuis --promise director
expect 0 "$(status_of site gent wave end wijkhuis)" 'the pilot ends'
expect '[null,false]' "$(asks)" 'nothing is asked again'
refused 1 'no wave' 'an end twice' site gent wave end wijkhuis

# ---- a wave in the same period ----
expect 0 "$(status_of site gent wave start wijkhuis --promise voorzitter --questionnaire end --language nl --language fr)" 'a wave'
expect 'nl fr' "$(curl -sf "$URL/api/v1/kiosk" | jq -r '[.packs[].language] | join(" ")')" 'in the languages of the wave, and the own'
expect '[1,false]' "$(asks)" 'what it names is asked, whoever has the turn'
id=$(random_id)
expect 201 "$(post "$(set_of "$id")")" 'an answer'
expect 0 "$(status_of site gent import ballots --project wijkhuis --questionnaire start "$WORK/ballots.csv")" 'a ballot'
expect '2 2 0' "$(rows)" 'both are kept'
expect 0 "$(status_of site gent wave end wijkhuis)" 'the wave ends'
no_answers 'after its end' '2 2 0'
expect 201 "$(post "$(set_of "$id")")" 'an answer that is saved already is saved'
expect '2 2 0' "$(rows)" 'once'

# ---- what is told of waves ----
expect "wijkhuis $month pilot - director;wijkhuis $month normal end voorzitter" \
    "$(site gent wave list | awk -F '\t' -v ORS= '{ print sep $1, $2, $4, $5, $6; sep = ";" }')" 'the list'
expect 1 "$(sqlite3 "$db" "SELECT count(*) FROM audit_log WHERE what LIKE 'started a pilot wave of wijkhuis%promised by director'")" 'the log says that a pilot was held'
expect 0 "$(status_of site gent verify)" 'all is sound'

# ---- next year ----
expect 0 "$(status_of site gent wave start wijkhuis --promise director --from "$(date -d "$month-01 + 1 month" +%Y-%m)")" 'a wave to come'
expect '[null,false]' "$(asks)" 'which asks nothing yet'
expect 0 "$(status_of site gent wave end wijkhuis --month "$(date -d "$month-01 + 2 months" +%Y-%m)")" 'ended before it began'
expect 2 "$(site gent wave list | wc -l)" 'is as if it never was'

# ---- two projects, each in languages of its own ----
for tag in ar ti; do
    site gent language review $tag --role translator >/dev/null
done
site gent project add overal --name Overal --from "$month" --questionnaire start --promise director >"$WORK/out"
put_in() { curl -sf "$URL/api/v1/kiosk" | jq -r '([.packs[].language] | join(" ")), (.projects[] | .id + ": " + (.languages // ["all"] | join(" ")))' | paste -sd '|'; }
expect 0 "$(status_of site gent wave start wijkhuis --promise director --language nl --language ar --target nieuwkomers \
    --language-until "$(date -d 'now + 2 days' +%F)")" 'a wave in one more language'
expect 'nl fr en ar ti|wijkhuis: ar fr nl|overal: all' "$(put_in)" 'what another project puts is not put in this one'
expect 0 "$(status_of site gent wave end overal)" 'the other one ends'
expect 'nl fr ar|wijkhuis: ar fr nl|overal: all' "$(put_in)" 'and so do its languages'
