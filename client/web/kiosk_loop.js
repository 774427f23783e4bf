// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_loop.js - "you said, we did": what the team did with what people said.
 *
 * The team's own words stand in the official language only: nobody translates
 * them, and no voice reads them.
 */
import { cls, html, Icon } from "../../common/web/ui.js";
import { hasPictogram, Pictogram } from "./kiosk_pictograms.js";
import { STATE, toldScript } from "./kiosk_script.js";
import { isSaid, say, useVoice } from "./kiosk_voice.js";
import { entry, inLang, words } from "./kiosk_words.js";
import arrow from "lucide-static/icons/arrow-right.svg";

const MOST = 3;

const at = (/** @type {string} */ l, /** @type {string} */ address) =>
  entry(l, address)?.text;

/** The text in the visitor's language if it is official, else in an official one.
 * @param {import("./kiosk_form.js").Told} told @param {string[]} langs */
function ownWords({ text }, langs) {
  const l = langs.find((x) => text?.[/** @type {"nl"} */ (x)]);
  return l === undefined ? null : html`<q ...${inLang(l)}>${
    text?.[/** @type {"nl"} */ (l)]}</q>`;
}

/**
 * @param {{lang: string, official: string[],
 *   loop: import("./kiosk_form.js").Told[]}} props
 */
export function Told({ lang, loop, official }) {
  const v = useVoice();
  const mark = (/** @type {string} */ a) => isSaid(v, a) && "said";
  return html`<ul class="told">${loop.slice(0, MOST).map((told) => {
    const theme = `themes.${told.theme}`;
    const own = ownWords(told, [lang, ...official]);
    return html`<li key=${told.theme + told.said} onClick=${() => void say(toldScript(told))}>
      <span class=${cls("you", mark(theme))}>
        ${hasPictogram(told.theme) && html`<${Pictogram} code=${told.theme} />`}
        <span><small>${words.in(lang, "you_said")}</small>
          <strong>${at(lang, theme)}</strong></span></span>
      <${Icon} svg=${arrow} class="turn" />
      <span class=${cls("we", mark(STATE[told.state]))}>
        <${Pictogram} code=${STATE[told.state].slice("words.".length)} /><span>
        <small>${words.in(lang, told.state === "cannot" && own ? "we_cannot" : "we_did")}</small>
        ${told.state === "cannot" && own ? own
          : html`<strong>${at(lang, STATE[told.state])}</strong>${own}`}</span></span>
    </li>`;
  })}</ul>`;
}
