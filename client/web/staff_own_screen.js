// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_own_screen.js - a question as the kiosk will show it: its words, its
 * answers and the three exits, by the kiosk's own parts.
 */
import { html, useState } from "../../common/web/ui.js";
import { ENDONYM, lang } from "../../common/web/i18n.js";
import { Answers, Tiles } from "./kiosk_answers.js";
import { EXITS, stepsOf, wording } from "./kiosk_form.js";
import { Pictogram } from "./kiosk_pictograms.js";
import { words as kiosk } from "./kiosk_words.js";
import { words as t } from "./staff_own_words.js";

/** @typedef {import("../../common/web/i18n.js").Lang} Lang
 *  @typedef {import("./staff_own_form.js").Own} Own */

/** The step that a kiosk makes of it. @param {Own} own */
const stepOf = ({ question, labels }) => stepsOf(/** @type {any} */ ({
  questionnaires: { own: { id: "own", questions: [question], labels } } }),
/** @type {any} */ ({ wave: "own" })).find((s) => s.kind === "question");

/** @param {{own: Own, languages: Lang[]}} props  languages: to look at it in */
export function Screen({ own, languages }) {
  const [chosen, choose] = useState(lang());
  const l = languages.includes(chosen) ? chosen : languages[0];
  const step = stepOf(own);
  if (step === undefined)
    return null;
  return html`<figure class="kiosk-screen">
    <figcaption>${t("preview")}
      <span class="switch" role="group" aria-label=${t("preview_in")}>
        ${languages.map((x) => html`<button type="button" lang=${x}
          aria-pressed=${x === l} onClick=${() => choose(x)}>${ENDONYM[x]}</button>`)}
      </span></figcaption>
    <div class="glass" lang=${l} inert>
      <p class="asked" id="question">${wording(step, l).text || "…"}</p>
      <${step.many ? Tiles : Answers} step=${step} lang=${l} choice=${undefined}
        tap=${() => {}} />
      <p class="ways-out">${EXITS.map((code) => html`<span key=${code}>
        <${Pictogram} code=${code} /> ${kiosk.in(l, code)}</span>`)}</p>
    </div>
  </figure>`;
}
