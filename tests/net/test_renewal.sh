# SPDX-License-Identifier: EUPL-1.2
# test_renewal.sh - a certificate in its last 180 days is renewed by a night,
# used from then on, and what the old one vouched for stays verifiable.  Both
# sides live at the same false date.
. "$(dirname "$0")/../integration/lib.sh"

month=$(month_ago 2)
made() { date -d "+$1 days" +%F; }
# centre_at DAYS: the centre is started again, that many days from now.
centre_at() {
    stop "$CENTRAL_PID"
    at_date "$(made "$1")"
    : >"$WORK/central.log"
    "${AT[@]}" "$CENTRAL_BIN" --state-dir "$WORK/central" serve >>"$WORK/central.log" 2>&1 &
    CENTRAL_PID=$!
    PIDS+=("$CENTRAL_PID")
    await "$WORK/central.log" 'sync listener on' "$CENTRAL_PID"
}
night_at() { status_of at "$(made "$1")" "$SITE_BIN" --state-dir "$WORK/$2" night; }
certificates() { sqlite3 -readonly "$WORK/central/central.db" 'SELECT count(*) FROM certificate'; }
print() { openssl x509 -in "$WORK/gent/tls/cert.pem" -noout -fingerprint -sha256; }
answers() {
    site gent project add "$1" --name "$1" --from "$month" --promise director --questionnaire end >/dev/null
    { echo C01; for i in $(seq 12); do echo $((i % 4)); done; } |
        at "$month-12" "$SITE_BIN" --state-dir "$WORK/gent" import ballots --project "$1" --questionnaire end - >/dev/null
}
# counted DAYS: on that date; before it, what came then is yet to come.
counted() { at "$(made "$1")" "$CENTRAL_BIN" --state-dir "$WORK/central" export compare --question C01 --from "$month" --to "$month" --format json | jq '[.sites[].answer_sets] | add // 0'; }

gent_new
answers early
expect 0 "$(status_of site gent night)" 'an entry signed under the first certificate'
expect 12 "$(counted 0)" 'is counted'
first=$(print)

# ---- 181 days before its end: too early ----
centre_at 548
expect 0 "$(night_at 548 gent)" 'a night 182 days before the end'
expect "$first 1" "$(print) $(certificates)" 'renews nothing'

# ---- In its window ----
centre_at 560
cp -a "$WORK/gent" "$WORK/stale"
expect 0 "$(night_at 560 gent)" 'a night in the last 180 days'
second=$(print)
[ "$second" != "$first" ] || fail 'the certificate is the old one'
expect 2 "$(certificates)" 'brings a certificate'
expect 0 "$(night_at 561 gent)" 'the night after'
expect "$second 2" "$(print) $(certificates)" 'asks for none again'

# ---- After the first one's end: only the new one opens the door ----
centre_at 740
expect 1 "$(night_at 740 stale)" 'the site as it was before the renewal (the control) gets no contact'
grep -q 'no contact' "$WORK/out" || fail "$(cat "$WORK/out")"
answers late
expect 0 "$(night_at 740 gent)" 'with the new certificate a night goes on'
expect 24 "$(counted 740)" 'and counts'
expect "$second" "$(print)" 'under the second certificate'
[ "$(status_of at "$(made 740)" "$SITE_BIN" --state-dir "$WORK/gent" verify)" = 0 ] || fail "verify: $(cat "$WORK/out")"
pass 'the site verifies what both vouched for'
[ "$(status_of at "$(made 740)" "$CENTRAL_BIN" --state-dir "$WORK/central" verify)" = 0 ] || fail "verify: $(cat "$WORK/out")"
pass 'and so does the centre'
! grep -q 'runtime error\|AddressSanitizer' "$WORK"/*.log || fail 'a sanitizer speaks'
