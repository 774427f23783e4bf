#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# spdx.sh - every source file names its licence in one of its first two lines.
set -u
export LC_ALL=C
. tests/lint/files.inc
faults=0

for file in $(sources); do
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: EUPL-1\.2' || {
        echo "$file: no SPDX line"
        faults=$((faults + 1))
    }
done
[ "$faults" -eq 0 ] && echo "spdx: $(sources | wc -l) files name their licence"
[ "$faults" -eq 0 ]
