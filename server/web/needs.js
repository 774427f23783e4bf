// SPDX-License-Identifier: EUPL-1.2
/*
 * needs.js - the page Needs: what people chose when they were asked what they
 * need most.  A panel a site and one for all together, each with the options
 * in the order in which they are asked.
 */
import { cls, html } from "../../common/web/ui.js";
import { months, number, text } from "../../common/web/i18n.js";
import { AxisGrid, HatchDefs, plainAxis, PointBar }
  from "../../common/web/chart.js";
import { t } from "./words.js";
import { Article, Why } from "./article.js";
import { together } from "./audience.js";
import { ChartCard } from "./chart_card.js";
import { completed, queryOf, writeView } from "./view.js";
import { Loaded } from "./fetch.js";
import { Pick } from "./pick.js";
import { Actions } from "./actions.js";
import { AxisFoot, IntervalKey, Key } from "./bars.js";
import { ends, interval, share } from "./say.js";
import { FigureTable } from "./tables.js";

/** @typedef {{n: number, answer_sets: number, hidden: number,
 *   at_least: [number, number] | null,
 *   positive: {low: number, high: number, share: number | null} | null}} Brief */
/** @typedef {{question: string, text: any, from: string, to: string,
 *   options: (Brief & {id: string, text: any, sites: number})[],
 *   sites: {site: string, options: Brief[]}[]}} NeedsData */

/** "n = 41", or from the least to the most where options differ.
 * @param {Brief[]} options */
function people(options) {
  const n = options.filter((o) => o.positive !== null).map((o) => o.n);
  const low = Math.min(...n), high = Math.max(...n);
  return n.length === 0 ? "·" : low === high ? number(low)
    : t("between", { a: number(low), b: number(high) });
}

/** Wide enough for every bar and interval. @param {NeedsData} d */
function axisOf(d) {
  const ends = [d.options, ...d.sites.map((s) => s.options)].flat()
    .map((f) => f.positive?.high ?? 0);
  return plainAxis(Math.ceil(Math.max(.4, ...ends) * 5 - 1e-9) / 5, .2);
}

/** @param {{all: Brief[]}} props  of every panel */
const Legend = ({ all }) => html`
  <div class="legend" role="group" aria-label=${t("legend")}><ul>
    <${IntervalKey} />
    ${all.some((f) => ends(f) !== null) && html`
      <${Key} step="maybe" label=${t("keybounds")} />`}
    ${all.some((f) => f.positive === null) && html`
      <li><b class="dot" aria-hidden="true">·</b>${t("dot")}</li>`}
  </ul></div>`;

/** @param {{name: string, options: Brief[], d: NeedsData, axis: any,
 *   index: number, link: (id: string) => string}} props */
const Panel = ({ name, options, d, axis, index, link }) => html`
  <div class="panel needs" role="listitem">
    <h3>${name}</h3>
    ${options.some((f) => f.positive !== null) && html`
      <p class="n note">n = ${people(options)}</p>`}
    ${options.every((f) => f.positive === null)
      ? html`<p class="nothing-here"><b aria-hidden="true">·</b>${
        t("nochannel")}</p>`
      : html`<div role="list" aria-label=${name}>
        ${options.map((f, i) => html`<div class="row" role="listitem">
          <div class="row-name"><a href=${link(d.options[i].id)}>${
            text(d.options[i].text)}</a></div>
          <div class="row-bar"><${AxisGrid} axis=${axis} />
            <${PointBar} p=${f.positive} bounds=${ends(f)} axis=${axis}
              bar=${true} id=${`need-${index}-${i}`}
              title=${f.positive === null
                ? t("barnone", { site: `${name}, ${text(d.options[i].text)}` })
                : t("needbar", { site: name, need: text(d.options[i].text),
                  share: share(f), interval: interval(f),
                  n: number(f.n) })} /></div>
          <div class="row-share"><b>${f.positive === null ? "·"
            : share(f)}</b></div>
        </div>`)}
        <${AxisFoot} axis=${axis} sparse=${true} />
      </div>`}
  </div>`;

/** @param {{f: Brief}} props */
const Cell = ({ f }) => html`<td class="number">${f.positive === null
  ? html`·<span class="visually-hidden">${t("dot")}</span>`
  : html`${share(f)} <small>${interval(f)}</small>`}</td>`;

/** @param {{d: NeedsData}} props */
const Table = ({ d }) => html`
  <${FigureTable} kind="needs-table" note=${t("needsnote")}>
    <thead><tr><th scope="col">${t("centre")}</th>
      <th scope="col" class="number">n</th>
      ${d.options.map((o) => html`<th scope="col" class="number wrap">${
        text(o.text)}</th>`)}</tr></thead>
    ${[{ site: t("allsites"), options: d.options },
      ...together() ? [] : d.sites].map((s) =>
      html`<tbody><tr><th scope="row">${s.site}</th>
        <td class="number">${people(s.options)}</td>
        ${s.options.map((f) => html`<${Cell} f=${f} />`)}</tr></tbody>`)}
  <//>`;

/** @param {{d: NeedsData, busy: boolean, link: (id: string) => string}} p */
function Result({ d, busy, link }) {
  const axis = axisOf(d), apart = together() ? [] : d.sites;
  const k = d.sites.filter((s) => s.options.some((f) =>
    f.positive !== null)).length;
  return html`
    <${Article} title=${text(d.text)} note=${months(d.from, d.to)}
        busy=${busy}>
      <p class="finding"><strong>${t("needsof", { k: number(k),
        m: number(d.sites.length) })}</strong> ${t("needschoose")}</p>
      <${ChartCard} title=${t("needstitle")} note=${t("needsfixed")}
          saved=${{ name: d.question, of: text(d.text), from: d.from,
            to: d.to }}>
        <${HatchDefs} />
        <${Legend} all=${[d.options, ...d.sites.map((s) => s.options)].flat()} />
        <div class=${cls("panels small", apart.length === 0 && "one")}
            role="list" aria-label=${t("needstitle")}>
          <${Panel} name=${t("allsites")} options=${d.options} d=${d}
            axis=${axis} index=${0} link=${link} />
          ${apart.map((s, i) => html`<${Panel} key=${s.site} name=${s.site}
            options=${s.options} d=${d} axis=${axis} index=${i + 1}
            link=${link} />`)}
        </div>
      <//>
      <${Why} words=${t("why")} />
      <${Actions} />
      <section class="card"><${Table} d=${d} /></section>
    <//>`;
}

/** @param {import("./pages.js").PageProps} props */
export function Needs(props) {
  const { known } = props, [v, set] = completed(props);
  const asked = known.questions.find((q) => q.options.length > 0);
  if (asked === undefined)
    return html`<h1>${t("needs")}</h1><p class="empty">${t("noneeds")}</p>`;
  const link = (/** @type {string} */ id) => writeView({ ...v, page: "compare",
    question: id, by: "" });
  return html`
    <${Pick} known=${known} view=${v} question=${false} change=${set} />
    <${Loaded} path=${`/api/v1/needs?${queryOf({ ...v, question: asked.id })}`}>
      ${(/** @type {NeedsData} */ d, /** @type {boolean} */ busy) => html`
        <${Result} d=${d} busy=${busy} link=${link} />`}
    <//>`;
}
