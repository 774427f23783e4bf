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
    . tests/e2e/at.sh
    # Specs run beside each other: each that changes a site has one for itself.
    case $spec in
    compare) export WK_E2E_URL=$centre WK_E2E_NAME=admin ;;
    data) # beside compare, so with an account of its own
        export WK_E2E_URL=$centre WK_E2E_NAME=data-$$
        at centre user add "$WK_E2E_NAME" --password-stdin <<<"$password"
        ;;
    roles)
        export WK_E2E_URL=$centre WK_E2E_NETWORK=network-$$ \
            WK_E2E_FUNDING=funding-$$ WK_E2E_SITE=Gent
        at centre user add "$WK_E2E_NETWORK" --role network --site Gent \
            --password-stdin <<<"$password"
        at centre user add "$WK_E2E_FUNDING" --role funding \
            --password-stdin <<<"$password"
        ;;
    staff) export WK_E2E_URL=$liege WK_E2E_STATE=$WK_BUILD/e2e/liege ;;
    kiosk_real)
        export WK_E2E_URL=$brussel
        for language in ar ti; do
            at brussel language review $language --role native_speaker
        done
        ;;
    recorder)
        export WK_E2E_URL=$charleroi WK_E2E_STATE=$WK_BUILD/e2e/charleroi \
            WK_E2E_NAME=recorder-$$
        at charleroi user add "$WK_E2E_NAME" --password-stdin <<<"$password"
        ;;
    *) export WK_E2E_URL=$gent ;;
    esac
    export WK_E2E_PASSWORD=$password
    export WK_E2E_NEW_PASSWORD="een korte zin is goed"
fi
exec node "tests/e2e/$spec.mjs"
