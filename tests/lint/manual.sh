#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# manual.sh - every command that a program offers stands in its manual page.
set -u
export LC_ALL=C
bin=${WK_BUILD:-build/asan}/bin
faults=0

for program in weerklank-site weerklank-central; do
    page=deploy/man/$program.8
    # A command and its arguments stand behind two blanks, its help behind six.
    commands=$("$bin/$program" --help | grep '^  [a-z]' |
        sed -E 's/^  ([a-z]+( [a-z]+)?).*/\1/' | sort -u)
    [ "$(printf '%s\n' "$commands" | wc -l)" -gt 10 ] || {
        echo "$program: too few commands to be true"
        exit 1
    }
    while read -r command; do
        grep -qE "^\.It Cm (.* , )?$command( |\$)" "$page" || {
            echo "$page: nothing about \"$command\""
            faults=$((faults + 1))
        }
    done <<END
$commands
END
done
[ "$faults" -eq 0 ] && echo "manual: every command has its place"
[ "$faults" -eq 0 ]
