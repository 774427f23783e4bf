# SPDX-License-Identifier: EUPL-1.2
#
# house.sh - what a team adds of its own, for deploy/demo alone: a PIN, languages
# that count as reviewed, questions of one site, "you said, we did".  To be
# sourced by bash after network.sh.
# shellcheck disable=SC2034 # network.sh reads it
helped=yes
reviewed=(ar:native_speaker ti:interpreter)

# One PIN for all sites; printed in the end.
choose_pin() {
    pin=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')
    pin=$(printf '%06d' $((pin % 1000000)))
}

# Before the first answer.  Nobody has read these translations: the record is
# made up, as everything here.
furnish_site() {
    local key=$1 one
    local -a past

    site "$key" pin set --pin-stdin <<<"$pin"
    for one in "${reviewed[@]}"; do
        site "$key" language review "${one%:*}" --role "${one#*:}"
    done
    [ "$key" = gent ] || return 0
    site gent questionnaire add "$tools/own.json"
    travel gent "$(month_before "$months")"
    "${past[@]}" project module wijkhuis --add site:garden &
    wait $!
    forget_false_date $!
}

# Once the pages are there and their passwords chosen.
tell_what_was_done() {
    local key

    for key in "${sites[@]}"; do
        # shellcheck disable=SC2086 # one word a language
        node "$tools/loop.mjs" "http://127.0.0.1:${port[$key]}" coordinator \
            "$staff_password" "$key" ${languages[$key]}
    done
}
