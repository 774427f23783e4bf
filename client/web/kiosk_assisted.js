// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_assisted.js - "someone helps": what the team chooses behind its door,
 * for one visit, and what is then put and sent.
 *
 *   <StaffDoor menu=${helpItem(lang, project, ask)} … />
 *   ${asking && html`<${AssistedMenu} lang=${lang} choose=${helps} />`}
 *
 * helps(mode) is given one of MODES, or null: alone.
 */
import { html, useEffect, useLayoutEffect, useRef } from "../../common/web/ui.js";
import { isLang } from "../../common/web/i18n.js";
import { Drawn } from "./kiosk_welcome.js";
import { words as t } from "./kiosk_assisted_words.js";
import interpreter from "../content/pictograms/interpreter.svg";
import ownWorker from "../content/pictograms/own_worker.svg";
import peer from "../content/pictograms/peer.svg";
import thirdParty from "../content/pictograms/third_party.svg";

/**
 * @typedef {import("../../common/web/i18n.js").Lang} Lang
 * @typedef {import("./kiosk_form.js").Project} Project
 */

/** The codes of the attribute "mode", as they are drawn: by themselves, for the
 * first screen has no need of all pictograms. @type {Record<string, string>} */
const MODES = { interpreter, own_worker: ownWorker, third_party: thirdParty, peer };

const CLOSE_MS = 30_000;

/** The team speaks nl, fr or en. @param {string} lang @returns {Lang} */
const staffLang = (lang) => isLang(lang) ? lang : "nl";

/** Four large pictures. @param {{lang: string,
 *   choose: (mode: string | null) => void}} props */
export function AssistedMenu({ lang, choose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const l = staffLang(lang);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    const timer = setTimeout(() => choose(null), CLOSE_MS);
    return () => clearTimeout(timer);
  }, []);
  return html`<dialog class="door helpers" ref=${dialog} lang=${l} dir="ltr"
      aria-labelledby="helpers-title" onCancel=${(/** @type {Event} */ e) => {
        e.preventDefault();
        choose(null);
      }}>
    <h2 id="helpers-title">${t.in(l, "title")}</h2>
    <div class="modes">${Object.entries(MODES).map(([mode, svg]) => html`
      <button type="button" key=${mode} data-mode=${mode} onClick=${() => choose(mode)}>
      <${Drawn} svg=${svg} /><span>${t.in(l, mode)}</span></button>`)}</div>
    <button type="button" class="shut" data-do="close" onClick=${() => choose(null)}>
      ${t.in(l, "alone")}</button>
  </dialog>`;
}

/**
 * The item of the team's menu, where the project has such a form.
 * @param {string} lang @param {Project | undefined} project @param {() => void} ask
 */
export const helpItem = (lang, project, ask) => project?.assisted
  ? [{ id: "help", label: t.in(staffLang(lang), "item"), act: ask }] : [];
