# SPDX-License-Identifier: EUPL-1.2
# test_flood.sh - a thousand answer sets within a minute, by four pages that send
# each of them twice: none is lost, none doubled, and memory stays within bounds.
# Beyond what a minute may bring they are turned away, and staff are told.  What
# a flood took of memory is given back after it.
. "$(dirname "$0")/lib.sh"
SITE=$SITE_BIN
[ ! -x "${WK_RELEASE:-$SOURCE/build/release/bin}/weerklank-site" ] || SITE=${WK_RELEASE:-$SOURCE/build/release/bin}/weerklank-site
site gent init --name Gent >"$WORK/gent.init" 2>"$WORK/gent-init.log"
site gent questionnaire add "$SOURCE/client/content/questionnaires/end.json" >/dev/null
site gent project add wijkhuis --name Wijkhuis --from "$(month_ago 0)" --questionnaire end --promise director >/dev/null
conf() { printf '[site]\nkiosk_per_minute = %s\n[http]\nlisten = 127.0.0.1:0\n' "$1" >"$WORK/gent/site.conf"; chmod 600 "$WORK/gent/site.conf"; }
rows() { sqlite3 -readonly "$WORK/gent/site.db" 'SELECT count(*) FROM answer_set'; }
rush() { read -r SAVED LATER MS < <(node "$SOURCE/tests/integration/rush.mjs" "$URL" 4 "$1" wijkhuis); }
told() { site gent status --json | jq -c .flood; }

conf 2000
site_start gent
rush 1000
echo "   $SAVED saved in $MS ms"
expect '1000 0' "$SAVED $LATER" 'a thousand are taken'
[ "$MS" -le 60000 ] || fail "in $MS ms"
pass 'within a minute'
expect 1000 "$(rows)" 'none is lost, none doubled'
expect null "$(told)" 'and nobody speaks of a flood'
stop "$SITE_PID"

# One minute's allowance is spent at once, on sets that come twice.
conf 30
site_start gent
rush 100
[ "$SAVED" -ge 15 ] && [ "$SAVED" -le 45 ] || fail "$SAVED of 100 sets were saved, of 30 a minute"
expect "$((1000 + SAVED))" "$(rows)" 'what was said to be saved is'
[ "$LATER" -ge 100 ] || fail "$LATER were turned away"
today=$(date +%F)
expect "{\"since\":\"$today\",\"turned_away\":\"100-999\"}" "$(told)" 'staff are told the day and a band'
expect 1 "$(sqlite3 -readonly "$WORK/gent/site.db" "SELECT count(*) FROM audit_log WHERE what LIKE '%turned away%'")" 'and the log has a line'
stop "$SITE_PID"

# What it takes, in the program as it is shipped (tests/README.md, P6).
if [ "$SITE" != "$SITE_BIN" ]; then
    SITE_BIN=$SITE
    conf 100000
    site_start gent
    rush 1000
    # As many as it lets in send the longest body there is, all but its end;
    # twice, since an allocator learns from the first time.  Some of the second
    # time come before the first ones were seen to go, and are sent away.
    trap '' PIPE
    for _ in 1 2; do
        held=()
        for _ in $(seq 250); do
            exec {fd}<>"/dev/tcp/127.0.0.1/${URL##*:}"
            printf 'POST /api/v1/answers HTTP/1.1\r\nHost: %s\r\nContent-Length: 196000\r\n\r\n%0190000d' "${URL#*//}" 0 >&"$fd" 2>/dev/null || :
            held+=("$fd")
        done
        rush 10
        for fd in "${held[@]}"; do exec {fd}>&-; done
    done
    memory() { awk -v what="$1" '$1 == what { print $2 }' "/proc/$SITE_PID/status"; }
    for _ in $(seq 100); do # until it has seen them all go
        anonymous=$(memory RssAnon:) all=$(memory VmRSS:)
        [ "$anonymous" -gt 8192 ] || [ "$all" -gt 24576 ] || break
        sleep 0.1
    done
    echo "   RssAnon $anonymous kB, RSS $all kB"
    [ "$anonymous" -le 8192 ] && [ "$all" -le 24576 ] || fail 'more memory than P6 allows'
    pass 'memory stays within bounds'
    stop "$SITE_PID"
fi
expect 0 "$(status_of site gent verify)" 'sound'
