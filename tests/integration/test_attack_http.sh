# SPDX-License-Identifier: EUPL-1.2
# test_attack_http.sh - raw sockets, hostile pages and guessers against the
# kiosk's listener and the centre's.
. "$(dirname "$0")/lib.sh"

month=$(month_ago 0)
central_new
central_start
site_new Gent gent
expect 0 "$(status_of site gent night)" 'the first night brings the questionnaires'
site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null
password_in() { sed -nE 's/^password:? +([^ ]+).*/\1/p' "$1" | head -1; }
attack() { node "$SOURCE/tests/integration/attack_http.mjs" "$@" || fail "the $1"; }

site_start gent
attack site "$URL" coordinator "$(password_in "$WORK/gent.init")"
expect 1 "$(sqlite3 -readonly "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set')" 'one answer set was stored'
stop "$SITE_PID"
attack centre "https://127.0.0.1:$WEB_PORT" admin "$(password_in "$WORK/central.init")"
stop "$CENTRAL_PID"
for log in gent central; do
    ! grep -q 'runtime error\|AddressSanitizer' "$WORK/$log.log" || fail "$(cat "$WORK/$log.log")"
    ! grep -qa 'evil\|guess number\|passwd' "$WORK/$log.log" || fail "the log of $log repeats what strangers say"
done
expect 0 "$(status_of site gent verify)" 'verify at the site'
expect 0 "$(status_of central verify)" 'verify at the centre'
