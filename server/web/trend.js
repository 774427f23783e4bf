// SPDX-License-Identifier: EUPL-1.2
/*
 * trend.js - the page Trend: one question over the months, a small chart a
 * site in fixed order, all on the same scales.
 */
import { cls, html } from "../../common/web/ui.js";
import { months, number, text } from "../../common/web/i18n.js";
import { HatchDefs } from "../../common/web/chart.js";
import { t } from "./words.js";
import { Article, Why } from "./article.js";
import { ChartCard } from "./chart_card.js";
import { completed, queryOf } from "./view.js";
import { Loaded } from "./fetch.js";
import { Pick } from "./pick.js";
import { Actions } from "./actions.js";
import { useWidth } from "./bars.js";
import { FigureTable, Verdict } from "./tables.js";
import { TimePlot } from "./timeplot.js";
import { between, interval, names, rightSide, share } from "./say.js";

/** @typedef {import("./timeplot.js").Point} Point */
/** @typedef {{before: number, after: number, low: number, high: number,
 *   clear: boolean}} Change */
/** @typedef {{site: string, points: Point[], straddling: number,
 *   change: Change | null}} Line */
/** @typedef {{question: string, text: any, from: string, to: string,
 *   levels: string[][][], labels: any, sites: Line[]}} Trend */

/** @param {{c: Trend}} props */
function Short({ c }) {
  const compared = c.sites.filter((s) => s.change !== null);
  const clear = compared.filter((s) => s.change?.clear);
  if (c.sites.every((s) => s.points.every((p) => p.n === 0)))
    return html`<p class="finding"><strong>${t("trendnothing")}</strong></p>`;
  return html`
    <p class="finding"><strong>${compared.length === 0 ? t("trendonce")
      : clear.length === 0 ? t("trendunclear")
        : t("trendclear", { sites: names(clear.map((s) => s.site)) })}</strong>
      ${" "}${compared.length > 0 && t("trendof",
        { k: number(compared.length), m: number(c.sites.length) })}</p>`;
}

/** @param {{maybe: boolean}} props */
const Legend = ({ maybe }) => html`
  <div class="legend" role="group" aria-label=${t("legend")}><ul>
    <li><svg class="key-time" width="34" height="16" aria-hidden="true">
      <rect class="band" width="34" height="16" />
      <rect class="level" y="6.5" width="34" height="3" /></svg>${
      t("keytime")}</li>
    ${maybe && html`<li><svg class="swatch maybe" aria-hidden="true">
      <rect class="mark" width="100%" height="100%" /></svg>${
      t("keybounds")}</li>`}
    <li><b class="dot" aria-hidden="true">·</b>${t("keydot")}</li>
  </ul></div>`;

/** @param {{s: Line, c: Trend, width: number, index: number, measure: any}} p */
const Panel = ({ s, c, width, index, measure }) => html`
  <div class="panel" role="listitem">
    <h3>${s.site}</h3>
    ${s.points.length === 0
      ? html`<p class="nothing-here"><b aria-hidden="true">·</b>${
        t("nochannel")}</p>`
      : html`<${TimePlot} points=${s.points} from=${c.from} to=${c.to}
          width=${width} measure=${measure} id=${`time-${index}`}
          title=${t("trendof1", { site: s.site, label: rightSide(c) })} />`}
    ${s.change !== null && html`<p class="row-note">${t(s.change.clear
      ? "changeclear" : "changeunclear", { points: between(s.change) })}</p>`}
    ${s.straddling > 0 && html`<p class="row-note">${
      t.n("trendstraddling", s.straddling)}</p>`}
  </div>`;

/** @param {{s: Line}} props */
const SiteRows = ({ s }) => html`<tbody>
  ${s.points.length === 0 && html`<tr><th scope="row">${s.site}</th>
    <td>·<span class="visually-hidden">${t("dot")}</span></td>
    <td class="number">·</td><td class="number">·</td><td class="number">·</td>
    <td></td></tr>`}
  ${s.points.map((p, i) => html`<tr>
    ${i === 0 && html`<th scope="rowgroup" rowspan=${s.points.length}>${
      s.site}</th>`}
    <td>${months(p.first, p.last)}</td>
    <td class="number">${p.positive === null ? "·" : number(p.n)}</td>
    <td class="number">${share(p)}</td>
    <td class="number">${interval(p) || "·"}</td>
    <td>${s.change !== null && i === s.change.after && html`${
      between(s.change)}: <${Verdict} clear=${s.change.clear} />`}</td>
  </tr>`)}
</tbody>`;

/** @param {{c: Trend}} props */
const Table = ({ c }) => html`
  <${FigureTable} kind="trend-table" note=${t("trendnote")}>
    <thead><tr><th scope="col">${t("centre")}</th>
      <th scope="col">${t("period")}</th>
      <th scope="col" class="number">n</th>
      <th scope="col" class="number">${rightSide(c)}</th>
      <th scope="col" class="number">${t("intervalcol")}</th>
      <th scope="col">${t("changecol")}</th></tr></thead>
    ${c.sites.map((s) => html`<${SiteRows} s=${s} />`)}
  <//>`;

/** @param {{c: Trend, busy: boolean}} props */
function Result({ c, busy }) {
  const { ref, width } = useWidth();
  const first = c.sites.findIndex((s) => s.points.length > 0);
  return html`
    <${Article} title=${text(c.text)} note=${months(c.from, c.to)}
        busy=${busy}>
      <${Short} c=${c} />
      <${ChartCard} note=${`${t("fixed")} ${t("together")}`}
          title=${t("trendtitle", { label: rightSide(c) })} saved=${{
            name: `trend-${c.question}`, of: text(c.text), from: c.from,
            to: c.to }}>
        <${HatchDefs} />
        <${Legend} maybe=${c.sites.some((s) => s.points.some((p) =>
          p.at_least !== null))} />
        <div class=${cls("panels small", c.sites.length === 1 && "one")}
            role="list" aria-label=${t("charttitle")}>
          ${c.sites.map((s, i) => html`<${Panel} key=${s.site} s=${s} c=${c}
            width=${width} index=${i} measure=${i === first ? ref : null} />`)}
        </div>
      <//>
      <${Why} words=${t("why")} />
      <${Actions} />
      <section class="card"><${Table} c=${c} /></section>
    <//>`;
}

/** @param {import("./pages.js").PageProps} props */
export function Trend(props) {
  const [v, set] = completed(props);
  return html`
    <${Pick} known=${props.known} view=${v} change=${set} />
    <${Loaded} path=${`/api/v1/trend?${queryOf(v)}`}>
      ${(/** @type {Trend} */ c, /** @type {boolean} */ busy) => html`
        <${Result} c=${c} busy=${busy} />`}
    <//>`;
}
