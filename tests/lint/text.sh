#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# text.sh - what must not stand in a file: paths of one machine, hosts of
# package registries, notes to oneself; and files that ask to be two.
set -u
export LC_ALL=C
. tests/lint/files.inc
faults=0

fault() {
    echo "$*"
    faults=$((faults + 1))
}

# Words are put together here so that this file may hold them.
notes='\b(TO''DO|FIX''ME|X''XX|HA''CK)\b'
paths='(^|[^A-Za-z0-9_.])/(wo''rk|ro''ot|ho''me)/[a-z]|\.\./sha''red'
hosts='registry\.(npm''js|yarn''pkg)|deb\.deb''ian\.org|npm\.pkg\.|artifact''ory'

list=$(mktemp)
trap 'rm -f "$list"' EXIT
everything | grep -vE '\.(png|ico|woff2?|bin|db)$|^tests/fuzz/corpus/|^LICENSE$' \
    >"$list"

# look WHAT ERE: report every line that matches.
look() {
    found=$(tr '\n' '\0' <"$list" |
        xargs -0 grep -nIE "$2" /dev/null | cut -c 1-160)
    [ -z "$found" ] || fault "$1:
$found"
}
look "a note to oneself" "$notes"
look "a path of one machine" "$paths"
look "a registry's host" "$hosts"

for file in $(everything | grep -E '\.(c|h|m?js|sh|css)$'); do
    lines=$(wc -l <"$file")
    case $file in
    tests/* | *.css) most=650 ;; # tables of cases, of rules
    *) most=500 ;;
    esac
    [ "$lines" -le "$most" ] ||
        fault "$file: $lines lines; over $most is two files"
done
[ "$faults" -eq 0 ] && echo "text: nothing to report"
[ "$faults" -eq 0 ]
