# SPDX-License-Identifier: EUPL-1.2
# test_waiting.sh - an answer set that a page holds is saved once, whatever is
# killed, and nobody reads it on the disk meanwhile: waiting.mjs.
. "$(dirname "$0")/lib.sh"
export WK_CHROMIUM=${WK_CHROMIUM:-/usr/bin/chromium}
[ -x "$WK_CHROMIUM" ] || { echo 'no Chromium'; exit 77; }
site gent init --name Gent --user an --password-stdin <<<'first password' >"$WORK/gent.init" 2>"$WORK/gent-init.log"
printf '[site]\nkiosk_per_minute = 100000\n[http]\nlisten = 127.0.0.1:0\n' >"$WORK/gent/site.conf"
chmod 600 "$WORK/gent/site.conf"
for q in end end-assisted; do
    site gent questionnaire add "$SOURCE/client/content/questionnaires/$q.json" >/dev/null
done
site gent project add wijkhuis --name Wijkhuis --from "$(month_ago 0)" --questionnaire end --questionnaire end-assisted --promise director >/dev/null
SITE_BIN=$SITE_BIN WORK=$WORK node "$SOURCE/tests/integration/waiting.mjs" || fail 'see above'
expect 0 "$(status_of site gent verify)" 'verify'
! grep -q 'runtime error\|AddressSanitizer' "$WORK/gent.log" || fail "$(cat "$WORK/gent.log")"
