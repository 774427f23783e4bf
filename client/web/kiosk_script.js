// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_script.js - what is read aloud on each screen, as addresses in the packs.
 *
 * A visit of six questions takes two to three minutes by voice; so the
 * exits and the buttons around a question are said when they are touched, and
 * not on every screen; and what is promised before is not said again at the end
 * to who heard it.
 */
import { isChosen, spoken } from "./kiosk_form.js";
import { wasHeard } from "./kiosk_voice.js";

/**
 * @typedef {import("./kiosk_form.js").Step} Step
 * @typedef {import("./kiosk_form.js").Choice} Choice
 * @typedef {import("./kiosk_form.js").Project} Project
 * @typedef {import("./kiosk_form.js").Told} Told
 * @typedef {import("./kiosk_visit.js").Visit} Visit
 */

/** What became of what people said. @type {Record<string, string>} */
export const STATE = { heard: "words.heard", discussed: "words.discussed",
  doing: "words.doing", done: "words.done_so", cannot: "words.cannot",
  passed_on: "words.passed_on" };

/** One thing said and done, or why not. @param {Told} told */
export const toldScript = (told) => ["words.you_said", `themes.${told.theme}`,
  ...told.state === "cannot" ? [] : ["words.we_did"], STATE[told.state]];

/** Who sees the answers, or that nobody keeps them.
 * @param {Step[]} steps @param {Project} project */
const noticesOf = (steps, project) => [
  ...project.pilot ? ["words.pilot"] : [],
  ...project.assisted && steps.some((s) => s.form === project.assisted)
    ? ["words.assisted"] : []];

/** The sentences of the intention card. @param {Project} project */
export const sentencesOf = (project) =>
  ["I1", "I2", "I3", "I4", "I5", ...(project.feedback_month ? ["I6"] : [])];

/**
 * A question, its answers, and what was chosen before.  The cups are the same
 * in every question: by itself a voice says each of them once, most of them in
 * the practice, and from then on where it is touched or heard again.
 * @param {Step[]} steps @param {number} at @param {Choice} choice
 * @param {string} lang @param {boolean} again
 */
function stepScript(steps, at, choice, lang, again) {
  const step = steps[at];
  const known = new Set((again || !step.cups ? [] : steps.slice(0, at))
    .filter((s) => s.cups).flatMap((s) => s.options.map((o) => spoken(o, lang))));
  const options = step.options.map((o) => spoken(o, lang))
    .filter((o) => !known.has(o));
  const chosen = step.options.filter((o) => isChosen(choice, o.code))
    .map((o) => spoken(o, lang));
  const around = step.kind === "practice"
    ? [["words.practice"], ["words.practice_free", "words.how_hear"]]
    : [step.many ? ["words.upto"] : [], []];
  return [spoken(step, lang), ...around[0], ...options, ...around[1], ...chosen];
}

/**
 * @param {Visit} visit @param {Step[]} steps @param {Project} project
 * @param {string} lang
 * @param {boolean} translation said once: the text is a translation
 * @param {boolean} again all of it, as it was asked for
 * @returns {string[]}
 */
export function scriptOf(visit, steps, project, lang, translation, again) {
  const loop = (project.loop ?? []).flatMap(toldScript);
  /** @type {(string | null)[]} */
  const script = (() => {
    switch (visit.screen) {
    case "last":
      return [...noticesOf(steps, project), "words.last_time", ...loop, "words.next"];
    case "intention":
      return [...loop.length > 0 && !again ? [] : noticesOf(steps, project),
        ...(translation ? ["words.translated"] : []), "words.before",
        ...sentencesOf(project).map((key) => `words.${key}`),
        "words.start", "words.decline"];
    case "card":
      return ["words.card"];
    case "ask":
      return stepScript(steps, visit.at, visit.choices[steps[visit.at].key], lang,
        again);
    case "calm":
      return ["words.calm"];
    case "unsaved":
      return ["words.unsaved", "words.unsaved_why", "words.again", "words.stop"];
    case "thanks":
      return ["words.thanks", ...project.feedback_month &&
        (again || !wasHeard("words.I6")) ? ["words.thanks_more"] : [], ...loop];
    default:
      return [];
    }
  })();
  return /** @type {string[]} */ (script.filter((a) => a !== null));
}

/** What is asked in between. @param {"more" | "stop"} what */
export const dialogScript = (what) => [what === "more" ? "words.more"
  : "words.stop_ask", `words.${what}_why`, `words.${what}_yes`, `words.${what}_no`];
