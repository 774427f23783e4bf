# SPDX-License-Identifier: EUPL-1.2
# test_site_languages.sh - a draft is never offered; what somebody read is, at
# once, whether the command or the page recorded it; and never in anybody's name.
. "$(dirname "$0")/lib.sh"

site gent init --name Gent >/dev/null 2>&1
printf '[http]\nlisten = 127.0.0.1:0\n' >"$WORK/gent/site.conf"
chmod 600 "$WORK/gent/site.conf"
staff_new gent chief coordinator
site_start gent
offered() { curl -sf "$URL/api/v1/kiosk" | jq -c '[.packs[] | .language + " " + .status]'; }
SOURCES='"nl source","fr source","en source"'

# ---- the command ----
expect "[$SOURCES]" "$(offered)" 'no draft'
expect 'nl Nederlands source' "$(site gent language list | grep '^nl' | tr '\t' ' ')" 'the list has the sources'
expect 'ar draft' "$(site gent language list | awk -F'\t' '$1 == "ar" { print $1, $3 }')" 'and drafts'
expect "$(cd "$SOURCE/client/content/packs" && ls ./*.json | wc -l)" "$(site gent language list | wc -l)" 'all packs'
expect '2 2' "$(status_of site gent language review ar) $(status_of site gent language review ar --role friend)" 'a role is needed'
expect '1 1' "$(status_of site gent language review xx --role translator) $(status_of site gent language review nl --role translator)" 'of a translation'
expect "[$SOURCES]" "$(offered)" 'nothing came of it'
expect 0 "$(status_of site gent language review ti --role interpreter)" 'reviewed'
expect "[$SOURCES,\"ti reviewed\"]" "$(offered)" 'and offered at once'
expect "ti reviewed interpreter on $(date +%F)" "$(site gent language list | awk -F'\t' '$1 == "ti" { print $1, $3, $4 }')" 'the list says so'

# ---- the page ----
staff_login chief
languages() { staff_get /api/v1/languages >/dev/null; jq -c "$1" "$WORK/reply"; }
hash=$(languages '.languages[] | select(.language == "ar").hash')
review() { staff_post "{\"language\":\"$1\",\"hash\":$2,\"role\":\"$3\"}" /api/v1/languages/review; }
expect '[[],null,"draft"]' "$(languages '.languages[] | select(.language == "ar") | [.missing, .review, .status]')" 'nothing missing, no review'
expect "[\"interpreter\",\"$(date +%F)\"]" "$(languages '.languages[] | select(.language == "ti").review | [.role, .date]')" 'a review'
expect '409 404 400' "$(review ar "\"$(printf '0%.0s' {1..64})\"" translator) $(review xx "$hash" translator) $(review nl "$hash" translator)" 'other words, no such language, no translation'
expect "[$SOURCES,\"ti reviewed\"]" "$(offered)" 'nothing came of it'
expect 200 "$(review ar "$hash" native_speaker)" 'reviewed'
expect "[$SOURCES,\"ar reviewed\",\"ti reviewed\"]" "$(offered)" 'and offered, in a neutral order'
expect 'chief|recorded the review of language ar by a native_speaker' "$(sqlite3 "$WORK/gent/site.db" "SELECT who, what FROM audit_log WHERE what LIKE '%language ar%'")" 'the log has who recorded it'
expect 0 "$(status_of site gent verify)" 'and all is well'
stop "$SITE_PID"
