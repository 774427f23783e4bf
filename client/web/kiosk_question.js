// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_question.js - one question on one screen.
 *
 * A first tap chooses, a second tap on the same answer (or the arrow) goes on,
 * so that no answer is given by accident; a double click is one tap.  The three exits are always there
 * and work the same way.  Answers stand one below the other: left and right
 * mean nothing.
 */
import { cls, html, Icon, useEffect, useRef } from "../../common/web/ui.js";
import { text } from "../../common/web/i18n.js";
import { Cup, Face, Mark, Path } from "./kiosk_art.js";
import { EXITS } from "./kiosk_visit.js";
import { words } from "./kiosk_words.js";
import arrowLeft from "lucide-static/icons/arrow-left.svg";
import arrowRight from "lucide-static/icons/arrow-right.svg";
import hand from "lucide-static/icons/hand.svg";
import question from "lucide-static/icons/circle-question-mark.svg";
import redo from "lucide-static/icons/redo.svg";
import cross from "lucide-static/icons/x.svg";

/**
 * @typedef {import("./kiosk_visit.js").Step} Step
 * @typedef {import("./kiosk_visit.js").Option} Option
 * @typedef {import("../../common/web/i18n.js").Lang} Lang
 */

/** @type {Record<string, string>} */
const EXIT_ICON = { skipped: redo, refused: hand, not_understood: question };

/** The words of an answer. @param {Option} o @param {Lang} l */
function label(o, l) {
  if (o.text !== null)
    return text(o.text, l);
  const own = /^(mood\d|not_needed)$/.test(o.code);
  return own ? words.in(l, o.code) : o.code;
}

/** @param {{step: Step, option: Option}} props */
function Drawing({ step, option }) {
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
 * @param {{step: Step, lang: Lang, choice: string | undefined,
 *   tap: (code: string, nth: number) => void}} props
 */
function Answers({ step, lang, choice, tap }) {
  const chosen = step.options.some((o) => o.code === choice);
  const size = step.options.length;
  return html`<div class=${cls("answers", size > 5 && "many")}
      role="radiogroup" aria-labelledby="question" lang=${lang}
      onKeyDown=${onArrow}>
    ${step.options.map((o, i) => html`<button type="button" role="radio"
        key=${o.code} class="answer" data-code=${o.code}
        aria-checked=${choice === o.code ? "true" : "false"}
        tabindex=${choice === o.code || (!chosen && i === 0) ? 0 : -1}
        onClick=${(/** @type {MouseEvent} */ e) => tap(o.code, e.detail)}>
      <${Drawing} step=${step} option=${o} />
      <span class="words">${label(o, lang)}</span>
      <${Icon} svg=${arrowRight} class="go" />
    </button>`)}
  </div>`;
}

/** Back, the three exits, and on. */
function Controls(/** @type {any} */ { lang, choice, tap, back, next }) {
  return html`<div class="controls" lang=${lang}>
    <button type="button" class="move back" onClick=${back}>
      <${Icon} svg=${arrowLeft} /><span>${words.in(lang, "back")}</span></button>
    <div class="exits" role="group" aria-label=${words.in(lang, "exits")}>
      ${EXITS.map((code) => html`<button type="button" class="exit"
          data-code=${code} aria-pressed=${choice === code ? "true" : "false"}
          onClick=${(/** @type {MouseEvent} */ e) => tap(code, e.detail)}>
        <${Icon} svg=${EXIT_ICON[code]} /><span>${words.in(lang, code)}</span>
      </button>`)}
    </div>
    <button type="button" class="move next" onClick=${next}
      disabled=${choice === undefined}>
      <span>${words.in(lang, "next")}</span><${Icon} svg=${arrowRight} /></button>
  </div>`;
}

/** Read out what was chosen, and how to go on. */
function chosenWords(/** @type {Step} */ step, /** @type {string | undefined} */ choice,
  /** @type {Lang} */ lang) {
  if (choice === undefined)
    return "";
  const option = step.options.find((o) => o.code === choice);
  const answer = option ? label(option, lang) : words.in(lang, choice);
  return words.in(lang, "chosen", { answer });
}

/**
 * lang is the visitor's language, or the source's while its text is shown.
 * @param {{step: Step, at: number, of: number, lang: Lang, project: string,
 *   choice: string | undefined, choose: (code: string) => void,
 *   next: () => void, back: () => void, stop: () => void}} props
 */
export function Question(props) {
  const { step, at, of, lang, choice, choose, next } = props;
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => heading.current?.focus(), [step.id]);
  const tap = (/** @type {string} */ code, /** @type {number} */ nth) => {
    if (code !== choice)
      choose(code);
    else if (nth !== 2) // the second half of a double click
      next();
  };
  const warmup = step.kind === "warmup";
  return html`<main data-step=${step.id}
      class=${cls("question", step.options.length > 5 && "wide")}>
    <div class="bar">
      <${Path} at=${at} of=${of}
        label=${words.in(lang, "step", { n: at + 1, of })} />
      <button type="button" class="stop" onClick=${props.stop}>
        <${Icon} svg=${cross} /><span>${words.in(lang, "stop")}</span></button>
    </div>
    <div class="ask" lang=${lang}>
      <p class="project">${props.project}</p>
      <h1 id="question" tabindex="-1" ref=${heading}>
        ${warmup ? words.in(lang, "C00") : text(step.text ?? undefined, lang) || step.id}</h1>
      ${warmup && html`<p class="hint">${words.in(lang, "practice")}
        ${" "}${words.in(lang, "how")}</p>`}
    </div>
    <${Answers} key=${step.id} step=${step} lang=${lang} choice=${choice} tap=${tap} />
    <${Controls} key=${`${step.id}-controls`} lang=${lang} choice=${choice} tap=${tap} back=${props.back}
      next=${next} />
    <p class="visually-hidden" role="status">
      ${chosenWords(step, choice, lang)}</p>
  </main>`;
}
