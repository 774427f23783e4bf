# SPDX-License-Identifier: EUPL-1.2
# test_site_roles.sh - who may do what at a site: every route, for nobody, for
# staff and for a coordinator; then accounts and the log, as a coordinator has
# them.
. "$(dirname "$0")/lib.sh"

site gent init --name Gent >/dev/null 2>&1
printf '[http]\nlisten = 127.0.0.1:0\n' >"$WORK/gent/site.conf"
chmod 600 "$WORK/gent/site.conf"
staff_new gent anna staff
staff_new gent chief coordinator
site_start gent

# Method, path, and the status of an empty request by nobody, staff and a
# coordinator; "-" for what somebody else tries (no login at all).
table() {
    cat <<'ROWS'
GET  /                          303 303 303
GET  /kiosk                     303 303 303
GET  /kiosk/                    200 200 200
GET  /staff                     303 303 303
GET  /staff/                    200 200 200
GET  /assets/*                  404 404 404
GET  /api/v1/openapi.json       200 200 200
GET  /api/v1/kiosk              200 200 200
POST /api/v1/answers            400 400 400
POST /api/v1/login              400 400 400
POST /api/v1/password           401 400 400
GET  /api/v1/session            401 200 200
GET  /api/v1/status             401 200 200
GET  /api/v1/releases           401 200 200
GET  /api/v1/results            401 200 200
GET  /api/v1/others             401 200 200
GET  /api/v1/headcounts         401 200 200
POST /api/v1/headcounts         401 400 400
POST /api/v1/card               400 400 400
GET  /api/v1/ballots            401 200 200
POST /api/v1/ballots            401 400 400
POST /api/v1/cards              401 400 400
GET  /api/v1/waves              401 200 200
POST /api/v1/waves              401 400 400
GET  /api/v1/speech             400 400 400
POST /api/v1/speech             401 400 400
POST /api/v1/speech/review      401 400 400
POST /api/v1/speech/remove      401 400 400
GET  /speech/*                  404 404 404
GET  /api/v1/loop               401 200 200
POST /api/v1/loop               401 400 400
GET  /api/v1/languages          401 200 200
POST /api/v1/languages/review   401 403 400
GET  /api/v1/log                401 403 200
GET  /api/v1/accounts           401 403 200
POST /api/v1/accounts           401 403 400
POST /api/v1/accounts/role      401 403 400
POST /api/v1/accounts/password  401 403 400
POST /api/v1/accounts/remove    401 403 400
POST /api/v1/feet               401 400 400
GET  /api/v1/local              401 200 200
POST /api/v1/local              401 403 400
GET  /pair                      404 404 404
POST /api/v1/pair               404 404 404
GET  /api/v1/devices            401 200 200
POST /api/v1/devices/code       401 403 400
POST /api/v1/devices/revoke     401 403 400
POST /api/v1/pin                400 400 400
POST /api/v1/pin/set            401 403 400
POST /api/v1/logout             401 204 204
ROWS
}
routes=$(sed -nE 's/^    \{"(GET|POST)", "([^"]*)", .*/\1 \2/p' "$SOURCE/client/site_serve.c" | sort)
[ -n "$routes" ] || fail 'no route was found'
expect "$routes" "$(table | awk '{ print $1, $2 }' | sort)" 'each route has its row'

# ask METHOD PATH
ask() {
    local path=${2/\*/none}
    case $1 in GET) staff_get "$path" ;; POST) staff_post '{}' "$path" ;; esac
}
try() {
    local column=$1 method path rest
    while read -r method path rest; do
        expect "$(cut -d' ' -f"$column" <<<"$rest")" "$(ask "$method" "$path")" "$who: $method $path"
    done < <(table | tr -s ' ')
}
who=nobody csrf=
try 1
staff_login anna
try 2
expect 403 "$(staff_login anna >/dev/null; staff_post '{"action":"end","wave":1}' /api/v1/waves)" 'staff end no wave'
expect 403 "$(staff_post '{"action":"start"}' /api/v1/waves)" 'and start none'
staff_login chief
try 3

