// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_own_form.js - own questions as they are written, and the questionnaire
 * that comes of it, as common/core/questionnaire.h has it.
 *
 * A question that is put already keeps its id and stays as it is, whatever it
 * holds.  One that is changed is another question, with an id of its own, so
 * that nobody compares answers to two wordings.
 */
import { LANGS } from "../../common/web/i18n.js";
import { isCups, newId } from "./kiosk_form.js";
import { answers as nl } from "../content/packs/nl.json";
import { answers as fr } from "../content/packs/fr.json";
import { answers as en } from "../content/packs/en.json";

/** @typedef {import("../../common/web/i18n.js").Text} Text
 *  @typedef {import("../../common/web/i18n.js").Lang} Lang
 *  @typedef {"scale" | "one" | "many"} Kind
 *  @typedef {{kind: Kind, text: Text, answers: Text[], cut: number}} Draft
 *    cut: how many of the answers, from the first on, are the one side
 *  @typedef {{question: any, labels: Record<string, Text>}} Own
 *    one question of a questionnaire, with the labels of its codes */

/** Three minutes are short. */
export const MOST_QUESTIONS = 5;
/** @type {Record<Kind, [number, number]>} least and most answers */
export const ANSWERS = { scale: [4, 4], one: [2, 5], many: [2, 8] };
export const LENGTH = { question: 120, answer: 40 };

const CUPS = ["0", "1", "2", "3"];
const SCALE = [CUPS, [CUPS.slice(0, 2), CUPS.slice(2)]];
const SCALE_LABELS = Object.fromEntries(CUPS.map((c) => [c, Object.fromEntries(
  Object.entries({ nl, fr, en }).map(([l, pack]) =>
    [l, /** @type {any} */ (pack)[c].text]))]));

/** A question that is none yet. @param {Kind} [kind] @returns {Draft} */
export const blank = (kind = "scale") =>
  ({ kind, text: {}, answers: [{}, {}], cut: 1 });

/** What of a text was written, in one spelling. @param {Text} x @returns {Text} */
const tidied = (x) => Object.fromEntries(LANGS
  .map((l) => [l, (x[l] ?? "").trim().normalize("NFC")]).filter(([, s]) => s));

/** The texts that must be there. @param {Draft} d */
const textsOf = (d) => [d.text, ...d.kind === "scale" ? [] : d.answers];

/** Whether each text is there in all these languages.
 * @param {Draft} d @param {Lang[]} languages */
export const isWhole = (d, languages) => textsOf(d).map(tidied).every((x) =>
  languages.every((l) => x[l] !== undefined));

const random = () => newId().slice(0, 8);

/** The levels of some codes: one by one, and in two groups.
 * @param {string[]} codes @param {number} cut */
const levels = (codes, cut) => codes.length === 2 ? [codes]
  : [codes, [codes.slice(0, cut), codes.slice(cut)]];

/** A draft as a question. @param {Draft} d @returns {Own} */
export function ownOf(d) {
  const name = `q${random()}`, text = tidied(d.text);
  if (d.kind === "scale")
    return { labels: SCALE_LABELS,
      question: { id: `site:${name}`, type: "one", levels: SCALE, text } };
  const codes = d.answers.map((_, i) => `${name}-${i + 1}`);
  return { labels: Object.fromEntries(codes.map((c, i) =>
    [c, tidied(d.answers[i])])),
  question: { id: `site:${name}`, type: d.kind, text,
    levels: d.kind === "many" ? [codes] : levels(codes, d.cut) } };
}

/** Which kind a question is. @param {any} q @returns {Kind} */
export const kindOf = (q) => q.type === "many" ? "many"
  : isCups(q.levels[0]) ? "scale" : "one";

/** A question as a draft, to be changed. @param {Own} own @returns {Draft} */
export const draftOf = ({ question, labels }) => ({ kind: kindOf(question),
  text: question.text, cut: question.levels.at(-1)[0].length,
  answers: kindOf(question) === "scale" ? [{}, {}]
    : question.levels[0].map((/** @type {string} */ c) => labels[c] ?? {}) });

const codesOf = (/** @type {any} */ x) =>
  [...(x.levels ?? x.codings)[0], ...(x.extra ?? [])];

/** The questions of a questionnaire, each with its labels. @param {any} form
 * @returns {Own[]} */
export const ownsOf = (form) => form.questions.map((/** @type {any} */ question) =>
  ({ question, labels: Object.fromEntries(codesOf(question).filter((c) =>
    form.labels?.[c]).map((c) => [c, form.labels[c]])) }));

/** The questionnaire of these questions, in this order; before is what it comes
 * after, or null. @param {Own[]} owns @param {any} before @param {Text} title */
export function formOf(owns, before, title) {
  const kept = before ?? { id: `site:own-${random()}`, title };
  const questions = owns.map((o) => o.question);
  // What a code was called stays: one code has one label in a questionnaire.
  const labels = { ...Object.assign({}, ...owns.map((o) => o.labels)),
    ...kept.labels };
  const codes = [...questions, ...kept.attributes ?? []].flatMap(codesOf);
  return { ...kept, version: (kept.version ?? 0) + 1, scope: "site", questions,
    labels: Object.fromEntries([...new Set(codes)].filter((c) => labels[c])
      .map((c) => [c, labels[c]])) };
}
