# SPDX-License-Identifier: EUPL-1.2
# test_speech_making.sh - deploy/speech makes a clip of each string that is read
# aloud, again only when its text changed, declares silence where there is no
# voice, and lets a person's recording go before.
. "$(dirname "$0")/lib.sh"
command -v espeak-ng >/dev/null && command -v opusenc >/dev/null || { echo 'no espeak-ng, no opusenc'; exit 77; }

mkdir "$WORK/packs"
pack() { printf '{"language":"%s","words":{"a":{"text":"%s"},"b":{"text":"In {month}","speak":"%s"},"c":{"text":"Stap {n}"}}}' "$1" "$2" "$3" >"$WORK/packs/$1.json"; }
pack nl 'een twee drie' 'vier vijf'
pack ar 'نحن' 'نَحْنُ'
pack ti 'ሰላም' 'ሰላም'
out=$WORK/speech
make() { "$SOURCE/deploy/speech" "$out" --packs "$WORK/packs" --opus-only 2>"$WORK/said"; }
told() { jq -c "$1" "$out/manifest.json"; }
made() { find "$out" -newer "$WORK/before" -name '*.opus' -printf '%P\n' | sort | tr '\n' ' '; }

touch -d '1 minute ago' "$WORK/before"
make || fail 'it makes'
expect '["ar/words.b.opus","nl/words.a.opus","nl/words.b.opus"]' "$(told '[.clips[].file]')" 'what is read aloud: no variable, and Arabic with its vowels only'
expect "$(printf 'vier vijf' | sha256sum | cut -c 1-64)" "$(told '.clips[] | select(.file == "nl/words.b.opus").text_hash' | tr -d '"')" 'tied to the very text'
expect '["words.a"]' "$(told .silent.ar.strings)" 'silent without vowel marks, and it says so'
expect true "$(told '.silent.ti | test("no voice")')" 'silent without a voice, and it says so'
head -c 4 "$out/nl/words.a.opus" | grep -q OggS || fail 'a sound'

cp -r "$out/nl" "$WORK/first"
touch "$WORK/before"
make
expect '' "$(made)" 'nothing is made twice'
sleep 0.1
pack nl 'een twee drie' 'zes zeven'
touch "$WORK/before"
make
expect 'nl/words.b.opus ' "$(made)" 'a new text alone is made anew'
cmp -s "$out/nl/words.b.opus" "$WORK/first/words.b.opus" && fail 'it says the new text'

mkdir -p "$out/human/ti"
cp "$out/nl/words.a.opus" "$out/human/ti/words.a.opus"
make
expect '[["human","human/ti/words.a.opus"]]' "$(told '[.clips[] | select(.language == "ti") | [.source, .file]]')" 'a person speaks where no machine does'
pack ti 'ሰላም ሰላም' 'ሰላም'
make
expect '[]' "$(told '[.clips[] | select(.language == "ti")]')" 'until the text is another one'
grep -q 'human/ti/words.a.opus: stale' "$WORK/said" || fail 'which is said'
make
expect '[]' "$(told '[.clips[] | select(.language == "ti")]')" 'and stays so'
cp "$out/nl/words.b.opus" "$out/human/ti/words.a.opus"
make
expect 1 "$(told '[.clips[] | select(.language == "ti")] | length')" 'a new recording speaks again'
expect 0 "$(status_of "$SOURCE/deploy/speech" "$WORK/none" --packs "$WORK/packs" xx)" 'no such language: nothing to do'
expect 2 "$(status_of "$SOURCE/deploy/speech")" 'a folder is needed'
pass 'deploy/speech'
