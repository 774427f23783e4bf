// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_others.js - what the network tells this centre: its own share of each
 * question beside those of others, who are letters.  In the order of the
 * letters; no difference is named that may be chance, and none "better".
 */
import { cls, html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { months, number, text } from "../../common/web/i18n.js";
import { words as t } from "./staff_others_words.js";
import info from "lucide-static/icons/info.svg";

/** @typedef {{n: number, low: number, high: number, share: number | null}} Share */

/** Thousandths as per cent, whole. */
const percent = (/** @type {number} */ x) => number(Math.round(x / 10));

/** The interval as a line, and the share on it, from 0 to 100 %. */
const Line = (/** @type {{s: Share, own: boolean}} */ { s, own }) => html`
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
    <td class="number people">${number(s.n)}</td>
    <td class="word">${word}</td>
  </tr>`;

/** “yes” / “yes, a lot”: what the share is a share of. */
const positive = (/** @type {any} */ q) => q.positive.map(
  (/** @type {any} */ label) => t("quoted", { label: text(label) })).join(" / ");

/** @param {{q: any}} props */
const Question = ({ q }) => html`
  <section class="result beside-others">
    <table>
      <caption><span class="code">${q.question}</span> ${text(q.text)}
        <span class="positive">${t("share_of", { answers: positive(q) })}</span>
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
  </section>`;

/** @typedef {{first: string | null, last: string | null, questions: any[]}} Told */

/** @param {{told: Told}} props */
const Questions = ({ told }) => told.first === null || told.last === null ||
    told.questions.length === 0
  ? html`<p>${t("none")}</p>`
  : html`<p class="note">${t("of", { months: months(told.first, told.last) })}</p>
    <div class="results wide">${told.questions.map((q) => html`
      <${Question} key=${q.question} q=${q} />`)}</div>`;

export function Others() {
  const [told, set] = useState(/** @type {Told | "lost" | null} */ (null));
  useEffect(() => void get("/api/v1/others").then(set,
    (e) => e.status !== 401 && set("lost")), []);
  return html`
    <h1>${t("title")}</h1>
    <p class="intro">${t("nobody")}</p>
    ${told === "lost" && html`<p class="problem" role="alert">${t("lost")}</p>`}
    ${told !== null && told !== "lost" && html`<${Questions} told=${told} />`}
    <aside class="why-none" aria-labelledby="why">
      <h2 id="why"><${Icon} svg=${info} /> ${t("how")}</h2>
      <p>${t("how_range")}</p><p>${t("how_letters")}</p></aside>`;
}
