// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_screens.js - the screens around the questions: language, intention,
 * sending, not saved, thanks, and the two things that may be asked in between.
 */
import { cls, html, Icon, useEffect, useLayoutEffect, useRef } from "../../common/web/ui.js";
import { isLang, LANGS } from "../../common/web/i18n.js";
import { Picture, Welcome } from "./kiosk_art.js";
import { inLang, monthIn, nameIn, words } from "./kiosk_words.js";
import alert from "lucide-static/icons/circle-alert.svg";
import arrowLeft from "lucide-static/icons/arrow-left.svg";

/**
 * @typedef {import("../../common/web/i18n.js").Lang} Lang
 * @typedef {import("./kiosk_words.js").Tag} Tag
 * @typedef {import("./kiosk_words.js").Offer} Offer
 * @typedef {import("./kiosk_visit.js").Config} Config
 * @typedef {import("./kiosk_visit.js").Project} Project
 */

const t = words;

/** A heading that takes the focus when its screen appears. */
export function Title(/** @type {any} */ { children, ...rest }) {
  const h1 = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => h1.current?.focus(), []);
  return html`<h1 tabindex="-1" ref=${h1} ...${rest}>${children}</h1>`;
}

/** Own names, no flags; the centre's own languages come first. */
export const Languages = (/** @type {{offers: Offer[], project: string,
  choose: (o: Offer) => void}} */ { offers, project, choose }) => html`
  <main class=${cls("split languages", offers.length > 4 && "crowd")}>
    <div class="picture-side"><${Welcome} />
      <p class="project">${project}</p></div>
    <div class="choice-side">
      <${Title} class="visually-hidden">
        ${offers.map((o, i) => html`${i > 0 && " · "}<span
          ...${inLang(o.language, o.direction)}>${o.choose}</span>`)}<//>
      ${offers.map((o) => html`<button type="button" class="big language"
          ...${inLang(o.language, o.direction)} data-lang=${o.language}
          data-script=${o.script} onClick=${() => choose(o)}>
        <strong>${o.endonym}</strong><span>${o.welcome}</span>
      </button>`)}
    </div>
  </main>`;

/** What the kiosk is for, and two equal ways to go on. */
export const Intention = (/** @type {{lang: Tag, project: Project,
  start: () => void, decline: () => void, back: () => void}} */ props) => {
  const { lang, project } = props;
  const month = project.feedback_month;
  const sentences = ["I1", "I2", "I3", "I4", "I5", ...(month ? ["I6"] : [])];
  return html`<main class="intention" ...${inLang(lang)}>
    <div class="heading">
      <button type="button" class="move back" onClick=${props.back}>
        <${Icon} svg=${arrowLeft} /><span>${t.in(lang, "back")}</span></button>
      <${Title}>${t.in(lang, "before")}<//>
      <p class="project" dir="auto">${nameIn(project.name, lang)}</p>
    </div>
    <ul class="sentences">${sentences.map((key, i) => html`<li>
      <${Picture} n=${i} />
      <p>${t.in(lang, key, { month: month ? monthIn(lang, month) : "" })}</p>
    </li>`)}</ul>
    <div class="two">
      <button type="button" class="big" data-do="start" onClick=${props.start}>
        ${t.in(lang, "start")}</button>
      <button type="button" class="big" data-do="decline" onClick=${props.decline}>
        ${t.in(lang, "decline")}</button>
    </div>
  </main>`;
};

/** The same words for who answered, who declined and who stopped. */
export const Thanks = (/** @type {{lang: Tag, month: string | null | undefined,
  done: () => void}} */ { lang, month, done }) => html`
  <main class="split thanks" ...${inLang(lang)}>
    <div class="picture-side"><${Welcome} /></div>
    <div class="choice-side">
      <${Title}>${t.in(lang, "thanks")}<//>
      ${month && html`<p>${t.in(lang, "thanks_more",
        { month: monthIn(lang, month) })}</p>`}
      <button type="button" class="big" onClick=${done}>${t.in(lang, "done")}</button>
    </div>
  </main>`;

export const Sending = (/** @type {{lang: Tag}} */ { lang }) => html`
  <main class="plain sending" ...${inLang(lang)}>
    <span class="patience" aria-hidden="true"><i /><i /><i /></span>
    <p role="status">${t.in(lang, "sending")}</p>
  </main>`;

