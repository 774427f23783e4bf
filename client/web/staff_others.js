// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_others.js - what the network tells this centre: its own share of one
 * question beside those of others, who are letters.  In the order of the
 * letters; no difference is named that may be chance, and none "better".
 */
import { cls, html } from "../../common/web/ui.js";
import { number, text } from "../../common/web/i18n.js";
import { words as t } from "./staff_others_words.js";

/** @typedef {{n: number, low: number, high: number, share: number | null}} Share */

/** Thousandths as per cent, whole. */
export const percent = (/** @type {number} */ x) => number(Math.round(x / 10));

/** The interval as a line, and the share on it, from 0 to 100 %. */
export const Line = (/** @type {{s: Share, own: boolean}} */ { s, own }) => html`
  <svg class=${cls("span", own && "own")} viewBox="0 0 1000 20"
      preserveAspectRatio="none" aria-hidden="true">
    <rect class="ground" x="0" y="9" width="1000" height="2" />
    <rect class="half" x="499" y="3" width="2" height="14" />
    <rect class="range" x=${s.low} y="6" width=${Math.max(s.high - s.low, 8)}
      height="8" />
    ${s.share !== null && html`<rect class="point" x=${s.share - 5} y="1"
      width="10" height="18" />`}
  </svg>`;

/** @param {{name: string, s: Share, word: string, own?: boolean}} props */
const Row = ({ name, s, word, own = false }) => html`
  <tr class=${cls(own && "own")}>
    <th scope="row">${name}</th>
    <td class="drawn"><${Line} s=${s} own=${own} /></td>
    <td class="number">${t("range", { low: percent(s.low),
      high: percent(s.high) })}</td>
    <td class="number people">${number(s.n)}
      ${" "}<span class="unit">${t("unit")}</span></td>
    <td class="word">${word}</td>
  </tr>`;

/** The table of one question: ours first, then the letters. @param {{q: any}} props */
export const Beside = ({ q }) => html`
  <div class="beside-others" data-question=${q.question}>
    <table>
      <caption class="visually-hidden">${t("beside", { question: text(q.text) })}
      </caption>
      <thead><tr>
        <th scope="col">${t("who")}</th>
        <th scope="col"><span class="visually-hidden">${t("drawn")}</span></th>
        <th scope="col" class="number">${t("between")}</th>
        <th scope="col" class="number people">${t("people")}</th>
        <th scope="col">${t("difference")}</th>
      </tr></thead>
      <tbody>
        <${Row} name=${t("ours")} s=${q.own} word="" own=${true} />
        ${q.others.map((/** @type {any} */ o) => html`<${Row} key=${o.letter}
          name=${o.letter} s=${o} word=${t(o.clear ? "clear" : "unclear")} />`)}
      </tbody>
    </table>
  </div>`;

/** What a reader must know, in the words of this part. */
export const BesideHelp = () => html`
  <p>${t("nobody")}</p><p>${t("how_range")}</p><p>${t("how_letters")}</p>`;
