// SPDX-License-Identifier: EUPL-1.2
/*
 * trust.js - the page Trust: can people be honest here, without fear, and does
 * it change something?  The index of each site, then each question apart.
 */
import { html } from "../../common/web/ui.js";
import { months, number, text } from "../../common/web/i18n.js";
import { AxisGrid, divergingAxis, HatchDefs, plainAxis, PointBar }
  from "../../common/web/chart.js";
import { t } from "./words.js";
import { Article, Why } from "./article.js";
import { ChartCard, sumOf } from "./chart_card.js";
import { completed } from "./view.js";
import { Loaded } from "./fetch.js";
import { Pick } from "./pick.js";
import { Actions } from "./actions.js";
import { AxisFoot, Head, Legend, Row, useWidth } from "./bars.js";
import { interval, share } from "./say.js";
import { FigureTable } from "./tables.js";

/** @typedef {import("./say.js").Figures} Figures */
/** @typedef {{low: number, high: number, mean: number}} Mean */
/** @typedef {import("./say.js").Comparison & {reversed: boolean,
 *   sites: (Figures & {site: string, mean: Mean | null})[]}} Item */
/** @typedef {{from: string, to: string, scale: number, items: Item[],
 *   sites: {site: string, index: Mean | null}[]}} TrustData */

const one = (/** @type {number} */ v) => number(v, { minimumFractionDigits: 1,
  maximumFractionDigits: 1 });

/** "1,9 (1,6–2,3)" @param {Mean | null} m */
const meanWords = (m) => m === null ? "·"
  : `${one(m.mean)} (${one(m.low)}–${one(m.high)})`;

/** @param {{d: TrustData}} props */
function Index({ d }) {
  const axis = plainAxis(d.scale, 1);
  return html`
    <${ChartCard} title=${t("indextitle")} note=${`${t("indexnote",
        { max: number(d.scale) })} ${t("fixed")}`} saved=${{ name: "trust",
        from: d.from, to: d.to }}>
      <div class="bars dots">
        <div role="list" aria-label=${t("indextitle")}>
          ${d.sites.map(({ site, index: m }, i) => html`
            <div class="site" role="listitem"><div class="row channel">
              <div class="row-name"><b>${site}</b></div>
              <div class="row-bar"><${AxisGrid} axis=${axis} />
                <${PointBar} axis=${axis} id=${`index-${i}`}
                  p=${m && { low: m.low, high: m.high, share: m.mean }}
                  title=${m === null ? t("barnone", { site }) : t("indexbar",
                    { site, mean: one(m.mean), low: one(m.low),
                      high: one(m.high) })} /></div>
              <div class="row-share">${m === null
                ? html`<span class="visually-hidden">${t("dot")}</span>`
                : html`<b>${one(m.mean)}</b>${" "}
                  <small>${one(m.low)}–${one(m.high)}</small>`}</div>
            </div></div>`)}
        </div>
        <${AxisFoot} axis=${axis} label=${number} />
      </div>
    <//>`;
}

/** One question over all sites. @param {{c: Item, axis: any,
 *   index: number}} props */
function ItemCard({ c, axis, index }) {
  const { ref, width } = useWidth();
  return html`
    <${ChartCard} item=${true} title=${text(c.text)}
        note=${c.reversed ? t("reversed") : undefined}
        saved=${{ name: `trust-${c.question}`, from: c.from, to: c.to,
          n: sumOf(c.sites) }}>
      <div class="bars">
        <${Legend} c=${c} figures=${c.sites}
          dot=${c.sites.some((s) => s.level === null)} />
        <${Head} c=${c} axis=${axis}
          name=${html`<span aria-hidden="true">${t("centre")}</span>`} />
        <div role="list" aria-label=${text(c.text)}>
          ${c.sites.map((s, i) => html`<div class="site" role="listitem">
            <${Row} name=${html`<b>${s.site}</b>`} label=${s.site} f=${s} c=${c}
              axis=${axis} width=${width} id=${`item-${index}-${i}`}
              slim=${true} /></div>`)}
        </div>
        <${AxisFoot} axis=${axis} measure=${ref} />
      </div>
    <//>`;
}

/** @param {{f: Figures & {mean: Mean | null}}} props */
const Cells = ({ f }) => html`
  <td class="number">${f.level === null ? "·" : number(f.n)}</td>
  <td class="number">${share(f)} <small>${interval(f)}</small></td>
  <td class="number">${meanWords(f.mean)}
    ${f.ceiling && html`<span class="badge">${t("ceiling")}</span>`}</td>`;

/** @param {{d: TrustData}} props */
const Table = ({ d }) => html`
  <${FigureTable} note=${t("trustnote")}>
    <thead>
      <tr><th scope="col" rowspan="2">${t("centre")}</th>
        ${d.items.map((c) => html`<th scope="colgroup" colspan="3"
          class="wrap">${text(c.text)}</th>`)}
        <th scope="col" rowspan="2" class="number">${t("index")}</th></tr>
      <tr>${d.items.map(() => html`<th scope="col" class="number">n</th>
        <th scope="col" class="number">${t("right")}</th>
        <th scope="col" class="number">${t("mean")}</th>`)}</tr>
    </thead>
    ${d.sites.map((s, i) => html`<tbody><tr>
      <th scope="row">${s.site}</th>
      ${d.items.map((c) => html`<${Cells} f=${c.sites[i]} />`)}
      <td class="number"><b>${meanWords(s.index)}</b></td>
    </tr></tbody>`)}
  <//>`;

/** @param {{d: TrustData, busy: boolean}} props */
function Result({ d, busy }) {
  const k = d.sites.filter((s) => s.index !== null).length;
  if (d.items.length === 0)
    return html`<h1>${t("trusthead")}</h1><p class="empty">${t("notrust")}</p>`;
  return html`
    <${Article} title=${t("trusthead")} note=${months(d.from, d.to)}
        busy=${busy}>
      <p class="finding"><strong>${t("indexof", { k: number(k),
        m: number(d.sites.length) })}</strong> ${t("indexwhy")}</p>
      <${HatchDefs} />
      <${Index} d=${d} />
      ${d.items.map((c, i) => html`<${ItemCard} c=${c} index=${i} axis=${
        divergingAxis(d.items.flatMap((x) => x.sites), c.levels)} />`)}
      <${Why} words=${t("why")} />
      <${Actions} />
      <section class="card"><${Table} d=${d} /></section>
    <//>`;
}

/** @param {import("./pages.js").PageProps} props */
export function Trust(props) {
  const [v, set] = completed(props);
  const query = new URLSearchParams({ from: v.from, to: v.to });
  return html`
    <${Pick} known=${props.known} view=${v} question=${false} change=${set} />
    <${Loaded} path=${`/api/v1/trust?${query}`}>
      ${(/** @type {TrustData} */ d, /** @type {boolean} */ busy) => html`
        <${Result} d=${d} busy=${busy} />`}
    <//>`;
}
