// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_visit.js - one visit to the kiosk, as a pure machine.
 *
 *   language -> intention -> ask (step by step) -> sending -> thanks
 *                  | no, thank you                   | not saved
 *                  +-------------> thanks <- stop - unsaved -> sending
 *
 * Every state can be stopped, and falls back to language when nobody is there.
 * Choices are kept by code, never by position or wording.  They live in the
 * page's memory only: a browser's storage would be a file on the disk of the
 * machine, with somebody's answers in it.
 */

/**
 * @typedef {import("../../common/web/i18n.js").Lang} Lang
 * @typedef {import("../../common/web/i18n.js").Text} Text
 * @typedef {import("./kiosk_words.js").Tag} Tag
 * @typedef {"language" | "intention" | "ask" | "sending" | "unsaved" | "thanks"} Screen
 * @typedef {string | string[] | undefined} Choice  a list: options of "many"
 * @typedef {{screen: Screen, lang: Tag | null, at: number,
 *   choices: Record<string, Choice>, declined: boolean}} Visit
 * @typedef {{code: string, text: Text | null, alone: boolean}} Option
 *   text null: own words; alone: never beside another
 * @typedef {{id: string, kind: "warmup" | "question" | "attribute",
 *   text: Text | null, cups: boolean, many: boolean, options: Option[]}} Step
 * @typedef {{id: string, name: Text, wave?: string | null,
 *   questionnaires?: string[], languages?: Tag[], not_asked?: string[], feedback_month?: string | null}} Project
 * @typedef {{id: string, type?: "one" | "many", text?: Text, levels: any[],
 *   extra?: string[]}} Question
 * @typedef {{id: string, text?: Text, codings: any[]}} Attribute
 * @typedef {{id: string, questions: Question[], attributes?: Attribute[],
 *   labels?: Record<string, Text>}} Questionnaire
 * @typedef {{site: string, languages: Lang[], demonstration: boolean,
 *   preview: boolean, packs: import("./kiosk_words.js").Offer[],
 *   token?: string | null, pin?: boolean, projects: Project[],
 *   questionnaires: Record<string, Questionnaire>}} Config
 */

/** What can be said instead of an answer, on every question. */
export const EXITS = ["skipped", "refused", "not_understood"];

/** How many options one person may choose: MAX_CHOICES of wk_limits.h. */
export const MOST = 3;

const MOODS = ["mood0", "mood1", "mood2", "mood3"];

/** @type {Visit} */
export const NOBODY = { screen: "language", lang: null, at: 0, choices: {},
  declined: false };

/** The four-cup scale, and no other. @param {string[]} codes */
const isCups = (codes) => codes.join() === "0,1,2,3";

/**
 * The steps of one visit: the warm-up, each question that this project asks,
 * then what is asked about the group of people.
 * @param {Config} config @param {Project} project @returns {Step[]}
 */
export function stepsOf(config, project) {
  const looked = config.preview ? project.questionnaires?.[0] : undefined;
  const q = config.questionnaires[project.wave ?? looked ?? ""];
  if (q === undefined)
    return [];
  const option = (/** @type {string} */ code) => ({
    code, text: q.labels?.[code] ?? null, alone: false });
  const extra = (/** @type {string} */ code) => ({ ...option(code), alone: true });
  const isPut = (/** @type {{id: string}} */ x) =>
    !(project.not_asked ?? []).includes(x.id);
  const questions = q.questions.filter(isPut).map((x) => ({
    id: x.id,
    kind: /** @type {const} */ ("question"),
    text: x.text ?? null,
    cups: isCups(x.levels[0]),
    many: x.type === "many",
    options: [...x.levels[0].map(option), ...(x.extra ?? []).map(extra)],
  }));
  const attributes = (q.attributes ?? []).filter(isPut).map((x) => ({
    id: x.id,
    kind: /** @type {const} */ ("attribute"),
    text: x.text ?? null,
    cups: false,
    many: false,
    options: x.codings[0].map(option),
  }));
  if (questions.length === 0)
    return [];
  return [{ id: "C00", kind: "warmup", text: null, cups: false, many: false,
    options: MOODS.map((code) => ({ code, text: null, alone: false })) },
    ...questions, ...attributes];
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

/**
 * @typedef {{do: "language", lang: Tag} | {do: "start"} | {do: "decline"}
 *   | {do: "choose", id: string, choice: Choice} | {do: "next", steps: number}
 *   | {do: "back"} | {do: "saved"} | {do: "failed"} | {do: "again"}
 *   | {do: "stop"} | {do: "reset"}} Event
 */

/** @param {Visit} v @returns {Visit} */
function back(v) {
  if (v.screen === "ask" && v.at > 0)
    return { ...v, at: v.at - 1 };
  if (v.screen === "ask")
    return { ...v, screen: "intention" };
  return v.screen === "intention" ? { ...v, screen: "language" } : v;
}

/** @param {Visit} v @param {Event} e @returns {Visit} */
export function step(v, e) {
  switch (e.do) {
  case "language":
    return { ...v, screen: "intention", lang: e.lang };
  case "start":
    return { ...v, screen: "ask" };
  case "choose":
    return { ...v, choices: { ...v.choices, [e.id]: e.choice } };
  case "next":
    return v.at + 1 < e.steps
      ? { ...v, at: v.at + 1 } : { ...v, screen: "sending" };
  case "back":
    return back(v);
  case "failed":
    return { ...v, screen: "unsaved" };
  case "again":
    return { ...v, screen: "sending" };
  case "saved":
  case "decline":
  case "stop": // whatever was chosen is gone from here on
    return { ...NOBODY, screen: "thanks", lang: v.lang,
      declined: e.do === "decline" };
  case "reset":
    return NOBODY;
  }
}

/** A random 128-bit id: the same answer set, however often it is sent. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

/** What is sent of who declined. @param {Project} project */
export const refusal = (project) => ({ id: newId(), project: project.id,
  channel: "self", questionnaire: project.wave, declined: true });

/**
 * What is sent: never the warm-up, and "skipped" where nothing was chosen.
 * @param {Project} project @param {Step[]} steps
 * @param {Record<string, Choice>} choices
 */
export function answerSet(project, steps, choices) {
  /** @type {Record<string, Choice>} */
  const answers = {};
  for (const s of steps)
    if (s.kind !== "warmup")
      answers[s.id] = choices[s.id] ?? "skipped";
  return { id: newId(), project: project.id, channel: "self",
    questionnaire: project.wave, answers };
}
