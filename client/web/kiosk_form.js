// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_form.js - what one visit asks, and the answer sets that come of it.
 *
 * A visit begins with two things that are never kept.  The tea teaches the
 * machine: the four cups that every question has, and that the second touch
 * counts; it is offered first, and to everybody.  Then somebody is greeted:
 * how are you?  There faces are right, which would be wrong for a question
 * about the project.  Each takes two touches, some eight seconds by voice.
 *
 * A project's own module follows the core in the same visit, and is an answer
 * set of its own, with an id that has nothing to do with the other's.
 */
import { say as saying } from "./kiosk_words.js";

/**
 * @typedef {import("../../common/web/i18n.js").Lang} Lang
 * @typedef {import("../../common/web/i18n.js").Text} Text
 * @typedef {string | string[] | undefined} Choice  a list: options of "many"
 * @typedef {{code: string, text: Text | null, address: string,
 *   alone: boolean}} Option
 *   address: where in the packs; text: the questionnaire's own, null for the
 *   kiosk's; alone: never beside another
 * @typedef {"practice" | "warmup" | "question" | "attribute"} Kind
 * @typedef {{key: string, id: string, form: string, kind: Kind,
 *   text: Text | null, address: string, cups: boolean, many: boolean,
 *   options: Option[]}} Step
 *   form: hash of the questionnaire, "" for what is not kept
 * @typedef {{theme: string, state: string, said: string, text: Text | null}} Told
 * @typedef {{id: string, name: Text, wave?: string | null,
 *   questionnaires?: string[], languages?: string[] | null, not_asked?: string[],
 *   feedback_month?: string | null, pilot?: boolean,
 *   cards?: boolean, local?: string | null, assisted?: string | null,
 *   loop?: Told[]}} Project
 * @typedef {{id: string, type?: "one" | "many", text?: Text, levels: any[],
 *   extra?: string[]}} Question
 * @typedef {{id: string, text?: Text, codings: any[]}} Attribute
 * @typedef {{id: string, questions: Question[], attributes?: Attribute[],
 *   labels?: Record<string, Text>}} Questionnaire
 * @typedef {{site: string, languages: Lang[], demonstration: boolean,
 *   token?: string | null, pin?: boolean, preview: boolean,
 *   seal?: {id: string, key: string} | null,
 *   packs: import("./kiosk_words.js").Offer[], projects: Project[],
 *   questionnaires: Record<string, Questionnaire>}} Config
 */

/** What can be said instead of an answer, on every question. */
export const EXITS = ["skipped", "refused", "not_understood"];

/** How many options one person may choose: MAX_CHOICES of wk_limits.h. */
export const MOST = 3;

/** The attribute of an assisted visit that staff set and nobody is asked. */
const MODE = "mode";

/** The four-cup scale, and no other. @param {string[]} codes */
export const isCups = (codes) => codes.join() === "0,1,2,3";

/** @param {string} code @param {string} address @returns {Option} */
const own = (code, address) => ({ code, text: null, address, alone: false });

/** @type {Step[]} */
const NOT_KEPT = [
  { key: "practice", id: "practice", form: "", kind: "practice", text: null,
    address: "words.practice_question", cups: true, many: false,
    options: ["0", "1", "2", "3"].map((c) => own(c, `answers.${c}`)) },
  { key: "C00", id: "C00", form: "", kind: "warmup", text: null,
    address: "words.C00", cups: false, many: false,
    options: ["mood0", "mood1", "mood2", "mood3"].map((c) => own(c, `words.${c}`)) },
];

/** The steps of one questionnaire: questions, then what is asked about the group.
 * @param {Config} config @param {Project} project @param {string} form */
