# SPDX-License-Identifier: EUPL-1.2
# test_proxy.sh - a proxy that wants a login: enrolment and nights through it,
# and what people are told when the login is none, wrong or not readable.
. "$(dirname "$0")/../integration/lib.sh"

said() { grep -q -- "$1" "$WORK/out" || fail "does not say '$1': $(cat "$WORK/out")"; }
user=weerklank password='p@ss: wörd"'
node "$SOURCE/tests/net/connect.mjs" "$user" "$password" >>"$WORK/proxy.out" &
PIDS+=($!)
await "$WORK/proxy.out" 'proxy on' $!
proxy=http://127.0.0.1:$(sed -n 's/^proxy on //p' "$WORK/proxy.out")
asked() { grep -v 'proxy on' "$WORK/proxy.out" | sort | uniq -c | awk '{ print $1, $2 }' | paste -sd ' '; }
# conf LINE...: the settings of the site, with these lines under [sync].
conf() { { printf '[http]\nlisten = 127.0.0.1:0\n[sync]\n'; printf '%s\n' "$@"; } >"$WORK/gent/site.conf"; }

central_new
central_start
web=https://127.0.0.1:$WEB_PORT
site gent init --name Gent >/dev/null 2>&1
central site add Gent >/dev/null 2>&1
code=$(central site code Gent 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1)
install -m 600 /dev/null "$WORK/gent/wrong"
install -m 600 /dev/null "$WORK/gent/right"
echo 'another password' >"$WORK/gent/wrong"
printf '%s\n' "$password" >"$WORK/gent/right"
login=("proxy = $proxy" "proxy_user = $user")

# ---- Enrolment ----
conf "${login[@]}" "proxy_password_file = $WORK/gent/wrong"
expect 1 "$(status_of site gent enrol --central "$web" --code "$code")" 'enrolment with a wrong password'
said 'the proxy does not take'
expect '1 407' "$(asked)" 'asked once'
conf "${login[@]}" "proxy_password_file = $WORK/gent/right"
expect 0 "$(status_of site gent enrol --central "$web" --code "$code")" 'enrolment with the right one'

# ---- Nights ----
: >"$WORK/proxy.out"
expect 0 "$(status_of site gent night)" 'a night through the proxy'
expect '1 200' "$(asked)" 'logs in at once, and takes one tunnel'
refused() {
    : >"$WORK/proxy.out"
    expect 1 "$(status_of site gent night)" "a night with $1"
    said 'proxy_user and its password (HTTP 407)'
    expect '1 407' "$(asked)" 'is not tried again: the account may be locked'
    expect 'no contact' "$(site gent status --json | jq -r '.last_night.result' | tr _ ' ')" 'the status says no contact'
    site gent status >"$WORK/out" 2>&1
    said 'HTTP 407'
}
conf "${login[@]}" "proxy_password_file = $WORK/gent/wrong"
refused 'a wrong password'
conf "proxy = $proxy"
refused 'no login'
conf "proxy = $proxy" 'proxy_user = somebody' "proxy_password_file = $WORK/gent/right"
refused 'a wrong name'
[ "$(site gent status --json | jq '[.alarms[] | select(.text | test("407"))] | length')" -ge 1 ] || fail 'no alarm'
pass 'and an alarm'

# ---- The file of the password ----
: >"$WORK/proxy.out"
chmod 644 "$WORK/gent/right"
conf "${login[@]}" "proxy_password_file = $WORK/gent/right"
expect 3 "$(status_of site gent night)" 'a password that others may read'
said "$WORK/gent/right"
conf "${login[@]}" "proxy_password_file = $WORK/gent/nothing"
[ "$(status_of site gent night)" != 0 ] || fail 'a password that is not there'
said "$WORK/gent/nothing"
expect '' "$(asked)" 'and the proxy hears nothing'

# ---- Nowhere but in its file ----
chmod 600 "$WORK/gent/right"
conf "${login[@]}" "proxy_password_file = $WORK/gent/right"
expect 0 "$(status_of site gent night)" 'and with the right login all is well'
! grep -q "$password\|another password" "$WORK"/*.log "$WORK/out" "$WORK/gent/site.db" || fail 'a password was written down'
pass 'no password is written down'
expect 0 "$(status_of site gent verify)" 'verify at the site'
