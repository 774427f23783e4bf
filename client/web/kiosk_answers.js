// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_answers.js - the answers of one question: a list of which one is
 * chosen, or tiles of which up to three are.
 *
 * A list stands one below the other: left and right mean nothing.  Tiles are
 * check boxes, each a stop of the Tab key; those that stand alone come last.
 * What is being said is marked.
 */
import { cls, html, Icon } from "../../common/web/ui.js";
import { Cup, Face, Mark } from "./kiosk_art.js";
import { hasPictogram, Pictogram } from "./kiosk_pictograms.js";
import { isChosen, MOST, spoken, wording } from "./kiosk_form.js";
import { focused, isSaid, useVoice } from "./kiosk_voice.js";
import { inLang } from "./kiosk_words.js";
import arrowRight from "lucide-static/icons/arrow-right.svg";
import check from "lucide-static/icons/check.svg";

/**
 * @typedef {import("./kiosk_form.js").Step} Step
 * @typedef {import("./kiosk_form.js").Option} Option
 * @typedef {import("./kiosk_form.js").Choice} Choice
 */

/** The words of an answer. @param {Option} o @param {string} l */
export const label = (o, l) => wording(o, l).text || o.code;

/** The same on the screen, which says so where it is in another language.
 * @param {{option: Option, lang: string}} props */
function Words({ option, lang }) {
  const said = wording(option, lang);
  return html`<span class="words" ...${said.lang === lang ? {} : inLang(said.lang)}>
    ${label(option, lang)}</span>`;
}

/** The picture beside the words. @param {{step: Step, option: Option}} props */
function Drawing({ step, option }) {
  const place = step.options.indexOf(option);
  if (step.kind === "warmup")
    return html`<${Face} mood=${place} />`;
  if (step.cups && place < 4)
    return html`<${Cup} level=${place} />`;
  if (hasPictogram(option.code))
    return html`<${Pictogram} code=${option.code} />`;
  return html`<${Mark} />`;
}

/** Move choice and focus with the arrow keys. @param {KeyboardEvent} e */
function onArrow(e) {
  const way = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key];
  const group = /** @type {HTMLElement} */ (e.currentTarget);
  const radios = /** @type {HTMLElement[]} */ (
    [...group.querySelectorAll("[role=radio]")]);
  const place = radios.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (way === undefined || place < 0)
    return;
  e.preventDefault();
  const next = radios[(place + way + radios.length) % radios.length];
  next.focus();
  if (next.getAttribute("aria-checked") !== "true")
    next.click();
}

/**
 * What one answer is, on the screen and to the ear.
 * @param {{step: Step, option: Option, lang: string, role: string,
 *   checked: boolean, class?: string, tap: (e: MouseEvent) => void,
 *   children?: any} & Record<string, any>} props
 */
function Answer({ step, option, lang, role, checked, tap, children, ...rest }) {
  const v = useVoice(), address = spoken(option, lang);
  return html`<button type="button" role=${role} ...${rest}
      class=${cls("answer", rest.class, isSaid(v, address) && "said",
        v.armed === option.code && "armed")}
      data-code=${option.code} aria-checked=${checked ? "true" : "false"}
      onFocus=${() => address && focused([address])} onClick=${tap}>
    <${Drawing} step=${step} option=${option} />
    <${Words} option=${option} lang=${lang} />${children}
  </button>`;
}

/**
 * One answer of several.
 * @param {{step: Step, lang: string, choice: Choice,
 *   tap: (code: string, e: MouseEvent) => void}} props
 */
export function Answers({ step, lang, choice, tap }) {
  const chosen = step.options.some((o) => o.code === choice);
  const size = step.options.length;
  return html`<div class=${cls("answers", size > 5 && "many")}
      role="radiogroup" aria-labelledby="question" ...${inLang(lang)}
      onKeyDown=${onArrow}>
    ${step.options.map((o, i) => html`<${Answer} key=${o.code} step=${step}
        option=${o} lang=${lang} role="radio" checked=${choice === o.code}
        tabindex=${choice === o.code || (!chosen && i === 0) ? 0 : -1}
        tap=${(/** @type {MouseEvent} */ e) => tap(o.code, e)}>
      <${Icon} svg=${arrowRight} class="go" /><//>`)}
  </div>`;
}

/**
 * Up to three answers; tap is told of each tap, also of one too many.
 * @param {{step: Step, lang: string, choice: Choice,
 *   tap: (code: string, e: MouseEvent) => void}} props
 */
export const Tiles = ({ step, lang, choice, tap }) => html`
  <div class="answers tiles" role="group" aria-labelledby="question"
      aria-describedby="upto" ...${inLang(lang)}>
    ${step.options.map((o) => html`<${Answer} key=${o.code} step=${step}
        option=${o} lang=${lang} role="checkbox" class=${cls(o.alone && "alone")}
        checked=${isChosen(choice, o.code)}
        tap=${(/** @type {MouseEvent} */ e) => tap(o.code, e)}>
      <${Icon} svg=${check} class="tick" /><//>`)}
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
