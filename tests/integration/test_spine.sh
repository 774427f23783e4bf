# SPDX-License-Identifier: EUPL-1.2
# test_spine.sh - one answer's way: POST, seal, night, entry, ingest, JSON,
# with both real programs; and what must not happen on it.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 2)
central_new
central_start
site_new Gent gent
expect 0 "$(status_of site gent night)" 'the first night brings the questionnaires'
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null

site_start gent "$month-10"
first=$(random_id)
for i in $(seq 24); do
    id=$([ "$i" = 1 ] && echo "$first" || random_id)
    answer=$((i % 4))
    code=$(post "{\"id\":\"$id\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":$answer,\"C02\":3,\"C10\":\"refused\"}}")
    [ "$code" = 201 ] || fail "answer $i: $code $(cat "$WORK/reply")"
done
pass '24 answer sets are saved'
expect 201 "$(post "{\"id\":\"$first\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":0}}")" 'the same id again is saved'
expect 400 "$(post "{\"id\":\"$(random_id)\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":9}}")" 'a code that does not exist is refused'
grep -q C01 "$WORK/reply" || fail 'the message does not name the field'
stop "$SITE_PID"

expect 0 "$(status_of site gent night)" 'the night'
compare() { central export compare --question "$1" --from "$month" --to "$month" --format json; }
expect '[6,6,6,6]' "$(compare C01 | jq -c '.sites[0].counts')" 'C01 arrived whole, once'
expect 24 "$(compare C01 | jq .sites[0].n)" 'n'
# C02 is of one mind: a bound, never the figure.
expect null "$(compare C02 | jq -c '.sites[0].counts')" 'a unanimous total is capped'
expect '[0,22]' "$(compare C02 | jq -c '.sites[0].at_least')" 'at least 22 of 24'
# Nobody answered C10: hidden.
expect 1 "$(compare C10 | jq .sites[0].hidden)" 'a total without answers is hidden'
expect 0 "$(status_of site gent night)" 'a night with nothing to send'
expect 24 "$(compare C01 | jq .sites[0].n)" 'and nothing counted twice'
site_start gent "$month-28"
expect 201 "$(post "{\"id\":\"$first\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":0}}")" 'a page that tries again after the night is told: saved'
stop "$SITE_PID"
expect 0 "$(status_of site gent verify)" 'verify at the site'
expect 0 "$(status_of central verify)" 'verify at the centre'
