// SPDX-License-Identifier: EUPL-1.2
/*
 * tables.js - the figures behind the chart, every pair, and the releases that
 * do not count in these months.
 */
import { cls, html } from "../../common/web/ui.js";
import { months, number } from "../../common/web/i18n.js";
import { percent, Range } from "../../common/web/chart.js";
import { t } from "./words.js";
import { between, group, groupsOf, interval, people, rightSide, share, span }
  from "./say.js";

/** @typedef {import("./say.js").Comparison} Comparison */
/** @typedef {import("./say.js").Figures} Figures */

/** The figures of a page as a table that scrolls by itself.
 * @param {{kind?: string, title?: string, note: string, children?: any}} props
 *   kind: a class of its own; children: head and bodies of the table */
export const FigureTable = ({ kind, title, note, children }) => html`
  <section class=${cls("figures", kind)}>
    <h2 id="figures">${title ?? t("table")}</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="figures">
      <table>${children}</table>
    </div>
    <p class="note">${note}</p>
  </section>`;

/** How many columns of the finest level each group of f spans, in order; null
 * when a group's codes do not lie side by side.
 * @param {string[][]} groups @param {string[]} codes */
function spans(groups, codes) {
  let next = 0;
  for (const g of groups)
    for (const code of g)
      if (codes[next++] !== code)
        return null;
  return groups.map((g) => g.length);
}

/** @param {{f: Figures, c: Comparison}} props */
function GroupCells({ f, c }) {
  const codes = c.levels[0].flat();
  const groups = f.level === null ? [] : c.levels[f.level];
  const width = spans(groups, codes);
  const cell = (/** @type {number} */ i) => f.at_least !== null
    ? t("between", { a: number(f.at_least[i]),
      b: number(f.n - f.at_least[1 - i]) })
    : html`${number(f.counts?.[i] ?? 0)} <small>${
      f.n > 0 ? percent((f.counts?.[i] ?? 0) / f.n) : ""}</small>`;
  if (groups.length === 0)
    return html`<td class="number none" colspan=${codes.length}>·
      <span class="visually-hidden">${t("dot")}</span></td>`;
  if (width === null)
    return html`<td colspan=${codes.length}>${groups.map((g, i) => html`
      <div>${group(g, c)}: ${cell(i)}</div>`)}</td>`;
  return groups.map((g, i) => html`<td class="number" colspan=${width[i]}>
    ${width[i] > 1 && html`<span class="visually-hidden">${
      group(g, c)}: </span>`}${cell(i)}</td>`);
}

/** Of all who could have answered. @param {{f: Figures}} props */
export const HonestCells = ({ f }) => html`
  <td class="number honest-cell">${f.honest ? html`${span(f.honest.low,
    f.honest.high)} <small>${t("honestsure", { range: span(f.honest.sure.low,
    f.honest.sure.high) })}</small>` : "·"}</td>`;

/** @param {{head: string, f: Figures, c: Comparison, channel: boolean}} props */
const FigureRow = ({ head, f, c, channel }) => html`
  <tr class=${cls(channel && "channel")}>
    <th scope="row">${head}</th>
    <td class="number">${f.level === null ? "·" : number(f.n)}</td>
    <td class="number">${f.level === null ? "·" : number(f.answer_sets)}</td>
    <td class="number">${f.level === null ? "·" : number(f.aside)}</td>
    <${GroupCells} f=${f} c=${c} />
    <td class="number">${share(f)}</td>
    <td class="number">${interval(f) || "·"}</td>
    <${HonestCells} f=${f} />
    <td class="number">${number(f.hidden)}</td>
    <td class="number">${number(f.not_asked)}</td>
  </tr>`;

/** What the columns of both tables begin with.
 * @param {{first: string, c: Comparison}} props */
const Heads = ({ first, c }) => html`
  <th scope="col">${first}</th>
  <th scope="col" class="number">n</th>
  <th scope="col" class="number">${t("sets")}</th>
  <th scope="col" class="number">${t("aside")}</th>
  ${c.levels[0].map((g) => html`<th scope="col" class="number">${
    group(g, c)}</th>`)}
  <th scope="col" class="number">${rightSide(c)}</th>
  <th scope="col" class="number">${t("intervalcol")}</th>`;

