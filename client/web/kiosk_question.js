// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_question.js - one question on one screen.
 *
 * A first tap chooses, a second tap on the same answer (or the arrow) goes on,
 * so that no answer is given by accident; a double click is one tap.  Where
 * several may be chosen, a second tap takes back, and the arrow goes on.  The
 * three exits are always there and work as they do everywhere.
 */
import { cls, html, Icon, useLayoutEffect, useRef, useState }
  from "../../common/web/ui.js";
import { Answers, label, Slots, Tiles } from "./kiosk_answers.js";
import { Path } from "./kiosk_art.js";
import { EXITS, isChosen, tapped } from "./kiosk_visit.js";
import { inLang, say, words } from "./kiosk_words.js";
import arrowLeft from "lucide-static/icons/arrow-left.svg";
import arrowRight from "lucide-static/icons/arrow-right.svg";
import hand from "lucide-static/icons/hand.svg";
import question from "lucide-static/icons/circle-question-mark.svg";
import redo from "lucide-static/icons/redo.svg";
import cross from "lucide-static/icons/x.svg";

/**
 * @typedef {import("./kiosk_visit.js").Step} Step
 * @typedef {import("./kiosk_visit.js").Choice} Choice
 * @typedef {import("./kiosk_words.js").Tag} Tag
 */

/** @type {Record<string, string>} */
const EXIT_ICON = { skipped: redo, refused: hand, not_understood: question };

/** Back, the three exits, and on. */
function Controls(/** @type {any} */ { lang, choice, tap, back, next }) {
  return html`<div class="controls" ...${inLang(lang)}>
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
function chosenWords(/** @type {Step} */ step, /** @type {Choice} */ choice,
  /** @type {Tag} */ lang) {
  if (choice === undefined)
    return "";
  const answer = [choice].flat().map((code) => {
    const option = step.options.find((o) => o.code === code);
    return option ? label(option, lang) : words.in(lang, code);
  }).join(", ");
  return words.in(lang, Array.isArray(choice) ? "chosen_many" : "chosen",
    { answer });
}

/** The question, and what there is to know about answering it. */
function Ask(/** @type {any} */ { step, lang, project, choice, refused, heading }) {
  const warmup = step.kind === "warmup";
  const said = warmup ? { text: words.in(lang, "C00"), lang }
    : say(lang, `questions.${step.id}`, step.text);
  return html`<div class="ask" ...${inLang(lang)}>
    <p class="project" dir="auto">${project}</p>
    <h1 id="question" tabindex="-1" ref=${heading} ...${inLang(said.lang)}>
      ${said.text}</h1>
    ${warmup && html`<p class="hint">${words.in(lang, "practice")}
      ${" "}${words.in(lang, "how")}</p>`}
    ${step.many && html`<div class="upto">
      <${Slots} step=${step} choice=${choice} />
      <p id="upto" class=${cls("hint", refused && "full")}>
        ${words.in(lang, refused ? "full" : "upto")}</p>
    </div>`}
  </div>`;
}

/**
 * lang is the visitor's language, or the source's while its text is shown.
 * @param {{step: Step, at: number, of: number, lang: Tag, project: string,
 *   choice: Choice, choose: (choice: Choice) => void,
 *   next: () => void, back: () => void, stop: () => void}} props
 */
export function Question(props) {
  const { step, at, of, lang, choice, choose, next } = props;
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  const last = useRef(""); // what was tapped last
  const [refused, setRefused] = useState(0); // taps since there was room
  useLayoutEffect(() => {
    heading.current?.focus();
    setRefused(0);
  }, [step.id]);
  const tap = (/** @type {string} */ code, /** @type {number} */ nth) => {
    const double = nth === 2 && last.current === code; // its second half
    last.current = code;
    const after = tapped(step, choice, code);
    if (Array.isArray(after ?? choice)) {
      if (double)
        return;
      setRefused(after === choice ? refused + 1 : 0);
      choose(after);
    } else if (!isChosen(choice, code)) {
      setRefused(0);
      choose(after);
    } else if (!double) {
      next();
    }
  };
  return html`<main data-step=${step.id} class=${cls("question",
      step.many ? "tiled" : step.options.length > 5 && "wide")}>
    <div class="bar">
      <${Path} at=${at} of=${of}
        label=${words.in(lang, "step", { n: at + 1, of })} />
      <button type="button" class="stop" onClick=${props.stop}>
        <${Icon} svg=${cross} /><span>${words.in(lang, "stop")}</span></button>
    </div>
    <${Ask} step=${step} lang=${lang} project=${props.project} choice=${choice}
      refused=${refused > 0} heading=${heading} />
    <${step.many ? Tiles : Answers} key=${step.id} step=${step} lang=${lang}
      choice=${choice} tap=${tap} />
    <${Controls} key=${`${step.id}-controls`} lang=${lang} choice=${choice} tap=${tap} back=${props.back}
      next=${next} />
    <p class="visually-hidden" role="status"><span key=${refused}>
      ${refused > 0 ? words.in(lang, "full") : chosenWords(step, choice, lang)}</span></p>
  </main>`;
}
