# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash
#
# at.sh - the network that network.sh started: the addresses, and
# at KEY COMMAND...: the program of the centre or of a site, on its state.
. "$WK_BUILD/e2e/env"

at() {
    local key=$1 program=site

    shift
    [ "$key" != centre ] || program=central
    "$WK_BIN/weerklank-$program" --state-dir "$WK_BUILD/e2e/$key" \
        --config "$WK_BUILD/e2e/$key.ini" "$@"
}