# ---- accounts ----
staff_login chief
accounts() { staff_get /api/v1/accounts >/dev/null; jq -r '.accounts[] | "\(.name) \(.role) \(.must_change)"' "$WORK/reply" | tr '\n' ';'; }
said() { jq -r .error "$WORK/reply"; }
expect 'anna staff false;chief coordinator false;coordinator coordinator true;' "$(accounts)" 'who has one'
expect 200 "$(staff_post '{"name":"bert","role":"staff"}' /api/v1/accounts)" 'one more'
password=$(jq -r .password "$WORK/reply")
expect bert "$(jq -r .name "$WORK/reply")" 'with a first password'
expect '409 name: exists already' "$(staff_post '{"name":"bert","role":"staff"}' /api/v1/accounts) $(said)" 'not twice'
expect '400 role' "$(staff_post '{"name":"dora","role":"boss"}' /api/v1/accounts) $(said | cut -d: -f1)" 'no such role'
expect '400 name' "$(staff_post '{"name":"d ora","role":"staff"}' /api/v1/accounts) $(said | cut -d: -f1)" 'no such name'
expect 400 "$(staff_post '{"name":"dora"}' /api/v1/accounts)" 'nor without a role'
staff_login bert "$password"
expect 403 "$(staff_get /api/v1/accounts)" 'bert is staff'
expect 200 "$(staff_get /api/v1/status)" 'and may look'
staff_login chief
expect 200 "$(staff_post '{"name":"bert","role":"coordinator"}' /api/v1/accounts/role)" 'another role'
who=bert
expect 401 "$(staff_get /api/v1/status)" 'ends the session'
staff_login bert
expect 200 "$(staff_get /api/v1/accounts)" 'and now he may'
staff_login chief
expect 200 "$(staff_post '{"name":"bert"}' /api/v1/accounts/password)" 'a new first password'
[ "$(jq -r .password "$WORK/reply")" != "$password" ] || fail 'the same password'
again=$(jq -r .password "$WORK/reply")
who=bert
expect 401 "$(staff_get /api/v1/status)" 'ends the session too'
staff_login bert "$again"
staff_login chief
expect '404 404 404' "$(staff_post '{"name":"nobody","role":"staff"}' /api/v1/accounts/role) $(staff_post '{"name":"nobody"}' /api/v1/accounts/password) $(staff_post '{"name":"nobody"}' /api/v1/accounts/remove)" 'nobody'
expect '200 200' "$(staff_post '{"name":"bert"}' /api/v1/accounts/remove) $(staff_post '{"name":"coordinator"}' /api/v1/accounts/remove)" 'removed'
expect 'anna staff false;chief coordinator false;' "$(accounts)" 'and gone'
expect '409 409' "$(staff_post '{"name":"chief"}' /api/v1/accounts/remove) $(staff_post '{"name":"chief","role":"staff"}' /api/v1/accounts/role)" 'but never the last coordinator'
expect 1 "$(status_of site gent user role chief --role staff)" 'nor by the command'
expect 0 "$(status_of site gent user role anna --role coordinator)" 'which can make another one'
expect 200 "$(staff_post '{"name":"chief","role":"staff"}' /api/v1/accounts/role)" 'and then'
expect 401 "$(staff_get /api/v1/log)" 'the session is over'

# ---- the log ----
staff_login anna
log() { staff_get "/api/v1/log$1" >/dev/null; jq -c "$2" "$WORK/reply"; }
expect '["chief","chief is staff now","did"]' "$(log '?kind=did' '[.lines[] | select(.what | test("chief is"))][0] | [.who, .what, .kind]')" 'who did what'
expect true "$(log '' '.lines | length > 10 and ([.[].id] == ([.[].id] | sort | reverse))')" 'the newest first'
expect '["viewed"]' "$(log '?kind=viewed' '[.lines[].kind] | unique')" 'what was looked at'
expect 1 "$(log '?kind=viewed' '[.lines[] | select(.who == "anna" and .what == "looked at the results")] | length')" 'once a day'
expect true "$(log "?month=$(date +%Y-%m)" '.lines | length > 10')" 'of this month'
expect 0 "$(log '?month=1990-01' '.lines | length')" 'and of another'
expect '400 400 400' "$(staff_get '/api/v1/log?kind=visitors') $(staff_get '/api/v1/log?month=may') $(staff_get '/api/v1/log?before=x')" 'what is none'
for _ in $(seq 50); do staff_post '{"name":"chief","role":"staff"}' /api/v1/accounts/role >/dev/null; done
newest=$(log '' '.lines[-1].id') before=$(log '' .before)
expect "$newest" "$before" 'page by page'
expect true "$(log "?before=$before" ".lines[0].id < $newest")" 'the next page goes on'
stop "$SITE_PID"
grep -qE "good password|own password|$password|$again" "$WORK"/*.log && fail 'a password stands in a log'
expect 0 "$(sqlite3 "$WORK/gent/site.db" "SELECT count(*) FROM audit_log WHERE what LIKE '%$password%'")" 'nor in the log of the site'