/** @param {{c: Comparison}} props */
export const Figures = ({ c }) => html`
  <${FigureTable} note=${t("tablenote")}>
    <thead>
      <tr>
        <${Heads} first=${t("centre")} c=${c} />
        <th scope="col" class="number">${t("honestcol")}</th>
        <th scope="col" class="number">${t("hiddencol")}</th>
        <th scope="col" class="number">${t("notaskedcol")}</th>
      </tr>
    </thead>
    ${c.sites.map((s) => html`<tbody>
      <${FigureRow} head=${s.site} f=${s} c=${c} channel=${false} />
      ${s.channels.map((ch) => html`<${FigureRow} head=${t(ch.channel)}
        f=${ch} c=${c} channel=${true} />`)}
    </tbody>`)}
  <//>`;

/** @param {{s: import("./say.js").Site, c: Comparison, columns: number}} p */
const GroupRows = ({ s, c, columns }) => html`<tbody>
  <tr class="site-head"><th scope="rowgroup">${s.site}</th>
    <td class="number">${groupsOf(s).length === 0 && html`·
      <span class="visually-hidden">${t("nogroups")}</span>`}</td>
    <td colspan=${columns}></td></tr>
  ${groupsOf(s).map((g) => html`<tr>
    <th scope="row">${people(g.codes, c)}</th>
    <td class="number">${number(g.n)}</td>
    <td class="number">${number(g.answer_sets)}</td>
    <td class="number">${number(g.aside)}</td>
    <${GroupCells} f=${g} c=${c} />
    <td class="number">${share(g)}</td>
    <td class="number">${interval(g) || "·"}</td>
  </tr>`)}
</tbody>`;

/** The figures behind the panels. @param {{c: Comparison}} props */
export const GroupFigures = ({ c }) => html`
  <${FigureTable} kind="by-group" title=${t("groupstable")}
      note=${t("tablenote")}>
    <thead>
      <tr>
        <${Heads} first=${`${t("centre")}, ${t("groupcol")}`} c=${c} />
      </tr>
    </thead>
    ${c.sites.map((s) => html`<${GroupRows} s=${s} c=${c}
      columns=${4 + c.levels[0].length} />`)}
  <//>`;

/** "no clear difference", unless it is. @param {{clear: boolean}} props */
export const Verdict = ({ clear }) => clear
  ? html`<strong>${t("isclear")}</strong>` : t("isnotclear");

/** @param {{c: Comparison}} props */
export function Pairs({ c }) {
  if (c.differences.length === 0)
    return null;
  const max = Math.max(.2, ...c.differences.flatMap((d) =>
    [Math.abs(d.low), Math.abs(d.high)]));
  return html`
    <details class="pairs card fold">
      <summary><h2>${t("pairs")}</h2></summary>
      <p class="note">${t("pairsnote", { n: number(c.differences.length) })}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${t("pairs")}>
        <table>
          <thead><tr><th scope="col">${t("pair")}</th>
            <th scope="col" colspan="2">${t("difference")}</th>
            <th scope="col">${t("verdict")}</th></tr></thead>
          <tbody>${c.differences.map((d, i) => html`<tr>
            <th scope="row">${t("and", d)}</th>
            <td class="range-cell"><${Range} low=${d.low} high=${d.high}
              max=${max} clear=${d.clear} id=${`pair-${i}`}
              title=${`${t("and", d)}: ${between(d)}`} /></td>
            <td class="range-words">${between(d)}</td>
            <td><${Verdict} clear=${d.clear} /></td>
          </tr>`)}</tbody>
        </table>
      </div>
    </details>`;
}

/** @param {{c: Comparison}} props */
export function Straddling({ c }) {
  const list = c.sites.flatMap((s) => s.straddling.map((p) => ({ ...p,
    site: s.site })));
  if (list.length === 0)
    return null;
  return html`
    <section class="straddling">
      <h2 id="straddling">${t("straddling")}</h2>
      <p class="note">${t("straddlingnote")}</p>
      <div class="scroll" tabindex="0" role="region"
          aria-labelledby="straddling">
        <table>
          <thead><tr><th scope="col">${t("centre")}</th>
            <th scope="col">${t("project")}</th>
            <th scope="col">${t("channel")}</th>
            <th scope="col">${t("period")}</th></tr></thead>
          <tbody>${list.map((p) => html`<tr><th scope="row">${p.site}</th>
            <td>${p.project ?? "–"}</td><td>${t(p.channel)}</td>
            <td>${months(p.first, p.last)}</td></tr>`)}</tbody>
        </table>
      </div>
    </section>`;
}
