// SPDX-License-Identifier: EUPL-1.2
/*
 * packs.mjs - the language packs are whole, and the check that says so sees
 * each kind of fault: a broken copy of every kind must be found, and named.
 */
import { fileURLToPath } from "node:url";
import { faults, load, parse } from "../../client/content/pack_lib.mjs";

const content = load(fileURLToPath(
  new URL("../../client/content/", import.meta.url)));

/* What is done to a copy, and the one fault that must be told of it. */
const BROKEN = [
  ["missing", (c) => { delete c.packs.ar.words.I1; },
    /^ar: words\.I1 is missing$/, /^ar: of: no such string as words\.I1$/],
  ["missing in the source", (c) => { delete c.packs.nl.words.calm; },
    /^\w+: words\.calm: no such string in nl$/],
  ["a pack less", (c) => { delete c.packs.fr; }, /^fr: missing$/, null],
  ["additional", (c) => { c.packs.ti.words.more_still = { text: "ሓደ" }; },
    /^ti: words\.more_still: no such string in nl$/],
  ["a source's words", (c) => { c.packs.so.words.I3.text = c.packs.fr.words.I3.text; },
    /^so: words\.I3 is not translated: a source says the same$/],
  ["blank", (c) => { c.packs.uk.answers.house.text = " "; },
    /^uk: answers\.house is blank$/],
  ["blank speech", (c) => { c.packs.ar.answers.house.speak = ""; },
    /^ar: answers\.house is blank$/],
  ["no text at all", (c) => { c.packs.tr.months["03"] = { speak: "Mart" }; },
    /^tr: months\.03 is blank$/],
  ["more than text", (c) => { c.packs.tr.months["03"].draft = true; },
    /^tr: months\.03 should be text, and perhaps speak$/],
  ["a variable lost", (c) => { c.packs.es.words.step.text = "Paso {n}"; },
    /^es: words\.step should have the variables \[\{n\} \{of\}\], has \[\{n\}\]$/],
  ["a variable invented", (c) => { c.packs.so.words.start.text += " {name}"; },
    /^so: words\.start should have the variables \[\], has \[\{name\}\]$/],
  ["a variable translated", (c) => {
    c.packs.es.words.I6.text = c.packs.es.words.I6.text.replace("month", "mes");
  }, /^es: words\.I6 should have the variables \[\{month\}\], has \[\{mes\}\]$/],
  ["a variable spoken", (c) => { c.packs.nl.words.step.speak = "Stap {n}"; },
    /^nl: words\.step speak has a variable$/],
  ["the wrong direction", (c) => { c.packs.ps.direction = "ltr"; },
    /^ps: direction should be rtl$/],
  ["the wrong script", (c) => { c.packs.kmr.script = "Arab"; },
    /^kmr: script should be Latn$/],
  ["letters of another script", (c) => { c.packs.ti.words.start.text = "ሓ ok"; },
    /^ti: words\.start is not in its script: ok$/],
  ["a Latin letter among Cyrillic ones", (c) => {
    c.packs.uk.words.stop.text = "Стоp";
  }, /^uk: words\.stop is not in its script: p$/],
  ["a draft that calls itself reviewed", (c) => { c.packs.rn.status = "reviewed"; },
    /^rn: status should be draft$/],
  ["another language inside", (c) => { c.packs.ff.language = "fr"; },
    /^ff: language should be ff$/],
  ["markup", (c) => { c.packs.es.words.start.text = "<b>Sí</b>"; },
    /^es: words\.start has blanks/],
  ["markup of another kind", (c) => { c.packs.es.words.start.text = "**Sí**"; },
    /^es: words\.start has blanks/],
  ["signs that turn the line around", (c) => { c.packs.uk.words.start.text += "\u202e"; },
    /^uk: words\.start has blanks/],
  ["signs that nobody sees", (c) => { c.packs.uk.words.start.text += "\u00ad"; },
    /^uk: words\.start has blanks/],
  ["what was no UTF-8", (c) => { c.packs.uk.words.start.speak = "так\ufffd"; },
    /^uk: words\.start has blanks/],
  ["a flag", (c) => { c.packs.uk.words.start.text += " 🇺🇦"; },
    /^uk: words\.start has blanks/],
  ["a pile of marks", (c) => { c.packs.uk.words.start.text += "\u0301".repeat(9); },
    /^uk: words\.start has blanks/],
  ["nothing but signs", (c) => { c.packs.uk.words.start.text = "\u200c..."; },
    /^uk: words\.start is blank$/],
  ["a text without end", (c) => { c.packs.uk.words.start.text = "так ".repeat(99).trim(); },
    /^uk: words\.start is over 200 characters$/],
  ["null for a string", (c) => { c.packs.uk.words.start = null; },
    /^uk: words\.start should be text, and perhaps speak$/],
  ["null for a pack", (c) => { c.packs.uk = null; }, /^uk: should be an object$/],
  ["a key that every object has", (c) => { c.packs.uk.words.constructor = { text: "так" }; },
    /^uk: words\.constructor: no such string in nl$/],
  ["an endonym with markup", (c) => { c.packs.uk.endonym = "<b>Українська</b>"; },
    /^uk: endonym should be a name/],
  ["an endonym of another script", (c) => { c.packs.uk.endonym = "Ukrainian"; },
    /^uk: endonym should be a name/],
  ["an endonym without end", (c) => { c.packs.uk.endonym = "У".repeat(25); },
    /^uk: endonym should be a name/],
  ["another's endonym", (c) => { c.packs.es.endonym = "Nederlands"; },
    /^nl: endonym is that of another$/],
  ["a question worded otherwise", (c) => {
    c.questionnaires.end.questions[0].text.fr = "Autrement ?";
  }, /^fr: questions\.\w+ is ".+" and in questionnaire end "Autrement \?"$/],
  ["an answer worded otherwise", (c) => { c.questionnaires.start.labels.house.en = "home"; },
    /^en: answers\.house is "house" and in questionnaire start "home"$/],
  ["a question nobody asks", (c) => {
    for (const q of Object.values(c.questionnaires))
      q.questions = q.questions.filter((x) => x.id !== "C08");
  }, /^nl: no questionnaire asks questions\.C08$/],
  ["nothing recorded", (c) => { delete c.of.prs; },
    /^prs: what it was translated from is not recorded/],
  ["a record of nothing", (c) => { c.of.xx = {}; }, /^of\/xx: no such pack$/],
];

