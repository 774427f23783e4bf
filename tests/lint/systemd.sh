#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# systemd.sh - the units leave little to attack: an exposure of at most 1.5; and
# they let the daemons enter a sandbox of their own (common/io/sandbox.h).
set -u
export LC_ALL=C
command -v systemd-analyze >/dev/null || exit 77
faults=0

for unit in deploy/systemd/*.service; do
    level=$(systemd-analyze security --offline=true --no-pager "$unit" |
        sed -n 's/.*Overall exposure level for [^:]*: \([0-9.]*\).*/\1/p')
    echo "$unit: $level"
    awk -v level="${level:-10}" 'BEGIN { exit !(level <= 1.5) }' ||
        faults=$((faults + 1))
    for call in landlock_create_ruleset landlock_add_rule \
        landlock_restrict_self seccomp; do
        grep -q "^SystemCallFilter=.*$call" "$unit" || {
            echo "$unit: keeps $call from the daemon"
            faults=$((faults + 1))
        }
    done
done
[ "$faults" -eq 0 ]
