#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# promises.sh - every test that tests/README.md names is there.
set -u
export LC_ALL=C
build=${WK_BUILD:-build/asan}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
faults=0

# With the tests that only long runs have.
{
    ctest --test-dir "$build" -N | sed -n 's/^ *Test *#[0-9]*: //p'
    echo fuzz.long
    echo mutants.rules
} | sort -u >"$work/there"
[ "$(wc -l <"$work/there")" -gt 50 ] || {
    echo "too few tests to be true"
    exit 1
}

# The names in backquotes in $1 that no test has.
missing() {
    grep -oE '`(unit|fuzz|lint|content|integration|fault|net|e2e|sim|bench|attacker|mutants)\.[^`]*`' "$1" |
        tr -d '`' | grep -v 'NAME' | sort -u >"$work/named"
    comm -23 "$work/named" "$work/there"
}

# Negative control.
echo 'shown by `unit.core.bytes` and `unit.core.no_such_test`' >"$work/control"
[ "$(missing "$work/control")" = unit.core.no_such_test ] || {
    echo "negative control: a test that is not there was not noticed"
    exit 1
}
for name in $(missing tests/README.md); do
    echo "tests/README.md: no test $name"
    faults=$((faults + 1))
done
[ "$faults" -eq 0 ] && echo "promises: every test of $(wc -l <"$work/named") is there"
[ "$faults" -eq 0 ]
