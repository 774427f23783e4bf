#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# systemd.sh - the units leave little to attack: an exposure of at most 1.5; and
# they let the daemons enter a sandbox of their own (common/io/sandbox.h).  The
# browser of the kiosk brings its own, which needs more: at most 4.0.  Its
# policy shuts what it must.
set -u
export LC_ALL=C
command -v systemd-analyze >/dev/null || exit 77
faults=0

for unit in deploy/systemd/*.service; do
    level=$(systemd-analyze security --offline=true --no-pager "$unit" |
        sed -n 's/.*Overall exposure level for [^:]*: \([0-9.]*\).*/\1/p')
    echo "$unit: $level"
    case $unit in
    *-kiosk.service) limit=4.0 ;;
    *) limit=1.5 ;;
    esac
    awk -v level="${level:-10}" -v limit=$limit \
        'BEGIN { exit !(level <= limit) }' || faults=$((faults + 1))
    [ $limit = 1.5 ] || continue
    for call in landlock_create_ruleset landlock_add_rule \
        landlock_restrict_self seccomp; do
        grep -q "^SystemCallFilter=.*$call" "$unit" || {
            echo "$unit: keeps $call from the daemon"
            faults=$((faults + 1))
        }
    done
done
policy=deploy/conf/chromium-kiosk.json
node -e '
    const p = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    const want = { URLBlocklist: ["*"], URLAllowlist: ["http://127.0.0.1:7411"],
        DeveloperToolsAvailability: 2, DownloadRestrictions: 3,
        PrintingEnabled: false, PasswordManagerEnabled: false,
        IncognitoModeAvailability: 1, AudioCaptureAllowed: false,
        AutoplayAllowed: true };
    process.exit(Object.entries(want).every(([key, value]) =>
        JSON.stringify(p[key]) === JSON.stringify(value)) ? 0 : 1);
' "$policy" || {
    echo "$policy: does not shut what it must"
    faults=$((faults + 1))
}
[ "$faults" -eq 0 ]
