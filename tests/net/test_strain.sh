# SPDX-License-Identifier: EUPL-1.2
# test_strain.sh - the sync listener under peers that only take its room: slow
# ones before and after TLS, silent, deaf and endless ones, smuggled requests,
# and no file descriptors left.  It gets rid of them all, an honest site has
# its nights, and everything acknowledged is counted once.
. "$(dirname "$0")/../integration/lib.sh"

month=$(month_ago 2)
sum=0
central_new
central_start
site_new Gent gent
site_new Liège bad
expect 0 "$(status_of site gent night)" 'the first night'
counted() { central export compare --question C01 --from "$month" --to "$month" --format json | jq '[.sites[].answer_sets] | add // 0'; }
answers() {
    site gent project add "$1" --name "$1" --from "$month" --promise director --questionnaire end >/dev/null
    { echo C01; for i in $(seq 10); do echo $((i % 4)); done; } |
        at "$month-12" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project "$1" --questionnaire end - >/dev/null
    sum=$((sum + 10))
}
night() { status_of timeout 300 "$SITE_BIN" --state-dir "$WORK/gent" night; }
# May fail, but only for want of contact.
perhaps() {
    local status
    status=$(night)
    [ "$status" = 0 ] || { [ "$status" = 1 ] && grep -q '^no contact' "$WORK/out"; } || fail "$1: $(cat "$WORK/out")"
    pass "$1: $(sed -n 's/: .*//p' "$WORK/out" | tail -1)"
}
counts() { expect "$sum" "$(counted)" "$1"; }
fds() { find "/proc/$CENTRAL_PID/fd" -mindepth 1 | wc -l; }

# ---- Requests that mean two things ----
node "$SOURCE/tests/integration/attack_http.mjs" sync "https://127.0.0.1:$SYNC_PORT" "$WORK/bad/tls/cert.pem" "$WORK/bad/tls/key.pem" ||
    fail 'a request that means two things'
rest=$(fds)
[ "$rest" -gt 0 ] || fail 'no file descriptors to be seen'

# ---- Peers that take room ----
STRAINS=()
strain() {
    node "$SOURCE/tests/net/strain.mjs" "$1" "$2" "$SYNC_PORT" "$WORK/bad" >"$WORK/$1.strain" 2>&1 &
    STRAINS+=("$1")
    PIDS+=($!)
    await "$WORK/$1.strain" ready $!
}
for kind in silent client head idle; do
    strain $kind 300
    answers $kind
    expect 0 "$(night)" "a night among 300 that are $kind"
    counts 'is counted'
done
strain reset 100
strain flood 8
strain deaf 300
answers deaf
perhaps 'a night among 300 that are deaf'
strain body 300
perhaps 'a night among 300 with slow bodies'
for kind in "${STRAINS[@]}"; do
    [ "$kind" != deaf ] || continue # they do not hear that either: see below
    for i in $(seq 1200); do grep -q 'let go' "$WORK/$kind.strain" && break; sleep 0.1; done
    grep -q 'let go' "$WORK/$kind.strain" || fail "the centre keeps those who are $kind"
    pass "the centre has let go of all who are $kind"
done
expect 0 "$(night)" 'a night after that'
counts 'nothing is lost, nothing counted twice'
for i in $(seq 600); do [ "$(fds)" -le "$rest" ] && break; sleep 0.1; done
[ "$(fds)" -le "$rest" ] || fail "file descriptors: $rest before, $(fds) after"
pass 'and no file descriptor is left, not for the deaf either'

# ---- File descriptors that run out ----
limit() { prlimit --pid "$CENTRAL_PID" --nofile="$1:"; }
# leave N: so many numbers below the limit are free.
leave() {
    local n=0 free=0
    while [ -e "/proc/$CENTRAL_PID/fd/$n" ] || [ $((free++)) -lt "$1" ]; do n=$((n + 1)); done
    limit $n
}
enrolled=0
for spare in 0 1 2 3; do
    answers "spare-$spare"
    central site add "Site $spare" >/dev/null 2>&1
    code=$(central site code "Site $spare" 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1)
    site "new$spare" init --name x >/dev/null 2>&1
    leave $spare
    strain silent 40
    enrol=$(status_of timeout 300 "$SITE_BIN" --state-dir "$WORK/new$spare" enrol --central "https://127.0.0.1:$WEB_PORT" --code "$code")
    perhaps "a night with $spare file descriptors left"
    limit 1024
    expect 0 "$(night)" 'and with enough again'
    counts 'it is counted once'
    if [ "$enrol" != 0 ]; then
        [ "$(status_of site "new$spare" enrol --central "https://127.0.0.1:$WEB_PORT" --code "$code")" = 0 ] ||
            [ "$(status_of site "new$spare" enrol --central "https://127.0.0.1:$WEB_PORT" \
                --code "$(central site code "Site $spare" 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1)")" = 0 ] ||
            fail "enrolment after the shortage: $(cat "$WORK/out")"
    else
        enrolled=$((enrolled + 1))
    fi
    expect 0 "$(status_of site "new$spare" night)" 'who enrolled meanwhile or after has a night too'
done
[ $enrolled -lt 4 ] || fail 'no enrolment met a shortage (the control)'

for name in gent bad new0 new1 new2 new3; do [ "$(status_of site $name verify)" = 0 ] || fail "verify: $(cat "$WORK/out")"; done
pass 'verify at the sites'
[ "$(status_of central verify)" = 0 ] || fail "verify: $(cat "$WORK/out")"
pass 'verify at the centre'
! grep -q 'runtime error\|AddressSanitizer' "$WORK"/*.log || fail 'a sanitizer speaks'
