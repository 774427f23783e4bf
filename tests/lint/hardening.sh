#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# hardening.sh - the release's programs are position independent, dynamically
# linked, with full RELRO, FORTIFY, stack protector and no executable stack.
# Skipped when there is no release to look at.
set -u
export LC_ALL=C
bin=${WK_RELEASE:-build/release/bin}
faults=0

fault() {
    echo "$*"
    faults=$((faults + 1))
}

# Report unless the output of readelf $2 for program $1 has a line like $3.
has() {
    readelf -W "$2" "$1" 2>/dev/null | grep -qE "$3" || fault "$1: no $4"
}

check() {
    has "$1" -h 'Type: +DYN' "PIE"
    has "$1" -d 'FLAGS_1.* PIE' "PIE flag"
    has "$1" -l 'INTERP' "dynamic linking"
    has "$1" -d 'NEEDED.*libc\.so' "dynamic C library"
    has "$1" -l 'GNU_RELRO' "RELRO"
    has "$1" -d 'BIND_NOW|FLAGS.* NOW' "immediate binding"
    has "$1" --dyn-syms '__stack_chk_fail' "stack protector"
    has "$1" --dyn-syms '__[a-z]+_chk(@|$)' "FORTIFY"
    # Debian's own start files lack the mark, so the program cannot have it as
    # a whole: look at the code.
    objdump -d --no-show-raw-insn "$1" | grep -q 'endbr64' ||
        fault "$1: no control-flow protection"
    readelf -W -l "$1" | grep -E 'GNU_STACK' | grep -q 'RWE' &&
        fault "$1: executable stack"
    readelf -W -d "$1" | grep -qE 'RPATH|RUNPATH' && fault "$1: has a RPATH"
    return 0
}

[ -x "$bin/weerklank-site" ] && [ -x "$bin/weerklank-central" ] || exit 77

# Negative control: a program built with all of it turned off is noticed.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo 'int main(void) { return 0; }' >"$work/t.c"
${CC:-cc} -no-pie -fno-pie -fno-stack-protector -Wl,-z,norelro \
    -o "$work/t" "$work/t.c" || exit 1
check "$work/t" >"$work/found"
for word in "PIE" "RELRO" "stack protector" "FORTIFY"; do
    grep -q "no $word" "$work/found" || {
        echo "negative control: missing $word was not noticed"
        exit 1
    }
done

faults=0
check "$bin/weerklank-site"
check "$bin/weerklank-central"
[ "$faults" -eq 0 ] && echo "hardening: both programs have all of it"
[ "$faults" -eq 0 ]
