# SPDX-License-Identifier: EUPL-1.2
# test_pages.sh - the pages as the real programs serve them: after a night that
# released an exact total, a bound and a hidden total, the staff page, the kiosk
# and the comparison in a browser (tests/e2e).
. "$(dirname "$0")/lib.sh"

export WK_CHROMIUM=${WK_CHROMIUM:-/usr/bin/chromium}
[ -x "$WK_CHROMIUM" ] || { echo "no Chromium"; exit 77; }
cd "$SOURCE"

# password FILE: the generated one that a command printed.
password() {
    sed -nE 's/^password:? +([^ ]+).*/\1/p' "$1" | head -1
}

# spec NAME: run it, show its lines, and fail when it does.
spec() {
    node "tests/e2e/$1.mjs" >"$WORK/$1.out" 2>&1 || {
        grep -v '^ok' "$WORK/$1.out"
        fail "tests/e2e/$1.mjs"
    }
    pass "$1: $(tail -n 1 "$WORK/$1.out")"
}

central_new
central_start
site_new Gent gent
sed -i '/^\[site\]/a languages = nl\ndemonstration = yes' "$WORK/gent/site.conf"
site gent night >/dev/null 2>&1
site gent project add wijkhuis --name 'Wijkhuis' --from "$(month_ago 3)" \
    --questionnaire end --without C12 >/dev/null
site gent project add tuin --name 'Stille tuin' --from "$(month_ago 3)" \
    --questionnaire start >/dev/null

for ago in 3 2; do
    site_start gent "$(month_ago $ago)-12"
    for i in $(seq 26); do
        printf '{"id":"%s","project":"wijkhuis","channel":"self","questionnaire":"end","answers":{"C01":%d,"C02":3,"C10":"refused","C11":%d}}\n' \
            "$(random_id)" $((i % 4)) $((i % 2 * 3))
    done >"$WORK/sets"
    expect 26 "$(node tests/integration/post.mjs "$URL" <"$WORK/sets")" \
        "answers of $ago months ago"
    stop "$SITE_PID"
done
expect 0 "$(status_of site gent night)" 'the night'

site_start gent
site gent user add jo --role staff >"$WORK/jo"
export WK_E2E_URL=$URL WK_E2E_NAME=jo WK_E2E_NEW_PASSWORD='een korte zin is goed'
WK_E2E_PASSWORD=$(password "$WORK/jo")
export WK_E2E_PASSWORD
spec staff
grep -q 'C02: a capped total is a bound' "$WORK/staff.out" ||
    fail 'the staff page was not shown a bound'
spec kiosk
stop "$SITE_PID"

central user add ana --role admin >"$WORK/ana"
WK_E2E_URL=https://127.0.0.1:$WEB_PORT
WK_E2E_NAME=ana
WK_E2E_PASSWORD=$(password "$WORK/ana")
spec compare