export const Unsaved = (/** @type {{lang: Tag, again: () => void,
  stop: () => void}} */ { lang, again, stop }) => html`
  <main class="plain unsaved" ...${inLang(lang)}>
    <${Icon} svg=${alert} class="sign" />
    <${Title}>${t.in(lang, "unsaved")}<//>
    <p>${t.in(lang, "unsaved_why")}</p>
    <div class="two">
      <button type="button" class="big" data-do="again" onClick=${again}>
        ${t.in(lang, "again")}</button>
      <button type="button" class="big" data-do="stop" onClick=${stop}>
        ${t.in(lang, "stop")}</button>
    </div>
  </main>`;

/** Nothing to ask, or no contact with the program. */
export const Quiet = (/** @type {{title: string, why: string,
  again?: () => void}} */ { title, why, again }) => html`
  <main class="split quiet-screen">
    <div class="picture-side"><${Welcome} /></div>
    <div class="choice-side">
      ${LANGS.map((l, i) => html`<div lang=${l}>
        ${i === 0 ? html`<h1>${t.in(l, title)}</h1>` : html`<h2>${t.in(l, title)}</h2>`}
        <p>${t.in(l, why)}</p></div>`)}
      ${again && html`<button type="button" class="big" onClick=${again}>
        ${LANGS.map((l, i) => html`${i > 0 && " · "}<span lang=${l}>${t.in(l, "again")}</span>`)}
      </button>`}
    </div>
  </main>`;

/**
 * A question in between, above everything else: "more" time, or really "stop".
 * @param {{what: "more" | "stop", lang: Tag, yes: () => void, no: () => void}} props
 */
export function Dialog({ what, lang, yes, no }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  const title = what === "more" ? "more" : "stop_ask";
  return html`<dialog ref=${dialog} ...${inLang(lang)} aria-labelledby="dialog-title"
      aria-describedby="dialog-why"
      onCancel=${(/** @type {Event} */ e) => { e.preventDefault(); no(); }}>
    <h2 id="dialog-title">${t.in(lang, title)}</h2>
    <p id="dialog-why">${t.in(lang, `${what}_why`)}</p>
    <div class="two">
      <button type="button" class="big" data-do="yes" onClick=${yes}>
        ${t.in(lang, `${what}_yes`)}</button>
      <button type="button" class="big" data-do="no" onClick=${no}>
        ${t.in(lang, `${what}_no`)}</button>
    </div>
  </dialog>`;
}

/** Telephone numbers for somebody in need, by language: in another one, those
 * of the centre's first.
 * @type {Record<Lang, string[][]>} */
const HELP = {
  nl: [["danger", "112"], ["violence", "1712"], ["talk", "106"]],
  fr: [["danger", "112"], ["violence", "0800 30 030"], ["talk", "107"]],
  en: [["danger", "112"], ["violence", "1712"], ["talk", "106 · 107"]],
};

/** @param {Tag} shown @param {Tag[]} official @returns {Lang} */
const helpIn = (shown, official) =>
  isLang(shown) ? shown : official.find(isLang) ?? "en";

/**
 * Always at the foot: where help is, and that a text is a translation; its
 * source is one tap away.
 * @param {{lang: Tag, shown: Tag, official: Tag[],
 *   show: (l: Tag) => void, translation: boolean}} props
 */
export const Foot = ({ lang, shown, official, show, translation }) => html`
  <footer class="help" ...${inLang(shown)}>
    ${translation && !official.includes(lang) && html`<div class="source">
      ${shown !== lang
        ? html`<button type="button" ...${inLang(lang)} onClick=${() => show(lang)}>
          ${t.in(lang, "source_back")}</button>`
        : official.map((l) => html`<button type="button" ...${inLang(l)}
          data-source=${l} onClick=${() => show(l)}>${t.in(l, "translated")}</button>`)}
    </div>`}
    <ul aria-label=${t.in(shown, "help")}>${HELP[helpIn(shown, official)].map(([key, phone]) => html`<li>
      ${t.in(shown, key)} <strong dir="ltr">${phone}</strong></li>`)}</ul>
  </footer>`;
