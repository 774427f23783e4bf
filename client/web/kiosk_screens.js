// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_screens.js - the screens around the questions: project, language,
 * intention, sending, not saved, thanks, and the two things that may be asked
 * in between.
 */
import { html, Icon, useEffect, useLayoutEffect, useRef } from "../../common/web/ui.js";
import { ENDONYM, LANGS, monthName, text } from "../../common/web/i18n.js";
import { LanguageSwitch } from "../../common/web/shell.js";
import { Picture, Welcome } from "./kiosk_art.js";
import { TRANSLATED, words } from "./kiosk_words.js";
import alert from "lucide-static/icons/circle-alert.svg";
import arrowLeft from "lucide-static/icons/arrow-left.svg";

/**
 * @typedef {import("../../common/web/i18n.js").Lang} Lang
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

/** Staff say once which project this machine stands in. */
export const Chooser = (/** @type {{config: Config, unknown: boolean,
  choose: (p: Project) => void}} */ { config, unknown, choose }) => html`
  <main class="plain chooser">
    <div class="corner"><${LanguageSwitch} /></div>
    <${Title}>${t("staff_choose")}<//>
    <p>${unknown ? t("staff_unknown") : t("staff_hint")}</p>
    <ul class="projects">${config.projects.map((p) => html`<li>
      <button type="button" class="big" onClick=${() => choose(p)}>
        ${text(p.name)}</button></li>`)}</ul>
  </main>`;

/** The languages of the centre first, then the others. */
export const languagesOf = (/** @type {Config} */ config) =>
  [...new Set([...config.languages, ...LANGS])];

/** Own names, no flags. */
export const Languages = (/** @type {{config: Config, project: string,
  choose: (l: Lang) => void}} */ { config, project, choose }) => html`
  <main class="split languages">
    <div class="picture-side"><${Welcome} />
      <p class="project">${project}</p></div>
    <div class="choice-side">
      <${Title} class="visually-hidden">
        ${languagesOf(config).map((l, i) => html`${i > 0 && " · "}<span lang=${l}>
          ${t.in(l, "choose")}</span>`)}<//>
      ${languagesOf(config).map((l) => html`<button type="button" class="big language"
          lang=${l} data-lang=${l} onClick=${() => choose(l)}>
        <strong>${ENDONYM[l]}</strong><span>${t.in(l, "welcome")}</span>
      </button>`)}
    </div>
  </main>`;

/** What the kiosk is for, and two equal ways to go on. */
export const Intention = (/** @type {{lang: Lang, project: Project,
  start: () => void, decline: () => void, back: () => void}} */ props) => {
  const { lang, project } = props;
  const month = project.feedback_month;
  const sentences = ["I1", "I2", "I3", "I4", "I5", ...(month ? ["I6"] : [])];
  return html`<main class="intention" lang=${lang}>
    <div class="heading">
      <button type="button" class="move back" onClick=${props.back}>
        <${Icon} svg=${arrowLeft} /><span>${t.in(lang, "back")}</span></button>
      <${Title}>${t.in(lang, "before")}<//>
      <p class="project">${text(project.name, lang)}</p>
    </div>
    <ul class="sentences">${sentences.map((key, i) => html`<li>
      <${Picture} n=${i} />
      <p>${t.in(lang, key, { month: month ? monthName(month, lang) : "" })}</p>
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
export const Thanks = (/** @type {{lang: Lang, month: string | null | undefined,
  done: () => void}} */ { lang, month, done }) => html`
  <main class="split thanks" lang=${lang}>
    <div class="picture-side"><${Welcome} /></div>
    <div class="choice-side">
      <${Title}>${t.in(lang, "thanks")}<//>
      ${month && html`<p>${t.in(lang, "thanks_more",
        { month: monthName(month, lang) })}</p>`}
      <button type="button" class="big" onClick=${done}>${t.in(lang, "done")}</button>
    </div>
  </main>`;

export const Sending = (/** @type {{lang: Lang}} */ { lang }) => html`
  <main class="plain sending" lang=${lang}>
    <span class="patience" aria-hidden="true"><i /><i /><i /></span>
    <p role="status">${t.in(lang, "sending")}</p>
  </main>`;

export const Unsaved = (/** @type {{lang: Lang, again: () => void,
  stop: () => void}} */ { lang, again, stop }) => html`
  <main class="plain unsaved" lang=${lang}>
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
 * @param {{what: "more" | "stop", lang: Lang, yes: () => void, no: () => void}} props
 */
export function Dialog({ what, lang, yes, no }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  const title = what === "more" ? "more" : "stop_ask";
  return html`<dialog ref=${dialog} lang=${lang} aria-labelledby="dialog-title"
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

/** Telephone numbers for somebody in need, by language. */
const HELP = {
  nl: [["danger", "112"], ["violence", "1712"], ["talk", "106"]],
  fr: [["danger", "112"], ["violence", "0800 30 030"], ["talk", "107"]],
  en: [["danger", "112"], ["violence", "1712"], ["talk", "106 · 107"]],
};

/**
 * Always at the foot: where help is, and that a text is a translation; its
 * source is one tap away.
 * @param {{lang: Lang, shown: Lang, official: Lang[],
 *   show: (l: Lang) => void, translation: boolean}} props
 */
export const Foot = ({ lang, shown, official, show, translation }) => html`
  <footer class="help" lang=${shown}>
    ${translation && !official.includes(lang) && html`<div class="source">
      ${shown !== lang
        ? html`<button type="button" lang=${lang} onClick=${() => show(lang)}>
          ${t.in(lang, "source_back")}</button>`
        : official.map((l) => html`<button type="button" lang=${l}
          data-source=${l} onClick=${() => show(l)}>${TRANSLATED[l]}</button>`)}
    </div>`}
    <ul aria-label=${t.in(shown, "help")}>${HELP[shown].map(([key, phone]) => html`<li>
      ${t.in(shown, key)} <strong>${phone}</strong></li>`)}</ul>
  </footer>`;
