#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# run.sh SPEC - run SPEC.mjs in a headless browser against a mock of its
# program's HTTP side.  Skipped where there is no Chromium.
set -eu
spec=$1
export WK_CHROMIUM=${WK_CHROMIUM:-/usr/bin/chromium}
[ -x "$WK_CHROMIUM" ] || exit 77
case $spec in
kiosk | staff) export WK_E2E_PAGES=$WK_BUILD/pages/client ;;
*) export WK_E2E_PAGES=$WK_BUILD/pages/server ;;
esac
exec node "tests/e2e/$spec.mjs"
