#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# network.sh up|down - the network of the demonstration, with the programs in
# WK_BIN, some months of answers and free ports, for the specs of the pages.
# It lies in WK_BUILD/e2e; the file "env" there tells at.sh the addresses.
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

# 120 ballots of groups.json: three ages and twelve who did not say, a capped
# total, a question whose groups are too small to tell.
ballots() {
    echo "g1,g2,g3,g4,g5,age,home"
    awk 'BEGIN {
        split("house;house work;house work faith", choice, ";")
        split("young,mid,old", age, ",")
        for (i = 0; i < 120; i++)
            printf "%s,%s,%s,%s,%s,%s,%s\n",
                i % 17 == 0 ? "not_needed" : i % 4,
                i % 23 == 0 ? "refused" : (i * 7 + int(i / 5)) % 4,
                i < 2 ? 0 : 2 + i % 2, i % 2,
                i < 2 ? choice[3] : i % 5 == 0 ? "skipped" : choice[1 + i % 2],
                i % 10 == 9 ? "skipped" : age[1 + i % 3],
                i < 3 ? "alone" : "family"
    }'
}

# One more project at one site, for the staff page: breakdowns and choices.
add_groups() {
    local month
    local -a past

    month=$(month_before 2)
    site liege questionnaire add tests/e2e/groups.json
    site liege project add groupes --name Groupes --from "$month" --promise director \
        --questionnaire groups
    travel liege "$month"
    ballots | "${past[@]}" import ballots --project groupes \
        --questionnaire groups - &
    wait $!
    forget_false_date $!
    site liege night
}

case ${1-} in
up)
    stop_all
    find_ports
    trap 'status=$?; [ $status -eq 0 ] || give_up; exit $status' EXIT
    make_all
    add_groups
    {
        echo "centre=$centre_url"
        echo "sync=https://127.0.0.1:$sync"
        for key in "${sites[@]}"; do
            echo "$key=http://127.0.0.1:${port[$key]}"
        done
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
