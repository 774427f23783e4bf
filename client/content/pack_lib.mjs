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

/** Letters with their marks, numbers, and what stands between them: nothing that
 * hides, turns the line around, or is markup to anybody. */
const PLAIN =
  /^[\p{L}\p{M}\p{N} \u00a0\u202f\u200c.,:;!?¿¡…'’"“”«»()/{}%+‐‑–—،؛؟۔።፣፤፥፦-]*$/u;
const PILED = /\p{M}{4}/u; // no script here has so many marks on a letter
const MOST = 200, MOST_ENDONYM = 24; // characters

const keysIn = (x) => x === null || typeof x !== "object" ? 0
  : Object.values(x).reduce((n, v) => n + keysIn(v),
    Array.isArray(x) ? 0 : Object.keys(x).length);

/** The JSON in these bytes; throws when they are no text, or a key stands twice,
 * of which some readers take the first and others the last. */
export function parse(bytes) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
    .decode(bytes);
  const value = JSON.parse(text);
  const named = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)]
    .filter((m) => m[1] !== undefined).length;
  if (named !== keysIn(value))
    throw new SyntaxError("a key stands twice");
  return value;
}

function json(path) {
  try {
    return parse(readFileSync(path));
  } catch (e) {
    throw new SyntaxError(`${path}: ${e.message}`, { cause: e });
  }
}

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
  const all = pack?.[section] ?? {};
  return Object.hasOwn(all, key) ? all[key] : undefined;
};

/** All addresses of a pack. */
export const addresses = (pack) => SECTIONS.flatMap((section) =>
  Object.keys(pack[section] ?? {}).map((key) => `${section}.${key}`));

/** What a translation of this address is made of, as eight hex digits. */
export const sourceHash = (packs, address) => createHash("sha256")
  .update(SOURCES.map((l) => at(packs[l], address)?.text ?? "").join("\n"))
  .digest("hex").slice(0, 8);

const variables = (s) => (s.match(/\{[^}]*\}?/g) ?? []).sort().join(" ");

const foreignTo = (letters, text) =>
  [...text].filter((c) => /\p{L}/u.test(c) && !letters.test(c));

/** Whether two words or more are those of a source: not one that languages
 * share. */
const copied = (packs, address, text) => /\p{L} +\p{L}/u.test(text) &&
  SOURCES.some((l) => at(packs[l], address)?.text === text);

/** What is wrong with the words of one string. */
function* stringFaults(entry, source, letters) {
  if (entry === null || typeof entry !== "object" ||
      Object.keys(entry).some((key) => !["text", "speak"].includes(key)) ||
      Object.values(entry).some((value) => typeof value !== "string"))
    return yield "should be text, and perhaps speak";
  const { text = "", speak } = entry;
  if ([text, speak ?? text].some((x) => !/[\p{L}\p{N}]/u.test(x)))
    return yield "is blank";
  if (text !== text.trim() || [text, speak ?? ""].some((x) =>
    !PLAIN.test(x) || PILED.test(x)))
    yield "has blanks around it, or signs that are no text";
  if (Math.max(text.length, speak?.length ?? 0) > MOST)
    yield `is over ${MOST} characters`;
  if (variables(text) !== variables(source))
    yield `should have the variables [${variables(source)}], has [${variables(text)}]`;
  if (speak?.includes("{"))
    yield "speak has a variable";
  const foreign = foreignTo(letters,
    text.replace(/\{\w+\}/g, "") + (speak ?? ""));
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
  const endonym = typeof pack.endonym === "string" ? pack.endonym : "";
  if (endonym.trim() === "")
    yield "endonym is blank";
  if (endonym.length > MOST_ENDONYM || !/^[\p{L}\p{M} ]*$/u.test(endonym) ||
      foreignTo(LETTERS[script], endonym).length > 0)
    yield "endonym should be a name, in the language's own script";
  for (const key of Object.keys(pack))
    if (!KEYS.includes(key))
      yield `${key}: no such key`;
}

function* packFaults(name, pack, { packs, of }) {
  if (pack === null || typeof pack !== "object" || Array.isArray(pack))
    return yield "should be an object";
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
    if (!SOURCES.includes(name) && copied(packs, address, at(pack, address)?.text))
      yield `${address} is not translated: a source says the same`;
  }
  if (!SOURCES.includes(name))
    yield* staleFaults(source, own, packs, of[name]);
  return undefined;
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

/** Whoever reads a name must get that language. */
const twinFaults = ({ packs }) => Object.entries(packs)
  .filter(([name, pack]) => Object.entries(packs).some(([other, p]) =>
    other < name && p?.endonym === pack?.endonym))
  .map(([name]) => `${name}: endonym is that of another`);

/** Everything that is wrong, one sentence each; none when all is well. */
export const faults = (content) => [
  ...SOURCES.filter((l) => content.packs[l] === undefined)
    .map((l) => `${l}: missing`),
  ...Object.entries(content.packs).flatMap(([name, pack]) =>
    [...packFaults(name, pack, content)].map((f) => `${name}: ${f}`)),
  ...Object.keys(content.of).filter((name) => content.packs[name] === undefined)
    .map((name) => `of/${name}: no such pack`),
  ...twinFaults(content),
  ...wordingFaults(content)];
