#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
#
# layers.sh - what the links between CMake targets cannot catch.
#
# Includes go one way; a core/ folder neither includes nor calls anything that
# has a clock, a file, a network or randomness (libuv, OpenSSL and SQLite among
# them); every dependency has one owner.  Calls are read from the objects of
# WK_BUILD.  The check first proves, on a small tree that breaks every rule,
# that it would notice.
set -u
export LC_ALL=C
here=$(pwd)
build=${WK_BUILD:-$here/build/asan}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Headers that a core/ folder may take from outside the project.
pure='assert|ctype|errno|inttypes|limits|math|stdarg|stdbool|stddef|stdint|'
pure=$pure'stdio|stdlib|string'

# Calls that no object of a core/ folder may make.
calls='time|clock|ftime|times|clock_(gettime|getres|nanosleep)|gettimeofday|'
calls=$calls'timespec_get|localtime(_r)?|gmtime(_r)?|mktime|tzset|strftime|'
calls=$calls'sleep|usleep|nanosleep|alarm|timer_.*|signal|sigaction|'
calls=$calls'open|open64|openat|creat|fopen|fopen64|fdopen|freopen|tmpfile|'
calls=$calls'mkstemp|mkdtemp|read|pread|write|pwrite|readv|writev|close|lseek|'
calls=$calls'ftruncate|truncate|fsync|fdatasync|stat|lstat|fstat|access|mmap|'
calls=$calls'unlink|unlinkat|remove|rename|link|symlink|mkdir|rmdir|opendir|'
calls=$calls'readdir|chmod|chown|fcntl|ioctl|flock|__open(64)?_2|__read_chk|'
calls=$calls'getrandom|getentropy|rand|rand_r|srand|random|srandom|drand48|'
calls=$calls'arc4random.*|socket|connect|bind|listen|accept|send|sendto|recv|'
calls=$calls'recvfrom|poll|select|getaddrinfo|fork|vfork|exec.*|posix_spawn.*|'
calls=$calls'system|popen|pthread_create|getenv|setenv|getpid|getuid|'
calls=$calls'uv_.*|sqlite3_.*|SSL_.*|EVP_.*|RAND_.*|BIO_.*|X509_.*|'
calls=$calls'curl_.*|sodium_.*|randombytes.*|crypto_.*'

fault() {
    echo "$*"
    faults=$((faults + 1))
}

# Report every include of $1 (an ERE) outside the files matching $2 (an ERE).
owned() {
    found=$(grep -rnE --include='*.[ch]' "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($1)" \
        client server common 2>/dev/null | grep -vE "^($2):")
    [ -z "$found" ] || fault "belongs to $2 alone:
$found"
}

# Report what the sources of folder $1 quote from folders not matching $2.
sees() {
    [ -d "$1" ] || return 0
    for file in "$1"/*.[ch]; do
        [ -f "$file" ] || continue
        for name in $(sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*"\([^"]*\)".*/\1/p' "$file"); do
            case $name in
            */*) fault "$file: \"$name\": include by name, not by path" ;;
            *.pb-c.h) ;;
            *)
                place=$(find client server common -name node_modules -prune \
                    -o -name "$name" -print 2>/dev/null | head -n 1)
                [ -n "$place" ] || continue # generated
                printf '%s\n' "${place%/*}" | grep -qxE "$2" ||
                    fault "$file: may not see $place"
                ;;
            esac
        done
    done
}

check_includes() {
    owned 'sqlite3\.h' 'common/db/db(_[a-z]+)?\.[ch]'
    owned 'openssl/' 'common/io/(crypto|tls)(_[a-z]+)?\.[ch]'
    owned '[a-z]+\.pb-c\.h' 'common/core/wire(_[a-z]+)?\.c'
    owned 'curl/' 'client/uplink_curl\.c'
    owned 'jansson\.h' 'common/core/json\.c'
    owned 'sodium\.h' 'common/io/password\.c'
    owned 'seccomp\.h' 'common/io/sandbox_calls\.c'
    owned 'ini\.h' 'common/core/config\.c'
    owned 'glpk\.h' 'tests/.*' # GPL-3: no program may link it
    sees common/core 'common/core'
    sees common/io 'common/(io|core)'
    sees common/db 'common/(db|io|core)'
    sees common/cli 'common/(cli|io|core)'
    sees common/web 'common/(web|db|io|core)'
    sees client/core 'client/core|common/core'
    sees server/core 'server/core|common/core'
    sees client 'client(/core)?|common/[a-z]+'
    sees server 'server(/core)?|common/[a-z]+'
    for core in common/core client/core server/core; do
        [ -d "$core" ] || continue
        found=$(grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*<' \
            "$core"/*.[ch] /dev/null | grep -vE "<($pure)\.h>" |
            grep -vE '^common/core/(json\.c:.*<(jansson|malloc)|config\.c:.*<ini)\.h>')
        [ -z "$found" ] || fault "a core sees only pure headers:
$found"
    done
}

# The objects of the three cores under the build folder $1.
check_calls() {
    objects=$(find "$1" -name '*.o' 2>/dev/null |
        grep -E '/(common|client|server)/core/[a-z0-9_]+\.c\.o$')
    [ -n "$objects" ] || {
        fault "$1: no objects of a core to look at"
        return
    }
    for object in $objects; do
        found=$(nm -u "$object" | awk '{print $2}' | sed 's/@.*//' |
            grep -xE "(__)?($calls)" | tr '\n' ' ')
        [ -z "$found" ] || fault "$object calls $found"
    done
}

# A small tree in which each line breaks one rule; all of them must be found.
negative_control() {
    mkdir -p "$work/client/core" "$work/common/core" "$work/common/io" \
        "$work/server" "$work/build/common/core"
    cd "$work" || exit 1
    echo '#include "server.h"' >client/a.c
    echo '#include "../server/server.h"' >client/b.c
    echo '#include <sqlite3.h>' >client/c.c
    echo '#include <openssl/ssl.h>' >common/io/d.c
    echo '#include "file.h"' >common/core/e.c
    echo '#include <time.h>' >client/core/f.c
    echo '#include "x.pb-c.h"' >server/g.c
    echo '#include <jansson.h>' >server/h.c
    echo '#include <glpk.h>' >server/i.c
    touch server/server.h common/io/file.h
    faults=0
    check_includes >found
    for bad in client/a.c client/b.c client/c.c common/io/d.c common/core/e.c \
        client/core/f.c server/g.c server/h.c server/i.c; do
        grep -q "^$bad" found || {
            echo "negative control: $bad was not noticed"
            exit 1
        }
    done
    cat >t.c <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
long now(void) { return (long)time(NULL) + rand(); }
FILE *get(void) { return fopen("x", "r"); }
END
    ${CC:-cc} -c -o build/common/core/t.c.o t.c || exit 1
    faults=0
    check_calls build >found
    for bad in time rand fopen; do
        grep -qw "$bad" found || {
            echo "negative control: a call of $bad was not noticed"
            exit 1
        }
    done
    cd "$here" || exit 1
}

negative_control
faults=0
check_includes
check_calls "$build"
[ "$faults" -eq 0 ] && echo "layers: nothing to report"
[ "$faults" -eq 0 ]
