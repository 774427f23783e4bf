#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# network.sh up|down - the network of the demonstration, with the programs in
# WK_BIN, some months of answers and free ports, for the specs of the pages.
# It lies in WK_BUILD/e2e; the file "env" there tells run.sh the addresses.
set -euo pipefail
root=$PWD
export LC_ALL=C.UTF-8
state=$WK_BUILD/e2e
bin=$WK_BIN
months=4
declare -A port
. deploy/demo.d/network.sh

# Seven ports in a row that nobody listens on.
find_ports() {
    local base one

    while :; do
        base=$((20000 + RANDOM % 20000))
        for ((one = base; one < base + 7; one++)); do
            ! taken "$one" || continue 2
        done
        break
    done
    web=$base sync=$((base + 1))
    for one in "${!sites[@]}"; do
        port[${sites[one]}]=$((base + 2 + one))
    done
    centre_url=https://127.0.0.1:$web
}

case ${1-} in
up)
    stop_all
    find_ports
    trap 'status=$?; [ $status -eq 0 ] || give_up; exit $status' EXIT
    make_all
    {
        echo "centre=$centre_url"
        echo "site=http://127.0.0.1:${port[gent]}"
        echo "password=$first_password"
    } >"$state/env"
    ;;
down)
    stop_all
    centre verify
    for key in "${sites[@]}"; do
        site "$key" verify
    done
    ;;
*)
    echo "usage: network.sh up|down" >&2
    exit 2
    ;;
esac
