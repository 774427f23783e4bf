// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_answers.js - the answers of one question: a list of which one is
 * chosen, or tiles of which up to three are.
 *
 * A list stands one below the other: left and right mean nothing.  Tiles are
 * check boxes, each a stop of the Tab key; those that stand alone come last.
 */
import { cls, html, Icon } from "../../common/web/ui.js";
import { Cup, Face, Mark } from "./kiosk_art.js";
import { hasPictogram, Pictogram } from "./kiosk_pictograms.js";
import { isChosen, MOST } from "./kiosk_visit.js";
import { inLang, say, words } from "./kiosk_words.js";
import arrowRight from "lucide-static/icons/arrow-right.svg";
import check from "lucide-static/icons/check.svg";

/**
 * @typedef {import("./kiosk_visit.js").Step} Step
 * @typedef {import("./kiosk_visit.js").Option} Option
 * @typedef {import("./kiosk_visit.js").Choice} Choice
 * @typedef {import("./kiosk_words.js").Tag} Tag
 */

/** The words of an answer, and their language. @param {Option} o @param {Tag} l */
export const saidOf = (o, l) => /^mood\d$/.test(o.code)
  ? { text: words.in(l, o.code), lang: l, address: `words.${o.code}` }
  : say(l, `answers.${o.code}`, o.text);

/** @param {Option} o @param {Tag} l */
export const label = (o, l) => saidOf(o, l).text;

/** The words of an answer, on the screen. @param {{option: Option, lang: Tag}} props */
function Words({ option, lang }) {
  const said = saidOf(option, lang);
  return html`<span class="words" ...${said.lang === lang ? {} : inLang(said.lang)}>
    ${said.text}</span>`;
}

/** The picture beside the words. @param {{step: Step, option: Option}} props */
function Drawing({ step, option }) {
  if (hasPictogram(option.code))
    return html`<${Pictogram} code=${option.code} />`;
  const place = step.options.indexOf(option);
  if (step.kind === "warmup")
    return html`<${Face} mood=${place} />`;
  if (step.cups && place < 4)
    return html`<${Cup} level=${place} />`;
  return html`<${Mark} />`;
}

/** Move choice and focus with the arrow keys. @param {KeyboardEvent} e */
function onArrow(e) {
  const way = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key];
  const group = /** @type {HTMLElement} */ (e.currentTarget);
  const radios = /** @type {HTMLElement[]} */ (
    [...group.querySelectorAll("[role=radio]")]);
  const at = radios.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (way === undefined || at < 0)
    return;
  e.preventDefault();
  const next = radios[(at + way + radios.length) % radios.length];
  next.focus();
  if (next.getAttribute("aria-checked") !== "true")
    next.click();
}

/**
 * One answer of several.
 * @param {{step: Step, lang: Tag, choice: Choice,
 *   tap: (code: string, nth: number) => void}} props
 */
export function Answers({ step, lang, choice, tap }) {
  const chosen = step.options.some((o) => o.code === choice);
  const size = step.options.length;
  return html`<div class=${cls("answers", size > 5 && "many")}
      role="radiogroup" aria-labelledby="question" ...${inLang(lang)}
      onKeyDown=${onArrow}>
    ${step.options.map((o, i) => html`<button type="button" role="radio"
        key=${o.code} class="answer" data-code=${o.code}
        aria-checked=${choice === o.code ? "true" : "false"}
        tabindex=${choice === o.code || (!chosen && i === 0) ? 0 : -1}
        onClick=${(/** @type {MouseEvent} */ e) => tap(o.code, e.detail)}>
      <${Drawing} step=${step} option=${o} />
      <${Words} option=${o} lang=${lang} />
      <${Icon} svg=${arrowRight} class="go" />
    </button>`)}
  </div>`;
}

/**
 * Up to three answers; tap is told of each tap, also of one too many.
 * @param {{step: Step, lang: Tag, choice: Choice,
 *   tap: (code: string, nth: number) => void}} props
 */
export const Tiles = ({ step, lang, choice, tap }) => html`
  <div class="answers tiles" role="group" aria-labelledby="question"
      aria-describedby="upto" ...${inLang(lang)}>
    ${step.options.map((o) => html`<button type="button" role="checkbox"
        key=${o.code} class=${cls("answer", o.alone && "alone")}
        data-code=${o.code}
        aria-checked=${isChosen(choice, o.code) ? "true" : "false"}
        onClick=${(/** @type {MouseEvent} */ e) => tap(o.code, e.detail)}>
      <${Drawing} step=${step} option=${o} />
      <${Words} option=${o} lang=${lang} />
      <${Icon} svg=${check} class="tick" />
    </button>`)}
  </div>`;

/** How many may be chosen, and which are: a place for each. */
export const Slots = (/** @type {{step: Step, choice: Choice}} */
  { step, choice }) => {
  const chosen = (Array.isArray(choice) ? choice : []).map((code) =>
    step.options.find((o) => o.code === code));
  return html`<div class="slots" aria-hidden="true">
    ${Array.from({ length: MOST }, (_, i) => html`<span
        class=${cls("slot", chosen[i] && "taken")}>
      ${chosen[i] && html`<${Drawing} step=${step} option=${chosen[i]} />`}
    </span>`)}
  </div>`;
};
