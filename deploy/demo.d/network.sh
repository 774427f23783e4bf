# SPDX-License-Identifier: EUPL-1.2
#
# network.sh - one centre and five sites on loopback, for deploy/demo and for
# the tests of the pages.  To be sourced by bash, with these set:
#
#   root       the source tree
#   state      the folder that holds everything the network makes
#   bin        where the two programs are
#   web sync   the ports of the centre
#   port       an associative array: the port of each site
#   months     how many past months are lived through
#
# With helped=yes a project also asks those who are helped to answer.
# Where a function furnish_site is defined, it is called with each new site.
#
# The past is lived through under a false date (libfaketime) with the shipped
# programs and their ordinary commands; then one real night per site sends what
# may be sent.  Every process is remembered with its start time, so that only
# what was started here is ever ended.
tools=$root/deploy/demo.d
sites=(antwerpen brussel charleroi gent liege)
declare -A name=([antwerpen]=Antwerpen [brussel]=Brussel/Bruxelles
    [charleroi]=Charleroi [gent]=Gent [liege]=Liège)
declare -A languages=([antwerpen]=nl [brussel]='nl fr' [charleroi]=fr
    [gent]=nl [liege]=fr)
centre_url=https://127.0.0.1:${web-}

say() {
    echo "$*"
}

die() {
    echo "$*" >&2
    exit 1
}

# The kernel's start time of a process: with its id, one process for ever.
# Nothing for one that has ended.
born() {
    local stat

    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    stat=${stat##*) } # what is left begins with field 3
    # shellcheck disable=SC2086 # one word per field
    set -- $stat
    [ "$1" = Z ] || echo "${20}"
}

# start NAME COMMAND...: in the background, its words in log/NAME.
start() {
    local what=$1 pid

    shift
    setsid "$@" >>"$state/log/$what" 2>&1 </dev/null &
    pid=$!
    echo "$pid $(born "$pid")" >"$state/run/$what"
}

# end NAME: the process that start NAME started, and no other.
end() {
    local file=$state/run/$1 pid since tries

    [ -f "$file" ] || return 0
    read -r pid since <"$file"
    if [ "$(born "$pid")" = "$since" ]; then
        kill -TERM "$pid" 2>/dev/null || true
        for ((tries = 0; tries < 200; tries++)); do
            [ "$(born "$pid")" = "$since" ] || break
            sleep 0.05
        done
        if [ "$(born "$pid")" = "$since" ]; then
            say "$1 (process $pid) does not stop; ending it the hard way"
            kill -KILL "$pid" 2>/dev/null || true
        fi
    fi
    rm -f "$file"
    forget_false_date "$pid"
}

# What libfaketime leaves behind in shared memory when a process ends.
forget_false_date() {
    rm -f "/dev/shm/faketime_shm_$1" "/dev/shm/sem.faketime_sem_$1"
}

stop_all() {
    local file

    for file in "$state"/run/*; do
        [ -f "$file" ] || continue
        end "${file##*/}"
    done
}

taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Wait until the port answers, or the process that should answer is gone.
wait_for() {
    local what=$1 at=$2 pid since

    read -r pid since <"$state/run/$what"
    until taken "$at"; do
        if [ "$(born "$pid")" != "$since" ]; then
            tail -n 5 "$state/log/$what" >&2
            die "$what did not start (see $state/log/$what)"
        fi
        sleep 0.05
    done
}

centre() {
    "$bin/weerklank-central" --state-dir "$state/centre" \
        --config "$state/centre.ini" "$@"
}

site() {
    local key=$1

    shift
    "$bin/weerklank-site" --state-dir "$state/$key" \
        --config "$state/$key.ini" "$@"
}

# The n-th month before the present one, as YYYY-MM.
month_before() {
    date -d "$(date +%Y-%m-15) - $1 months" +%Y-%m
}

# One password that nobody has seen before; printed in the end.
new_password() {
    od -An -N9 -tx1 /dev/urandom | tr -d ' \n'
}

