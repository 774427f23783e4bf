# SPDX-License-Identifier: EUPL-1.2
# test_memory.sh - the release's programs read nothing they did not write, lose
# no memory and leave no file open, in a whole life under valgrind.  Control: a
# library that does each of these in the same programs.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/life.sh"
release=${WK_RELEASE:-$SOURCE/build/release/bin}
[ -x "$release/weerklank-site" ] && [ -x "$release/weerklank-central" ] || { echo 'no release to look at'; exit 77; }
command -v valgrind >/dev/null || { echo 'no valgrind'; exit 77; }

# A filter of system calls would keep valgrind from making code as it goes.
cat >"$WORK/unfiltered.c" <<'C'
#include <errno.h>
int seccomp_load(void *filter) { (void)filter; return -EINVAL; }
C
cat >"$WORK/fault.c" <<'C'
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
__attribute__((constructor)) static void fault(void)
{
    const char *want = getenv("FAULT");
    char *volatile p = malloc(16);
    if (!strcmp(want, "unset") && p[3] == 'x')
        _exit(1);
    if (!strcmp(want, "beyond"))
        p[16] = 1;
    if (!strcmp(want, "open") && open("/dev/null", O_RDONLY) < 0)
        _exit(1);
    if (strcmp(want, "lost"))
        free(p);
    p = NULL;
}
C
for name in unfiltered fault; do
    "${CC:-cc}" -g -O0 -w -shared -fPIC -o "$WORK/$name.so" "$WORK/$name.c"
done

# Each program by a script that puts valgrind before it: every day before the
# daemons, and before each command in a long run.
FAULTY=67
for program in weerklank-site weerklank-central; do
    cat >"$WORK/$program" <<SCRIPT
#!/bin/bash
case "${WK_LONG:-} \$*" in
1* | *" serve" | *--help) ;;
*) exec "$release/$program" "\$@" ;;
esac
export LD_PRELOAD="\$LD_PRELOAD \${FAULT:+$WORK/fault.so} $WORK/unfiltered.so"
exec valgrind --quiet --error-exitcode=$FAULTY --leak-check=full --errors-for-leak-kinds=definite \\
    --show-leak-kinds=definite --track-fds=yes --log-file="$WORK/valgrind.%p" -- "$release/$program" "\$@"
SCRIPT
    chmod +x "$WORK/$program"
done
SITE_BIN=$WORK/weerklank-site CENTRAL_BIN=$WORK/weerklank-central

# said: the reports that tell of a fault, and what a program left open (valgrind
# counts that as none): not what it was started with, nor the false date's.
said() {
    local report
    for report in "$WORK"/valgrind.[0-9]*; do
        ! awk '/== Open / { open = $0; next }
            open != "" { if (/== +at 0x/ && open !~ /faketime/) found = 1; open = "" }
            /Invalid|uninitialised|definitely lost|Process terminating/ { found = 1 }
            END { exit !found }' "$report" || cat "$report"
    done
}

for program in "$SITE_BIN" "$CENTRAL_BIN"; do
    for fault in unset beyond lost open; do
        status=$FAULTY
        [ $fault != open ] || status=0
        expect "$status" "$(FAULT=$fault status_of "$program" --help)" "${program##*/} with a library that has a fault: $fault"
        [ -n "$(said)" ] || fail "$fault is not found"
        rm -f "$WORK"/valgrind.[0-9]*
    done
done

fail() { said; echo "FAIL: $*" >&2; exit 1; }
life_run 2 "${WK_LONG:+10}40"
[ -z "$(said)" ] || fail 'valgrind found something'
pass 'nothing unset is read, nothing is lost, nothing is left open'
