#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# run.sh central|site|datapackage - conformance.mjs or datapackage.mjs against
# the network that tests/e2e/network.sh started, with two accounts of its own.
set -eu
which=$1
. tests/e2e/at.sh
case $which in
central | datapackage)
    key=centre
    export WK_API_URL=$centre WK_API_SYNC=$sync
    export WK_API_SITE=$WK_BUILD/e2e/gent
    ;;
site) # its own: it writes all that can be written
    key=antwerpen role='--role coordinator'
    export WK_API_URL=$antwerpen WK_API_PIN=24680
    at $key pin set --pin-stdin <<<"$WK_API_PIN"
    ;;
esac
for who in usual fresh spare; do
    # shellcheck disable=SC2086 # an option and its value, or none
    at $key user add "api-$who-$$" ${role-} --password-stdin <<<"$password" >&2
done
export WK_API_NAME=api-usual-$$ WK_API_FRESH=api-fresh-$$ \
    WK_API_SPARE=api-spare-$$
export WK_API_PASSWORD=$password
if [ "$which" = datapackage ]; then
    folder=$(mktemp -d "$WK_BUILD/datapackage.XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    at centre export datapackage "$folder"
    node tests/openapi/datapackage.mjs "$folder"
    exit
fi
exec node tests/openapi/conformance.mjs "$which"
