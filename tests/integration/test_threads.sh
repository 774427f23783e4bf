# SPDX-License-Identifier: EUPL-1.2
# test_threads.sh - no two threads of either daemon race, in a whole life under
# ThreadSanitizer.  Control: a race that a library brings into the same programs.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/life.sh"
WK_BIN=${WK_TSAN:-$SOURCE/build/tsan/bin}
SITE_BIN=$WK_BIN/weerklank-site CENTRAL_BIN=$WK_BIN/weerklank-central
[ -x "$SITE_BIN" ] && [ -x "$CENTRAL_BIN" ] || { echo 'no build with ThreadSanitizer'; exit 77; }

RACED=66
export TSAN_OPTIONS="exitcode=$RACED"

cat >"$WORK/race.c" <<'C'
#include <pthread.h>
#include <stdio.h>
static int count;
static void *add(void *arg) { count++; return arg; }
__attribute__((constructor)) static void race(void)
{
    pthread_t t;
    pthread_create(&t, 0, add, 0);
    count++;
    pthread_join(t, 0);
}
C
"${CC:-cc}" -g -fsanitize=thread -shared -fPIC -o "$WORK/race.so" "$WORK/race.c"
for program in "$SITE_BIN" "$CENTRAL_BIN"; do
    expect $RACED "$(status_of env "LD_PRELOAD=$WORK/race.so" "$program" --help)" "a race in ${program##*/} is found"
done

# A race makes a program say so and end with another status than it meant.
life_run 3 "${WK_LONG:+2}100"
grep -l 'WARNING: ThreadSanitizer' "$WORK"/*.log "$WORK/out" && fail 'threads race'
pass 'no race'