let failed = 0;
function check(what, fine, seen) {
  failed += fine ? 0 : 1;
  console.log(`${fine ? "ok " : "FAILED "} ${what}${fine ? "" : `: ${seen}`}`);
}

const whole = faults(content);
check(`${Object.keys(content.packs).length} packs are whole`,
  whole.length === 0, whole.join("\n"));
for (const [what, break_, ...told] of BROKEN) {
  const copy = structuredClone(content);
  break_(copy);
  const found = faults(copy);
  const others = found.filter((f) => !told.some((t) => t?.test(f)));
  check(what, told.every((t) => t === null || found.some((f) => t.test(f))) &&
    (others.length === 0 || told.includes(null)), found.slice(0, 5).join("\n"));
}

/* What is no text, or says two things, is not read. */
const UNREAD = [
  ["a key twice", '{"a": {"text": "b"}, "a": {"text": "c"}}'],
  ["a key twice, deep", '{"a": [{"b": "\\": ", "b": 1}]}'],
  ["no UTF-8", Buffer.from('{"a": "\xff"}', "latin1")],
  ["half a letter", Buffer.from('{"a": "\xed\xa0\xbd"}', "latin1")],
  ["a mark before it", '\ufeff{"a": "b"}'],
  ["half of it", '{"a": '],
];
for (const [what, bytes] of UNREAD) {
  let read = true;
  try {
    parse(Buffer.from(bytes));
  } catch {
    read = false;
  }
  check(`not read: ${what}`, !read, "was read");
}
check("read: the same key in two places",
  parse(Buffer.from('{"a": {"b": "\\"c\\": 1"}, "d": [{"b": null}]}')).d.length === 1, "");

/* A source changes: exactly its translations are stale, in every language. */
const copy = structuredClone(content);
copy.packs.fr.words.I3.text = "Votre réponse ne change rien.";
const stale = faults(copy), others = Object.keys(content.packs)
  .filter((name) => !["nl", "fr", "en"].includes(name));
check("a source that changes makes its translations stale, and no other",
  others.length > 0 && stale.join("|") === others.map((name) =>
    `${name}: words.I3 is stale: the source says something else since`)
    .join("|"), stale.join("\n"));

process.exitCode = failed === 0 ? 0 : 1;