function stepsOfForm(config, project, form) {
  const q = config.questionnaires[form];
  if (q === undefined)
    return [];
  const option = (/** @type {string} */ code, alone = false) => ({ code,
    text: q.labels?.[code] ?? {}, address: `answers.${code}`, alone });
  const isPut = (/** @type {{id: string}} */ x) =>
    x.id !== MODE && !(project.not_asked ?? []).includes(x.id);
  const step = (/** @type {any} */ x, /** @type {Kind} */ kind) => ({
    key: `${form}/${x.id}`, id: x.id, form, kind, text: x.text ?? {},
    address: `questions.${x.id}` });
  const questions = q.questions.filter(isPut).map((x) => ({
    ...step(x, "question"),
    cups: isCups(x.levels[0]),
    many: x.type === "many",
    options: [...x.levels[0].map((/** @type {string} */ c) => option(c)),
      ...(x.extra ?? []).map((c) => option(c, true))],
  }));
  return questions.length === 0 ? [] : [...questions,
    ...(q.attributes ?? []).filter(isPut).map((x) => ({
      ...step(x, "attribute"), cups: false, many: false,
      options: x.codings[0].map((/** @type {string} */ c) => option(c)) }))];
}

/**
 * The steps of one visit; none when there is nothing to ask.
 * @param {Config} config @param {Project} project
 * @param {boolean} [assisted] somebody helps, and sees the answers
 * @returns {Step[]}
 */
export function stepsOf(config, project, assisted = false) {
  const looked = config.preview ? project.questionnaires?.[0] : undefined;
  const core = stepsOfForm(config, project,
    (assisted ? project.assisted : project.wave) ?? looked ?? "");
  if (core.length === 0)
    return [];
  return [...NOT_KEPT, ...core, ...assisted ? []
    : stepsOfForm(config, project, project.local ?? "")];
}

/** The words of a question or an answer, and the language they stand in.
 * @param {{address: string, text: Text | null}} x @param {string} lang */
export const wording = (x, lang) => saying(lang, x.address, x.text);

/** Where a voice finds it, or null: only in the language that is spoken.
 * @param {{address: string, text: Text | null}} x @param {string} lang */
export function spoken(x, lang) {
  const said = wording(x, lang);
  return said.lang === lang ? said.address : null;
}

/** Whether code is chosen. @param {Choice} choice @param {string} code */
export const isChosen = (choice, code) =>
  Array.isArray(choice) ? choice.includes(code) : choice === code;

/**
 * What is chosen on a step once code was tapped.  Where several may be, a
 * second tap takes back, what stands alone drives out the others, and one too
 * many changes nothing: the same choice comes back.
 * @param {Step} s @param {Choice} choice @param {string} code @returns {Choice}
 */
export function tapped(s, choice, code) {
  const option = s.many && s.options.find((o) => o.code === code);
  if (!option)
    return code;
  const chosen = Array.isArray(choice) ? choice : [];
  const others = chosen.filter((c) => c !== code);
  if (chosen.includes(code))
    return others.length > 0 ? others : undefined;
  const beside = option.alone ? [] : others.filter((c) =>
    !s.options.some((o) => o.code === c && o.alone));
  return beside.length === MOST ? choice : [...beside, code];
}

/** A random 128-bit id: the same answer set, however often it is sent. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

/** What is sent of who declined, alone. @param {Project} project */
export const refusal = (project) => ({ id: newId(), project: project.id,
  channel: "self", questionnaire: project.wave, declined: true });

/**
 * What is sent: one set for each questionnaire, never what is not kept, and
 * "skipped" where nothing was chosen.
 * @param {Project} project @param {Step[]} steps
 * @param {Record<string, Choice>} choices
 * @param {{card?: string | null, mode?: string | null}} [how]
 *   mode: who helps, as staff set it
 */
export function answerSets(project, steps, choices, { card, mode } = {}) {
  const kept = steps.filter((s) => s.form !== "");
  return [...new Set(kept.map((s) => s.form))].map((form, i) => ({
    id: newId(), project: project.id, channel: mode ? "assisted" : "self",
    questionnaire: form,
    answers: Object.fromEntries([
      ...kept.filter((s) => s.form === form)
        .map((s) => [s.id, choices[s.key] ?? "skipped"]),
      ...mode ? [[MODE, mode]] : []]),
    ...i === 0 && card ? { card } : {},
  }));
}
