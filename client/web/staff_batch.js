// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_batch.js - paper ballots that are being typed in, as a pure machine.
 *
 * A ballot is a choice for each question; keys choose and go on.  Ballots wait
 * in the page's memory, each with the id under which it counts once, until the
 * whole batch was sent.
 */
import { newId } from "./kiosk_form.js";

/** BALLOTS_JSON_ROWS of ballots_json.h. */
export const BATCH = 250;
const MOST = 3; // MAX_CHOICES
/** What stands for no answer, by its key. */
export const EXITS = { r: "refused", n: "not_understood", s: "skipped" };
const LETTERS = "abcdefghijklmopqtuvwxyz"; // no key of EXITS

/**
 * @typedef {string | string[]} Choice
 * @typedef {{id: string, key: string, code: string}} Option
 * @typedef {{id: string, text: any, many: boolean, options: Option[]}} Line
 * @typedef {{id: string, answers: Record<string, Choice>}} Row
 * @typedef {{at: number, answers: Record<string, Choice>, rows: Row[]}} Batch
 */

/** @type {Batch} */
export const EMPTY = { at: 0, answers: {}, rows: [] };

/** The key of each code: the code itself where it is a digit, else a letter for
 * one of several, or its place. @param {string[]} codes @param {boolean} many */
const keysOf = (codes, many) => codes.map((c, i) =>
  many ? LETTERS[i] : /^\d$/.test(c) ? c : String(i + 1));

/** The lines of the form. @param {{questions: any[], attributes: any[]}} asked
 * @returns {Line[]} */
export function linesOf({ questions, attributes }) {
  const line = (/** @type {any} */ x, /** @type {string[]} */ codes) => {
    const many = x.type === "many", extra = x.extra ?? [];
    const keys = keysOf(codes, many);
    const more = many ? [LETTERS[codes.length]] : [String(codes.length)];
    return { id: x.id, text: x.text, many, options: [...codes, ...extra].map(
      (code, i) => ({ id: x.id, code, key: keys[i] ?? more[i - codes.length] })) };
  };
  return [...questions.map((q) => line(q, q.levels[0])),
    ...attributes.map((a) => line(a, a.codings[0]))];
}

/** A choice on a line of which several may be chosen. @param {Line} line
 * @param {Choice | undefined} before @param {string} code @param {boolean} alone
 * @returns {Choice | undefined} */
function toggled(line, before, code, alone) {
  const held = Array.isArray(before) ? before : [];
  if (alone)
    return before === code ? undefined : code;
  if (held.includes(code))
    return held.filter((c) => c !== code);
  return held.length === MOST ? before : [...held, code];
}

/** @param {Batch} b @param {Line[]} lines @param {string} code */
export function choose(b, lines, code) {
  const line = lines[b.at];
  const exit = Object.values(EXITS).includes(code);
  const alone = exit || (line.many && code === "dont_know");
  if (!line.many || exit)
    return { ...b, answers: { ...b.answers, [line.id]: code },
      at: Math.min(b.at + 1, lines.length) };
  const answers = { ...b.answers };
  const next = toggled(line, b.answers[line.id], code, alone);
  if (next === undefined || next.length === 0)
    delete answers[line.id];
  else
    answers[line.id] = next;
  return { ...b, answers };
}

/** The ballot is complete: what was left out is skipped. @param {Batch} b
 * @param {Line[]} lines */
export function keep(b, lines) {
  const answers = Object.fromEntries(lines.map((l) =>
    [l.id, b.answers[l.id] ?? "skipped"]));
  return { at: 0, answers: {}, rows: [...b.rows, { id: newId(), answers }] };
}

/** Take the last ballot back into the form. @param {Batch} b */
export const again = (b) => b.rows.length === 0 ? b : { at: 0,
  answers: b.rows[b.rows.length - 1].answers, rows: b.rows.slice(0, -1) };

/**
 * What a key does.  null: it is none of ours.
 * @param {Batch} b @param {Line[]} lines @param {string} key
 */
export function pressed(b, lines, key) {
  const line = lines[b.at];
  if (key === "Enter")
    return b.at < lines.length && line.many ? { ...b, at: b.at + 1 }
      : b.rows.length < BATCH && Object.keys(b.answers).length > 0
        ? keep(b, lines) : b;
  if (key === "Backspace" || key === "ArrowUp")
    return { ...b, at: Math.max(0, b.at - 1) };
  if (key === "ArrowDown")
    return { ...b, at: Math.min(b.at + 1, lines.length) };
  if (line === undefined)
    return null;
  const code = line.options.find((o) => o.key === key.toLowerCase())?.code
    ?? EXITS[/** @type {keyof typeof EXITS} */ (key.toLowerCase())];
  return code === undefined ? null : choose(b, lines, code);
}
