// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_question.js - one question on one screen.
 *
 * A first tap chooses and is heard, a second tap on the same answer (or the
 * arrow) goes on, so that no answer is given by accident; a double click is one
 * tap.  Where several may be chosen, a tap chooses or takes back (with sound
 * the first one only says what it is), and the arrow goes on.  The three exits
 * are always there and work as they do everywhere.
 */
import { cls, html, Icon, useLayoutEffect, useRef, useState }
  from "../../common/web/ui.js";
import { Answers, label, Slots, Tiles } from "./kiosk_answers.js";
import { Path } from "./kiosk_art.js";
import { chime } from "./kiosk_chime.js";
import { EXITS, isChosen, spoken, tapped, wording } from "./kiosk_form.js";
import { Pictogram } from "./kiosk_pictograms.js";
import { focused, isSaid, press, Press, Said, say, useVoice } from "./kiosk_voice.js";
import { inLang, nameIn, words } from "./kiosk_words.js";
import arrowLeft from "lucide-static/icons/arrow-left.svg";
import arrowRight from "lucide-static/icons/arrow-right.svg";

/**
 * @typedef {import("./kiosk_form.js").Step} Step
 * @typedef {import("./kiosk_form.js").Choice} Choice
 * @typedef {import("./kiosk_voice.js").Voice} Voice
 */

/** Back, the three exits, and on. */
function Controls(/** @type {any} */ { lang, choice, tap, back, next }) {
  const v = useVoice();
  const t = (/** @type {string} */ key) => words.in(lang, key);
  const nothing = choice === undefined;
  return html`<div class="controls" ...${inLang(lang)}>
    <${Press} class="move back" say="words.back" act=${back}>
      <${Icon} svg=${arrowLeft} /><span>${t("back")}</span><//>
    <div class="exits" role="group" aria-label=${t("exits")}>
      ${EXITS.map((code) => html`<button type="button"
          class=${cls("exit", isSaid(v, `words.${code}`) && "said")}
          data-code=${code} aria-pressed=${choice === code ? "true" : "false"}
          onFocus=${() => focused([`words.${code}`])}
          onClick=${(/** @type {MouseEvent} */ e) => tap(code, e)}>
        <${Pictogram} code=${code} /><span>${t(code)}</span>
      </button>`)}
    </div>
    <${Press} class="move next" say="words.next" act=${next} disabled=${nothing}>
      <span>${t("next")}</span><${Icon} svg=${arrowRight} /><//>
  </div>`;
}

/** Read out what was chosen, and how to go on. */
function chosenWords(/** @type {Step} */ step, /** @type {Choice} */ choice,
  /** @type {string} */ lang) {
  if (choice === undefined)
    return "";
  const answer = [choice].flat().map((code) => {
    const option = step.options.find((o) => o.code === code);
    return option ? label(option, lang) : words.in(lang, code);
  }).join(", ");
  return words.in(lang, Array.isArray(choice) ? "chosen_many" : "chosen",
    { answer });
}

/** What there is to know about a step before it is answered. */
function Hints(/** @type {any} */ { step, lang, choice, refused, audible }) {
  const hint = (/** @type {string} */ key) => html`<${Said} as="span"
    say=${`words.${key}`}>${words.in(lang, key)}<//>`;
  if (step.many)
    return html`<div class="upto">
      <${Slots} step=${step} choice=${choice} />
      <p id="upto" class=${cls("hint", refused && "full")}>
        ${hint(refused ? "full" : "upto")}</p>
    </div>`;
  if (step.kind === "practice")
    return html`<p class="hint">${hint("practice")} ${hint("practice_free")}
      <br />${hint(audible ? "how_hear" : "how")}</p>`;
  return step.kind === "warmup" && html`<p class="hint">${hint("practice")}</p>`;
}

/** The question. */
function Ask(/** @type {any} */ props) {
  const { step, lang, project, heading } = props;
  const v = useVoice(), said = wording(step, lang), address = spoken(step, lang);
  return html`<div class="ask" ...${inLang(lang)}>
    <p class="project">${nameIn(project, lang)}</p>
    <h1 id="question" tabindex="-1" ref=${heading}
        ...${said.lang === lang ? {} : inLang(said.lang)}
        class=${cls(isSaid(v, address) && "said")}
        onClick=${() => address && void say([address])}>
      ${said.text || step.id}</h1>
    <${Hints} ...${props} audible=${v.on && v.voiced} />
  </div>`;
}

/** What is heard of an answer or an exit. @param {Step} step
 * @param {string} code @param {string} lang */
const sayOf = (step, code, lang) => {
  const option = step.options.find((o) => o.code === code);
  return [option ? spoken(option, lang) ?? [] : `words.${code}`].flat();
};

/**
 * What a tap does.
 * @param {{step: Step, lang: string, choice: Choice,
 *   choose: (c: Choice) => void, next: () => void}} props @param {(refused: boolean) => void} refuse
 */
function useTap({ step, lang, choice, choose, next }, refuse) {
  const last = useRef(""); // what was tapped last
  const v = useVoice();
  const toggle = (/** @type {string} */ code) => {
    const after = tapped(step, choice, code);
    refuse(after === choice);
    if (after === choice)
      return void say(["words.full"]);
    if (v.on && v.voiced)
      chime(isChosen(after, code));
    choose(after);
    return void say(sayOf(step, code, lang));
  };
  return (/** @type {string} */ code, /** @type {MouseEvent} */ e) => {
    const double = e.detail === 2 && last.current === code; // its second half
    last.current = code;
    if (step.many && step.options.some((o) => o.code === code))
      return press(code, sayOf(step, code, lang), e, () => !double && toggle(code));
    if (isChosen(choice, code))
      return double ? undefined : next();
    refuse(false);
    choose(code);
    return void say([...sayOf(step, code, lang), "words.tap_again"]);
  };
}

/**
 * lang is the visitor's language, or the source's while its text is shown.
 * @param {{step: Step, at: number, of: number, lang: string, project: any,
 *   choice: Choice, choose: (choice: Choice) => void,
 *   next: () => void, back: () => void}} props
 */
export function Question(props) {
  const { step, at, of, lang, choice, next } = props;
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  const [refused, setRefused] = useState(0); // taps since there was room
  useLayoutEffect(() => {
    heading.current?.focus();
    setRefused(0);
  }, [step.key]);
  const tap = useTap(props, (no) => setRefused(no ? refused + 1 : 0));
  return html`<main data-step=${step.id} class=${cls("question",
      step.many ? "tiled" : step.options.length > 5 && "wide")}>
    <${Path} at=${at} of=${of}
      label=${words.in(lang, "step", { n: at + 1, of })} />
    <${Ask} step=${step} lang=${lang} project=${props.project} choice=${choice}
      refused=${refused > 0} heading=${heading} />
    <${step.many ? Tiles : Answers} key=${step.key} step=${step} lang=${lang}
      choice=${choice} tap=${tap} />
    <${Controls} key=${`${step.key}-controls`} lang=${lang} choice=${choice}
      tap=${tap} back=${props.back} next=${next} />
    <p class="visually-hidden" role="status"><span key=${refused}>
      ${refused > 0 ? words.in(lang, "full") : chosenWords(step, choice, lang)}</span></p>
  </main>`;
}
