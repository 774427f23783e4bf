// SPDX-License-Identifier: EUPL-1.2
/*
 * pack_lib.mjs - what a language pack must be, for pack_check.mjs, pack_of.mjs
 * and tests/content/packs.mjs.
 *
 * nl, fr and en are the sources: they say the same, and the law asks that each
 * translation is of what the official language says.  So packs/of/TAG.json
 * keeps, for each string of a translation, a hash of the three source texts it
 * was made of: when one of them changes, exactly its translations are stale.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const SOURCES = ["nl", "fr", "en"];
export const SECTIONS = ["words", "questions", "answers", "themes", "months"];
const KEYS = ["language", "endonym", "direction", "script", "status", ...SECTIONS];

/** Script and direction; any other language is written as Dutch is. */
const SCRIPTS = { ar: "Arab", prs: "Arab", ps: "Arab", ti: "Ethi", uk: "Cyrl" };
const LETTERS = { Latn: /\p{scx=Latn}/u, Arab: /\p{scx=Arab}/u,
  Ethi: /\p{scx=Ethi}/u, Cyrl: /\p{scx=Cyrl}/u };

const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Everything in a folder of content: {packs, of, questionnaires} by name. */
export function load(folder) {
  const all = (path) => !existsSync(path) ? {} : Object.fromEntries(
    readdirSync(path).filter((name) => name.endsWith(".json")).sort()
      .map((name) => [name.replace(".json", ""), json(join(path, name))]));
  return { packs: all(join(folder, "packs")),
    of: all(join(folder, "packs", "of")),
    questionnaires: all(join(folder, "questionnaires")) };
}

const at = (pack, address) => {
  const [section, key] = address.split(".");
  return pack?.[section]?.[key];
};

/** All addresses of a pack. */
export const addresses = (pack) => SECTIONS.flatMap((section) =>
  Object.keys(pack[section] ?? {}).map((key) => `${section}.${key}`));

/** What a translation of this address is made of, as eight hex digits. */
export const sourceHash = (packs, address) => createHash("sha256")
  .update(SOURCES.map((l) => at(packs[l], address)?.text ?? "").join("\n"))
  .digest("hex").slice(0, 8);

const variables = (s) => (s.match(/\{[^}]*\}?/g) ?? []).sort().join(" ");

/** What is wrong with the words of one string. */
function* stringFaults(entry, source, letters) {
  if (Object.keys(entry).some((key) => !["text", "speak"].includes(key)) ||
      Object.values(entry).some((value) => typeof value !== "string"))
    yield "should be text, and perhaps speak";
  const { text = "", speak } = entry;
  if (typeof text !== "string" || text.trim() === "" || speak?.trim() === "")
    return yield "is blank";
  if (text !== text.trim() || /[\p{Cc}<>]/u.test(text + (speak ?? "")))
    yield "has blanks around it, or signs that are no text";
  if (variables(text) !== variables(source))
    yield `should have the variables [${variables(source)}], has [${variables(text)}]`;
  if (speak?.includes("{"))
    yield "speak has a variable";
  const foreign = [...text.replace(/\{\w+\}/g, "") + (speak ?? "")]
    .filter((c) => /\p{L}/u.test(c) && !letters.test(c));
  if (foreign.length > 0)
    yield `is not in its script: ${[...new Set(foreign)].join("")}`;
  return undefined;
}

/** What is wrong with the head of a pack. */
function* headFaults(name, pack) {
  const script = SCRIPTS[name] ?? "Latn";
  const wanted = { language: name, script,
    direction: script === "Arab" ? "rtl" : "ltr",
    status: SOURCES.includes(name) ? "source" : "draft" };
  for (const [key, value] of Object.entries(wanted))
    if (pack[key] !== value)
      yield `${key} should be ${value}`;
  if (typeof pack.endonym !== "string" || pack.endonym.trim() === "")
    yield "endonym is blank";
  for (const key of Object.keys(pack))
    if (!KEYS.includes(key))
      yield `${key}: no such key`;
}

function* packFaults(name, pack, { packs, of }) {
  yield* headFaults(name, pack);
  const letters = LETTERS[SCRIPTS[name] ?? "Latn"];
  const own = new Set(addresses(pack)), source = addresses(packs.nl);
  for (const address of source)
    if (!own.has(address))
      yield `${address} is missing`;
  for (const address of own) {
    if (at(packs.nl, address) === undefined) {
      yield `${address}: no such string in nl`;
      continue;
    }
    for (const fault of stringFaults(at(pack, address),
      at(packs.nl, address).text ?? "", letters))
      yield `${address} ${fault}`;
  }
  if (!SOURCES.includes(name))
    yield* staleFaults(source, own, packs, of[name]);
}

function* staleFaults(source, own, packs, of) {
  if (of === undefined)
    return yield "what it was translated from is not recorded: pack_of.mjs";
  for (const address of own)
    if (source.includes(address) && of[address] !== sourceHash(packs, address))
      yield `${address} is stale: the source says something else since`;
  for (const address of Object.keys(of))
    if (!own.has(address))
      yield `of: no such string as ${address}`;
  return undefined;
}

/** Whether the sources ask what the questionnaires ask. */
function* wordingFaults({ packs, questionnaires }) {
  const asked = new Map();
  for (const [name, q] of Object.entries(questionnaires)) {
    for (const x of [...q.questions, ...(q.attributes ?? [])])
      if (x.id !== "mode") // the page fills it in; nobody is asked
        asked.set(`${name} questions.${x.id}`, x.text);
    for (const [code, text] of Object.entries(q.labels ?? {}))
      asked.set(`${name} answers.${code}`, text);
  }
  for (const [place, text] of asked)
    for (const l of SOURCES) {
      const [name, address] = place.split(" ");
      const said = at(packs[l], address)?.text;
      if (said !== text[l])
        yield `${l}: ${address} is "${said}" and in questionnaire ${name} "${text[l]}"`;
    }
  const places = new Set([...asked.keys()].map((p) => p.split(" ")[1]));
  for (const address of addresses(packs.nl))
    if (address.startsWith("questions.") && !places.has(address))
      yield `nl: no questionnaire asks ${address}`;
}

/** Everything that is wrong, one sentence each; none when all is well. */
export const faults = (content) => [
  ...SOURCES.filter((l) => content.packs[l] === undefined)
    .map((l) => `${l}: missing`),
  ...Object.entries(content.packs).flatMap(([name, pack]) =>
    [...packFaults(name, pack, content)].map((f) => `${name}: ${f}`)),
  ...Object.keys(content.of).filter((name) => content.packs[name] === undefined)
    .map((name) => `of/${name}: no such pack`),
  ...wordingFaults(content)];
