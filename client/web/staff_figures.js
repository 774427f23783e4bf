// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_figures.js - the figures of one message: how many people are in each
 * group, what was answered, and by which group.
 *
 * Every figure is one that stands in GET /api/v1/releases; nothing is derived
 * here but the length of a bar.
 */
import { cls, html } from "../../common/web/ui.js";
import { number, text } from "../../common/web/i18n.js";
import { words as t } from "./staff_words.js";

/** What groups, columns and what stands beside them are called. */
const nameOf = (/** @type {any} */ x) => x.label ? text(x.label) : t(x.code);

/** A bar of count out of all; kind is a step of blue, or "aside". The part up
 * to upto is possible but not sure. */
function Bar(/** @type {{kind: string, count: number, of: number,
  upto?: number}} */ { kind, count, of, upto }) {
  const part = (/** @type {number} */ n) => of > 0 ? (n / of) * 100 : 0;
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none"
      aria-hidden="true">
    <rect class="ground" x="0" y="0" width="100" height="10" />
    ${upto !== undefined && html`<rect class="maybe" x="0" y="0"
      width=${part(upto)} height="10" />`}
    <rect class=${kind} x="0" y="0" width=${part(count)} height="10" />
  </svg>`;
}

/** Which of the four steps of blue group i of n has: the last is the darkest. */
export const shade = (/** @type {number} */ i, /** @type {number} */ n) =>
  `step-${n === 1 ? 4 : Math.round(1 + (i * 3) / (n - 1))}`;

/** One row: words, bar, figure. */
const Row = (/** @type {any} */ { label, kind, count, of, sign, figure, upto }) => html`
  <tr class=${cls(kind === "aside" && "beside")}>
    <th scope="row">${label}</th>
    <td class="drawn"><${Bar} kind=${kind} count=${count} of=${of} upto=${upto} /></td>
    <td class="number">${sign}${number(figure ?? count)}</td>
  </tr>`;

/** The rows of a question whose total is shown as it is. */
const exactRows = (/** @type {any} */ table, /** @type {number} */ of) =>
  table.groups.map((/** @type {any} */ g, /** @type {number} */ i) => html`<${Row}
    label=${nameOf(g)} kind=${shade(i, table.groups.length)}
    count=${g.count} of=${of} />`);

/** The one row of a capped total: at least so many of those who answered. */
function cappedRow(/** @type {any} */ table, /** @type {number} */ of) {
  const { bound, answered, label } = table.at_least;
  return html`<${Row} label=${t("at_least", { bound: number(bound),
      answered: number(answered), label: text(label) })}
    kind="step-3" count=${bound} of=${of} upto=${answered} sign="≥ " />`;
}

/** One option of a question of which people choose up to three. */
function optionRow(/** @type {any} */ o, /** @type {number} */ answered,
  /** @type {number} */ of) {
  if (o.at_most !== undefined)
    return html`<${Row} label=${text(o.label)} kind="step-3" count=${0}
      figure=${o.at_most} of=${of} upto=${o.at_most} sign="≤ " />`;
  if (o.at_least !== undefined)
    return html`<${Row} label=${text(o.label)} kind="step-3" of=${of}
      count=${o.at_least} upto=${answered} sign="≥ " />`;
  return html`<${Row} label=${text(o.label)} kind="step-3" count=${o.count}
    of=${of} />`;
}

const choiceRows = (/** @type {any} */ table, /** @type {number} */ of) => html`
  ${table.choices.map((/** @type {any} */ o) =>
    optionRow(o, table.answered, of))}
  <${Row} kind="aside" label=${t("chose")} count=${table.answered} of=${of} />`;

/** @type {Record<string, (table: any, of: number) => any>} */
const ROWS = { exact: exactRows, at_least: cappedRow, choices: choiceRows };
/** @type {Record<string, string>} */
const WHY = { at_least: "at_least_why", choices: "choices_why" };

/** Where no figure is: one sign and two words, whatever the reason was. */
const Dot = () => html`<span class="dot"><span aria-hidden="true">·</span>
  ${" "}${t("hidden")}</span>`;

const Head = () => html`<thead class="visually-hidden"><tr>
  <th scope="col">${t("answer")}</th><th scope="col">${t("share")}</th>
  <th scope="col">${t("count")}</th></tr></thead>`;

/** A row of a breakdown as one bar: its columns, one after the other. */
export function Strip(/** @type {{row: number[], kinds: string[]}} */ { row, kinds }) {
  const all = row.reduce((a, b) => a + b, 0);
  let from = 0;
  return html`<svg class="bar strip" viewBox="0 0 100 10"
      preserveAspectRatio="none" aria-hidden="true">
    ${row.map((count, i) => {
      const x = from;
      from += all > 0 ? (count / all) * 100 : 0;
      return html`<rect class=${kinds[i]} x=${x} y="0" width=${from - x}
        height="10" />`;
    })}</svg>`;
}

/** Groups by answers. @param {{breakdown: any, name: string}} props */
function Grid({ breakdown: b, name }) {
  const levels = b.columns.filter((/** @type {any} */ c) => c.codes).length;
  const kinds = b.columns.map((/** @type {any} */ c, /** @type {number} */ i) =>
    c.codes ? shade(i, levels) : "aside");
  return html`<div class="scroll" tabindex="0" role="group"
      aria-label=${t("by", { attribute: name })}>
    <table class="grid">
      <thead><tr><td></td>${b.columns.map((/** @type {any} */ c,
        /** @type {number} */ i) => html`<th scope="col">
          ${nameOf(c)}
          <span class=${cls("swatch", kinds[i])} aria-hidden="true"></span></th>`)}</tr></thead>
      <tbody>${b.groups.map((/** @type {any} */ g, /** @type {number} */ i) => html`
        <tr><th scope="row">${nameOf(g)}
          <${Strip} row=${b.rows[i]} kinds=${kinds} /></th>
          ${b.rows[i].map((/** @type {number} */ count,
            /** @type {number} */ k) => html`<td class=${cls("number",
              kinds[k] === "aside" && "aside")}>${number(count)}</td>`)}</tr>`)}
      </tbody>
    </table></div>`;
}

/** @param {{breakdown: any, attributes: any[]}} props */
function Breakdown({ breakdown, attributes }) {
  const name = text(attributes.find((a) => a.id === breakdown.attribute)?.text);
  return html`<div class="breakdown">
    <p class="by">${t("by", { attribute: name })}
      ${breakdown.state === "hidden" && html` <${Dot} />`}</p>
    ${breakdown.state === "shown" && html`
      <${Grid} breakdown=${breakdown} name=${name} />`}</div>`;
}

/** plain: the question's own words stand elsewhere, for eyes.
 * @param {{table: any, sets: number, attributes: any[], plain?: boolean}} props */
export function Question({ table, sets, attributes, plain = false }) {
  const name = html`<span class=${cls(plain && "visually-hidden")}>
    <span class="code">${table.question}</span> ${text(table.text)}</span>`;
  const rows = ROWS[table.state];
  const why = WHY[table.state];
  const by = table.breakdown && html`<${Breakdown} breakdown=${table.breakdown}
    attributes=${attributes} />`;
  if (rows === undefined)
    return html`<section class="result"><h3>${name}</h3>
      ${table.state === "hidden" ? html`<p><${Dot} /></p>`
        : html`<p class="note">${t("not_asked")}</p>`}${by}</section>`;
  return html`<section class="result">
    <table>
      <caption>${name}</caption>
      <${Head} />
      <tbody>
        ${rows(table, sets)}
        ${table.aside.map((/** @type {any} */ a) => html`<${Row} kind="aside"
          label=${nameOf(a)} count=${a.count} of=${sets} />`)}
      </tbody>
    </table>
    ${why && html`<p class="note small">${t(why)}</p>`}
    ${by}
  </section>`;
}

/** How many people are in each group. @param {{attribute: any,
 *   sets: number}} props */
export function Attribute({ attribute: a, sets }) {
  if (a.state === "hidden")
    return html`<section class="result"><h3>${text(a.text)}</h3>
      <p><${Dot} /></p></section>`;
  return html`<section class="result"><table>
    <caption>${text(a.text)}</caption>
    <${Head} />
    <tbody>
      ${a.groups.map((/** @type {any} */ g) => html`<${Row} label=${nameOf(g)}
        kind="step-2" count=${g.count} of=${sets} />`)}
      ${a.not_said > 0 && html`<${Row} kind="aside" label=${t("not_said")}
        count=${a.not_said} of=${sets} />`}
    </tbody></table></section>`;
}
