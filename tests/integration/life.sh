# SPDX-License-Identifier: EUPL-1.2
# life.sh - one life of a centre and a site, from init to SIGTERM, with whatever
# programs SITE_BIN and CENTRAL_BIN name: a night on the daemon's own thread
# while several kiosks post, staff log in and backups are made.  Source it after
# lib.sh; the test_*.sh that do look at the same life through different tools.

# life_curl ARGS...: a request; prints the HTTP status, the body is $WORK/reply.
life_curl() { curl -sk -m 120 -o "$WORK/reply" -w '%{http_code}' "$@"; }

# life_login URL INIT JAR: log in with the first password that "init" printed
# and change it; the cookie goes to JAR.
life_login() {
    local name password csrf jar=(-b "$3" -c "$3" -H 'Content-Type: application/json' -H "Origin: $1")
    name=$(awk '$1 ~ "^account" { print $2; exit }' "$2")
    password=$(awk '$1 ~ "^password" { print $2; exit }' "$2")
    expect 200 "$(life_curl "${jar[@]}" -d "{\"name\":\"$name\",\"password\":\"$password\"}" "$1/api/v1/login")" 'a login'
    csrf=$(jq -r .csrf "$WORK/reply")
    expect 204 "$(life_curl "${jar[@]}" -H "X-CSRF-Token: $csrf" \
        -d "{\"old\":\"$password\",\"new\":\"a second good password\"}" "$1/api/v1/password")" 'and another password'
}

# life_post N: a kiosk that posts N answer sets, without a pause.
life_post() {
    local i
    for i in $(seq "$1"); do
        echo "{\"id\":\"$(random_id)\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":$((i % 4))}}"
    done | node "$SOURCE/tests/integration/post.mjs" "$URL"
}

# life_start_before_night: serve, four seconds before its night is due.
life_start_before_night() {
    local next
    at_date "$(date -d tomorrow +%Y-%m-%d)"
    next=$("${AT[@]/#FAKETIME=*/FAKETIME=@$(date -d tomorrow +%Y-%m-%d) 00:10:00}" \
        "$SITE_BIN" --state-dir "$WORK/gent" status --json | jq -r .next_night)
    AT=("${AT[@]/#FAKETIME=*/FAKETIME=@$(date -u -d "$next - 4 seconds" '+%Y-%m-%d %H:%M:%S')}")
    : >"$WORK/gent.log"
    "${AT[@]}" "$SITE_BIN" --state-dir "$WORK/gent" serve >>"$WORK/gent.log" 2>&1 &
    SITE_PID=$!
    PIDS+=("$SITE_PID")
    await "$WORK/gent.log" 'listening on http' "$SITE_PID"
    URL=$(sed -n 's/.*listening on \(http[^ ]*\).*/\1/p' "$WORK/gent.log" | tail -1)
}

# life_end PID WHAT: SIGTERM; what it then exits with is what the tool says.
life_end() {
    local status=0
    kill "$1"
    wait "$1" || status=$?
    forget_date "$1"
    expect 0 "$status" "$2 ends well"
}

# life_run KIOSKS N: all of it.
life_run() {
    local month jar=$WORK/jar central_jar=$WORK/central-jar kiosk kiosks=() answered=0 web
    month=$(month_ago 2)
    central_new
    central_start
    web=https://127.0.0.1:$WEB_PORT
    site_new Gent gent
    expect 0 "$(status_of site gent night)" 'the first night'
    site gent project add wijkhuis --name Wijkhuis --from "$month" --promise director --questionnaire end >/dev/null
    { echo C01; for kiosk in $(seq 14); do echo $((kiosk % 4)); done; } >"$WORK/b.csv"
    expect 0 "$(status_of at "$month-10" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project wijkhuis --questionnaire end "$WORK/b.csv")" 'ballots of two months ago'

    life_start_before_night
    for kiosk in $(seq "$1"); do
        life_post "$2" >"$WORK/kiosk.$kiosk" &
        kiosks+=($!)
    done
    expect '303 200 200' "$(life_curl "$URL/") $(life_curl "$URL/kiosk/") $(life_curl "$URL/api/v1/kiosk")" 'the kiosk'
    life_login "$URL" "$WORK/gent.init" "$jar"
    expect 0 "$(status_of site gent backup --answers "$WORK/gent.backup")" 'a backup beside serve'
    await "$WORK/gent.log" 'night: ' "$SITE_PID"
    grep -q 'night: done.*closed 1, sent 1' "$WORK/gent.log" || fail 'the night of serve'
    wait "${kiosks[@]}"
    for kiosk in $(seq "$1"); do
        answered=$((answered + $(cat "$WORK/kiosk.$kiosk")))
    done
    expect $(($1 * $2)) "$answered" 'what every kiosk posted meanwhile is saved'
    expect '200 200' "$(life_curl -b "$jar" "$URL/api/v1/status") $(life_curl -b "$jar" "$URL/api/v1/releases")" 'staff see the release'

    life_login "$web" "$WORK/central.init" "$central_jar"
    expect 200 "$(life_curl -b "$central_jar" "$web/api/v1/compare?question=C01&from=$month&to=$month")" 'a comparison'
    expect 14 "$(jq '.sites[0].n' "$WORK/reply")" 'of what was sent'
    expect '200 200' "$(life_curl -b "$central_jar" "$web/api/v1/compare.csv?question=C01&from=$month&to=$month") $(life_curl "$web/")" 'as CSV, and the page'
    expect 0 "$(status_of central backup "$WORK/central.backup")" 'a backup of the centre beside serve'
    life_end "$SITE_PID" 'the site'
    life_end "$CENTRAL_PID" 'the centre'
    PIDS=()
    expect '0 0' "$(status_of site gent verify) $(status_of central verify)" 'all is sound'
}