# The centre: its state, its questionnaires, the five sites it knows.
make_centre() {
    local key

    cat >"$state/centre.ini" <<END
[central]
demonstration = yes
# The whole past arrives in one night: no team could talk about it first.
embargo_days = 0
[sync]
listen = 127.0.0.1:$sync
[web]
listen = 127.0.0.1:$web
END
    centre init --host 127.0.0.1 --password-stdin <<<"$first_password"
    centre questionnaire publish "$root"/client/content/questionnaires/*.json
    for key in "${sites[@]}"; do
        centre site add "${name[$key]}"
    done
}

start_centre() {
    start centre "$bin/weerklank-central" --state-dir "$state/centre" \
        --config "$state/centre.ini" serve
    wait_for centre "$web"
    wait_for centre "$sync"
}

# start_site KEY: the kiosk and staff pages, today.
start_site() {
    start "$1" "$bin/weerklank-site" --state-dir "$state/$1" \
        --config "$state/$1.ini" serve
    wait_for "$1" "${port[$1]}"
}

# One site: its state, its enrolment, its first night, its projects.
make_site() {
    local key=$1 id nl fr en plan without one
    local -a options

    cat >"$state/$key.ini" <<END
[site]
name = ${name[$key]}
languages = ${languages[$key]}
demonstration = yes
[http]
listen = 127.0.0.1:${port[$key]}
END
    sed 's/^demonstration/kiosk_per_minute = 1000000\n&/' \
        "$state/$key.ini" >"$state/$key.past.ini"
    site "$key" init --name "${name[$key]}" --password-stdin \
        <<<"$first_password"
    site "$key" enrol --central "$centre_url" \
        --code "$(centre site code "${name[$key]}")"
    site "$key" night
    while IFS='|' read -r id nl fr en plan without; do
        options=()
        for one in ${plan//,/ }; do
            options+=(--questionnaire "$one")
            [ "${helped-no}" = no ] ||
                options+=(--questionnaire "$one-assisted")
        done
        for one in ${without//,/ }; do
            options+=(--without "$one")
        done
        site "$key" project add "$id" --from "$(month_before "$months")" \
            --promise director \
            --name "$nl" --name-nl "$nl" --name-fr "$fr" --name-en "$en" \
            "${options[@]}"
        # A promise holds for 12 months.
        [ "$months" -lt 12 ] ||
            site "$key" wave start "$id" --promise director
    done < <(node "$tools/answers.mjs" projects "$key")
}

# The kiosk's stand-in voices, made beside the build and kept for the next time.
make_speech() {
    mkdir -p build
    nice deploy/speech --opus-only build/speech >build/speech.log 2>&1 &
    speech=$!
}

# A demonstration without sound is one as well; the tests of the pages use none.
import_speech() {
    local key

    [ -n "${speech-}" ] || return 0
    wait "$speech" || {
        say "without sound (see build/speech.log)"
        return 0
    }
    for key in "${sites[@]}"; do
        site "$key" speech import build/speech >"$state/log/speech.$key" 2>&1 ||
            die "${name[$key]}: no speech (see $state/log/speech.$key)"
    done
}

# Set the array "past" to the site's program on the 15th of a month; in the
# present month, today.
travel() {
    past=("$bin/weerklank-site" --state-dir "$state/$1"
        --config "$state/$1.past.ini")
    [ "$2" = "$(date +%Y-%m)" ] ||
        past=(env "${faketime[@]}" "FAKETIME=@$2-15 12:00:00" "${past[@]}")
}

# What was on paper, as answers.mjs left it in a folder.
import_paper() {
    local key=$1 file project questionnaire

    for file in "$state/paper/$key"/*.csv; do
        [ -f "$file" ] || continue
        questionnaire=${file%.csv}
        questionnaire=${questionnaire##*.}
        project=${file##*/}
        "${past[@]}" import ballots --project "${project%%.*}" \
            --questionnaire "$questionnaire" - <"$file" &
        wait $!
        forget_false_date $!
        rm -f "$file"
    done
}

