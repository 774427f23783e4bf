#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# run.sh SPEC [mock] - run SPEC.mjs in a headless browser: against the programs
# that network.sh started, or against a mock of their HTTP side.  Skipped where
# there is no Chromium.
set -eu
spec=$1
export WK_CHROMIUM=${WK_CHROMIUM:-/usr/bin/chromium}
[ -x "$WK_CHROMIUM" ] || exit 77
if [ "${2-}" = mock ]; then
    case $spec in
    compare* | data | roles) export WK_E2E_PAGES=$WK_BUILD/pages/server ;;
    *) export WK_E2E_PAGES=$WK_BUILD/pages/client ;;
    esac
else
    . "$WK_BUILD/e2e/env"
    case $spec in
    compare) export WK_E2E_URL=$centre WK_E2E_NAME=admin ;;
    data) # beside compare, so with an account of its own
        export WK_E2E_URL=$centre WK_E2E_NAME=data-$$
        "$WK_BIN/weerklank-central" --state-dir "$WK_BUILD/e2e/centre" \
            --config "$WK_BUILD/e2e/centre.ini" user add "$WK_E2E_NAME" \
            --password-stdin <<<"$password"
        ;;
    roles)
        export WK_E2E_URL=$centre WK_E2E_NETWORK=network-$$ \
            WK_E2E_FUNDING=funding-$$ WK_E2E_SITE=Gent
        for who in "$WK_E2E_NETWORK --role network --site Gent" \
            "$WK_E2E_FUNDING --role funding"; do
            # shellcheck disable=SC2086 # a name and its options
            "$WK_BIN/weerklank-central" --state-dir "$WK_BUILD/e2e/centre" \
                --config "$WK_BUILD/e2e/centre.ini" user add $who \
                --password-stdin <<<"$password"
        done
        ;;
    staff) export WK_E2E_URL=$staff WK_E2E_STATE=$staff_state ;;
    kiosk_real)
        export WK_E2E_URL=$staff
        for language in ar ti; do
            "$WK_BIN/weerklank-site" --state-dir "$staff_state" \
                --config "$staff_state.ini" language review $language \
                --role native_speaker
        done
        ;;
    recorder)
        export WK_E2E_URL=$staff WK_E2E_STATE=$staff_state \
            WK_E2E_NAME=recorder-$$
        "$WK_BIN/weerklank-site" --state-dir "$staff_state" \
            --config "$WK_BUILD/e2e/liege.ini" user add "$WK_E2E_NAME" \
            --password-stdin <<<"$password"
        ;;
    *) export WK_E2E_URL=$site ;;
    esac
    export WK_E2E_PASSWORD=$password
    export WK_E2E_NEW_PASSWORD="een korte zin is goed"
fi
exec node "tests/e2e/$spec.mjs"
