// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_foot.js - what stands around every screen: who helps or that it is a
 * trial above, help and the source of a translation below, and what may be
 * asked in between.
 */
import { html, useEffect, useRef } from "../../common/web/ui.js";
import { isLang } from "../../common/web/i18n.js";
import { digits, focused, Press, Said } from "./kiosk_voice.js";
import { Drawn } from "./kiosk_welcome.js";
import { inLang, words } from "./kiosk_words.js";
import assistedSvg from "../content/pictograms/assisted.svg";
import pilotSvg from "../content/pictograms/pilot.svg";

const t = words;

/** That nothing is kept, or that somebody sees the answers. */
export const Notices = (/** @type {{lang: string, pilot: boolean,
  assisted: boolean}} */ { lang, pilot, assisted }) =>
  [pilot && ["pilot", pilotSvg], assisted && ["assisted", assistedSvg]].filter(Boolean)
    .map((/** @type {any} */ [key, icon]) => html`
      <${Said} as="aside" class=${`notice ${key}`} ...${inLang(lang)}
          aria-label=${t.in(lang, key)} say=${`words.${key}`}>
        <${Drawn} svg=${icon} /><span>${t.in(lang, key)}</span><//>`);

/**
 * A question in between, above everything else: "more" time, or really "stop".
 * @param {{what: "more" | "stop", lang: string, yes: () => void, no: () => void}} props
 */
export function Dialog({ what, lang, yes, no }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  const title = what === "more" ? "more" : "stop_ask";
  return html`<dialog ref=${dialog} class="between" ...${inLang(lang)}
      aria-labelledby="dialog-title" aria-describedby="dialog-why"
      onCancel=${(/** @type {Event} */ e) => { e.preventDefault(); no(); }}>
    <${Said} as="h2" id="dialog-title" say=${`words.${title}`}>${t.in(lang, title)}<//>
    <${Said} id="dialog-why" say=${`words.${what}_why`}>${t.in(lang, `${what}_why`)}<//>
    <div class="two">
      <${Press} class="big" data-do="yes" say=${`words.${what}_yes`} act=${yes}>
        ${t.in(lang, `${what}_yes`)}<//>
      <${Press} class="big" data-do="no" say=${`words.${what}_no`} act=${no}>
        ${t.in(lang, `${what}_no`)}<//>
    </div>
  </dialog>`;
}

/** Telephone numbers for somebody in need, by language: in another one, those
 * of the centre's first.
 * @type {Record<import("../../common/web/i18n.js").Lang, string[][]>} */
const HELP = {
  nl: [["danger", "112"], ["violence", "1712"], ["talk", "106"]],
  fr: [["danger", "112"], ["violence", "0800 30 030"], ["talk", "107"]],
  en: [["danger", "112"], ["violence", "1712"], ["talk", "106 · 107"]],
};

/** @param {string} shown @param {string[]} official */
const helpIn = (shown, official) =>
  HELP[isLang(shown) ? shown : official.find(isLang) ?? "en"];

/** What it is for, and its digits one by one; of each number where there are two.
 * @param {string} key @param {string} phone */
const helpScript = (key, phone) => phone.split("·").flatMap((number) =>
  [`words.${key}`, ...digits(number)]);

/**
 * Always at the foot: where help is, heard when it is touched or reached by
 * keyboard, and that a text is a translation; its source is one tap away.
 * @param {{lang: string, shown: string, official: string[],
 *   show: (l: string) => void, translation: boolean}} props
 */
export const Foot = ({ lang, shown, official, show, translation }) => html`
  <footer class="help" ...${inLang(shown)}>
    ${translation && !official.includes(lang) && html`<div class="source">
      ${shown !== lang
        ? html`<button type="button" ...${inLang(lang)} onClick=${() => show(lang)}
          onFocus=${() => focused(["words.source_back"], lang)}>
          ${t.in(lang, "source_back")}</button>`
        : official.map((l) => html`<button type="button" ...${inLang(l)}
          data-source=${l} onClick=${() => show(l)}
          onFocus=${() => focused(["words.translated"], l)}>${t.in(l, "translated")}</button>`)}
    </div>`}
    <ul aria-label=${t.in(shown, "help")}>${helpIn(shown, official).map(([key, phone]) => html`
      <${Said} as="li" say=${helpScript(key, phone)} speaks=${shown} stop>
      ${t.in(shown, key)} <strong dir="ltr">${phone}</strong><//>`)}</ul>
  </footer>`;