# What staff counted, as answers.mjs left it in a folder.
enter_headcounts() {
    local list=$state/paper/$1/headcounts project questionnaire channel
    local eligible asked

    while read -r project questionnaire channel eligible asked; do
        [ "$asked" = - ] && asked= || asked="--asked $asked"
        # shellcheck disable=SC2086 # nothing, or two words
        "${past[@]}" headcount set --project "$project" \
            --questionnaire "$questionnaire" --channel "$channel" \
            --eligible "$eligible" $asked </dev/null &
        wait $!
        forget_false_date $!
    done <"$list"
    rm -f "$list"
}

# The past months of one site and the present one: the kiosk, then the paper
# and the headcounts.
live_a_year() {
    local key=$1 index month
    local -a past

    mkdir -p "$state/paper/$key"
    for ((index = 12 - months; index <= 12; index++)); do
        month=$(month_before $((12 - index)))
        travel "$key" "$month"
        start "$key" "${past[@]}" serve
        wait_for "$key" "${port[$key]}"
        node "$tools/answers.mjs" month "$key" "${port[$key]}" "$index" \
            "$month" "$state/paper/$key"
        end "$key"
        import_paper "$key"
        enter_headcounts "$key"
    done
}

# The shared ASan of GCC wants to come first; this tells it to bear a rival.
find_faketime() {
    local library

    library=$(dpkg -L libfaketime | grep 'libfaketimeMT\.so') ||
        die "libfaketime is not installed"
    faketime=(FAKETIME_DONT_FAKE_MONOTONIC=1 "LD_PRELOAD=$library"
        "ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS-}")
}

make_everyone() {
    local key

    make_centre
    start_centre
    for key in "${sites[@]}"; do
        make_site "$key"
        ! declare -F furnish_site >/dev/null || furnish_site "$key"
    done
}

each_night() {
    local key

    for key in "${sites[@]}"; do
        site "$key" night >>"$state/log/night.$key" 2>&1 || {
            tail -n 5 "$state/log/night.$key" >&2
            die "${name[$key]}: its night failed (see $state/log/night.$key)"
        }
    done
}

make_all() {
    local key
    local -a running=()

    find_faketime
    first_password=$(new_password)
    rm -rf "$state"
    mkdir -p -m 700 "$state" "$state/log" "$state/run"
    say "one centre and five sites, enrolled on loopback"
    make_everyone >"$state/log/make" 2>&1 &
    wait $! || {
        tail -n 5 "$state/log/make" >&2
        die "this did not work (see $state/log/make)"
    }
    say "a year of answers, from $(month_before "$months") to $(month_before 1)"
    for key in "${sites[@]}"; do
        live_a_year "$key" >"$state/log/year.$key" 2>&1 &
        running+=($!)
    done
    for key in "${sites[@]}"; do
        wait "${running[0]}" || {
            tail -n 5 "$state/log/year.$key" >&2
            die "${name[$key]}: its year failed (see $state/log/year.$key)"
        }
        running=("${running[@]:1}")
    done
    say "one night for each site, and one that brings it what the others sent"
    each_night
    # Sites come for the network's figures once a week; or at once, with a new
    # catalogue.
    centre policy show >"$state/policy.json"
    centre policy set "$state/policy.json" >"$state/log/policy" 2>&1
    each_night
    import_speech
    for key in "${sites[@]}"; do
        start_site "$key"
    done
    rm -rf "$state/paper"
}

# Log in once everywhere and choose the passwords that are printed below.
choose_passwords() {
    local key

    staff_password=$(new_password)
    admin_password=$(new_password)
    node "$tools/account.mjs" "$centre_url" admin \
        "$first_password" "$admin_password"
    for key in "${sites[@]}"; do
        node "$tools/account.mjs" "http://127.0.0.1:${port[$key]}" \
            coordinator "$first_password" "$staff_password"
    done
}

# Nothing half-made stays behind.
give_up() {
    local -a running

    mapfile -t running < <(jobs -p)
    [ ${#running[@]} -eq 0 ] || kill "${running[@]}" 2>/dev/null || true
    wait
    stop_all
}
