#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# run.sh central|site|datapackage - conformance.mjs or datapackage.mjs against
# the network that tests/e2e/network.sh started, with two accounts of its own.
set -eu
which=$1
. "$WK_BUILD/e2e/env"
case $which in
central | datapackage)
    key=centre program=weerklank-central
    export WK_API_URL=$centre WK_API_SYNC=$sync
    export WK_API_SITE=$WK_BUILD/e2e/gent
    ;;
site)
    key=liege program=weerklank-site role='--role coordinator'
    export WK_API_URL=$staff WK_API_PIN=24680
    "$WK_BIN/$program" --state-dir "$WK_BUILD/e2e/$key" \
        --config "$WK_BUILD/e2e/$key.ini" pin set --pin-stdin <<<"$WK_API_PIN"
    ;;
esac
for who in usual fresh spare; do
    # shellcheck disable=SC2086 # an option and its value, or none
    "$WK_BIN/$program" --state-dir "$WK_BUILD/e2e/$key" \
        --config "$WK_BUILD/e2e/$key.ini" user add "api-$who-$$" ${role-} \
        --password-stdin <<<"$password" >&2
done
export WK_API_NAME=api-usual-$$ WK_API_FRESH=api-fresh-$$ \
    WK_API_SPARE=api-spare-$$
export WK_API_PASSWORD=$password
if [ "$which" = datapackage ]; then
    folder=$(mktemp -d "$WK_BUILD/datapackage.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    "$WK_BIN/$program" --state-dir "$WK_BUILD/e2e/$key" \
        --config "$WK_BUILD/e2e/$key.ini" export datapackage "$folder"
    node tests/openapi/datapackage.mjs "$folder"
    exit
fi
exec node tests/openapi/conformance.mjs "$which"
