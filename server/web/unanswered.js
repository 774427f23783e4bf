// SPDX-License-Identifier: EUPL-1.2
/*
 * unanswered.js - of one question, who gave it no answer: who refused, did not
 * understand or skipped it where that is told apart.  A part of the page
 * Silence; a panel a site, always with the same rows.
 */
import { cls, html } from "../../common/web/ui.js";
import { number, text } from "../../common/web/i18n.js";
import { AxisGrid, percent, plainAxis, PointBar }
  from "../../common/web/chart.js";
import { t } from "./words.js";
import { AxisFoot, RowNotes } from "./bars.js";
import { ChartCard } from "./chart_card.js";
import { queryOf, questionOf } from "./view.js";
import { Loaded } from "./fetch.js";
import { QuestionFields } from "./pick.js";
import { span } from "./say.js";
import { Slice, slice } from "./slice.js";

/** @typedef {{count: number, share: number, low: number, high: number}} Share */
/** @typedef {"refused" | "not_understood" | "skipped"} Kind */
/** @typedef {{releases: number, n: number}} Sum */
/** @typedef {{releases: number, told: (Sum & {no_answer: Share}) | null,
 *   apart: (Sum & Record<Kind, Share>) | null}} Unanswered */
/** @typedef {{site: string, unanswered: Unanswered | null}} Site */
/** @typedef {{question: string, from: string, to: string,
 *   sites: Site[]}} Asked */
/** @typedef {{word: string, n: number, f: Share | null}} Line */
/** @typedef {import("./view.js").View} View */

/** @type {Kind[]} */
const KINDS = ["refused", "not_understood", "skipped"];

/** Always the same four; null where it is not told.
 * @param {Unanswered | null} u @returns {Line[]} */
const lines = (u) => [
  { word: "noanswer", n: u?.told?.n ?? 0, f: u?.told?.no_answer ?? null },
  ...KINDS.map((kind) => ({ word: `noanswer.${kind}`, n: u?.apart?.n ?? 0,
    f: u?.apart?.[kind] ?? null }))];

/** Wide enough for every interval, also of sites that are not drawn.
 * @param {Site[]} sites */
function axisOf(sites) {
  const end = sites.flatMap((s) => lines(s.unanswered))
    .reduce((max, l) => Math.max(max, l.f?.high ?? 0), .2);
  const each = end > .4 ? .2 : .1;
  return plainAxis(Math.ceil(end / each - 1e-9) * each, each);
}

/** What the bars leave out. @param {{u: Unanswered}} props */
function Notes({ u }) {
  const list = [];
  if (u.told !== null && u.told.releases < u.releases)
    list.push(t("noanswerin", { k: number(u.told.releases),
      m: number(u.releases) }));
  if (u.told !== null && u.apart === null)
    list.push(t("notapart"));
  else if (u.apart !== null && u.apart.releases < (u.told?.releases ?? 0))
    list.push(t("apartin", { k: number(u.apart.releases),
      m: number(u.told?.releases ?? 0), n: number(u.apart.n) }));
  return html`<${RowNotes} list=${list} />`;
}

/** @param {{l: Line & {f: Share}, site: string, axis: any, id: string}} props */
const Row = ({ l, site, axis, id }) => html`
  <div class="row" role="listitem">
    <div class="row-name">${t(l.word)}</div>
    <div class="row-bar"><${AxisGrid} axis=${axis} />
      <${PointBar} p=${l.f} axis=${axis} bar=${true} id=${id}
        title=${t("noanswerbar", { site, what: t(l.word),
          count: number(l.f.count), n: number(l.n),
          share: percent(l.f.share), range: span(l.f.low, l.f.high) })} /></div>
    <div class="row-share"><b>${percent(l.f.share)}</b>
      <small>${span(l.f.low, l.f.high)}</small></div>
  </div>`;

/** @param {{s: Site, axis: any, index: number}} props */
function Panel({ s, axis, index }) {
  const u = s.unanswered;
  const told = lines(u).filter((l) => l.f !== null);
  return html`
    <div class="panel needs unanswered" role="listitem">
      <h3>${s.site}</h3>
      ${u === null || u.told === null
        ? html`<p class="nothing-here"><b aria-hidden="true">·</b>${
          t("nochannel")}</p>`
        : html`
          <p class="n note">${t("n", { n: number(u.told.n) })}</p>
          <div role="list" aria-label=${s.site}>
            ${told.map((l, i) => html`<${Row} l=${l} site=${s.site} axis=${axis}
              id=${`unanswered-${index}-${i}`} />`)}
          </div>
          <${AxisFoot} axis=${axis} />
          <${Notes} u=${u} />`}
    </div>`;
}

/** @param {{f: Share | null}} props */
const Cell = ({ f }) => html`<td class="number">${f === null
  ? html`·<span class="visually-hidden">${t("dot")}</span>`
  : html`${number(f.count)} <small>${percent(f.share)} (${
    span(f.low, f.high)})</small>`}</td>`;

/** @param {{sum: Sum | null | undefined, of: number}} props */
const Told = ({ sum, of }) => html`
  <td class="number">${number(sum?.releases ?? 0)} / ${number(of)}</td>
  <td class="number">${sum ? number(sum.n) : "·"}</td>`;

/** @param {{sites: Site[]}} props */
const Table = ({ sites }) => html`
  <section class="figures unanswered-table">
    <h3 id="unanswered">${t("noanswerfigures")}</h3>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="unanswered">
      <table>
        <thead>
          <tr><th scope="col" rowspan="2">${t("centre")}</th>
            <th scope="colgroup" colspan="3">${t("toldgroup")}</th>
            <th scope="colgroup" colspan="5">${t("apartgroup")}</th></tr>
          <tr><th scope="col" class="number">${t("releasescol")}</th>
            <th scope="col" class="number">n</th>
            <th scope="col" class="number">${t("noanswer")}</th>
            <th scope="col" class="number">${t("releasescol")}</th>
            <th scope="col" class="number">n</th>
            ${KINDS.map((kind) => html`<th scope="col" class="number">${
              t(`noanswer.${kind}`)}</th>`)}</tr>
        </thead>
        ${sites.map(({ site, unanswered: u }) => html`<tbody><tr>
          <th scope="row">${site}</th>
          <${Told} sum=${u?.told} of=${u?.releases ?? 0} />
          <${Cell} f=${lines(u)[0].f} />
          <${Told} sum=${u?.apart} of=${u?.releases ?? 0} />
          ${lines(u).slice(1).map((l) => html`<${Cell} f=${l.f} />`)}
        </tr></tbody>`)}
      </table>
    </div>
    <p class="note">${t("noanswertable")}</p>
  </section>`;

/** @param {{c: Asked, title: string, v: View, busy: boolean,
 *   change: (v: Partial<View>) => void}} props */
function Result({ c, title, v, busy, change }) {
  const axis = axisOf(c.sites), some = slice(c.sites, v).sites;
  return html`
    <div class=${cls("result", busy && "busy")} aria-busy=${
        busy ? "true" : "false"}>
      <${Slice} sites=${c.sites} v=${v} change=${change} />
      <${ChartCard} title=${title}
          note=${`${t("noanswernote")} ${t("fixed")}`}
          saved=${{ name: `no-answer-${c.question}`, from: c.from, to: c.to }}>
        <div class="panels small" role="list" aria-label=${title}>
          ${some.map((s, i) => html`<${Panel} key=${s.site} s=${s} axis=${axis}
            index=${i} />`)}
        </div>
      <//>
      <p class="why"><b aria-hidden="true">·</b><span>${t("noanswerdot")}</span></p>
      <section class="card"><${Table} sites=${some} /></section>
    </div>`;
}

/** @param {{known: import("./pick.js").Known, v: View,
 *   change: (v: Partial<View>) => void}} props  v is complete */
export function Unanswered({ known, v, change }) {
  // Of all options the same people gave no answer: none is chosen here.
  const asked = questionOf(v.question, known.questions);
  return html`
    <section class="result by-question" aria-labelledby="by-question">
      <header><h2 id="by-question">${t("noanswerhead")}</h2></header>
      <p class="finding">${t("noanswerwhy")}</p>
      <form class="pick no-print" aria-label=${t("noanswerhead")}
          onSubmit=${(/** @type {Event} */ e) => e.preventDefault()}>
        <${QuestionFields} known=${known} view=${v} change=${change}
          options=${false} />
      </form>
      <${Loaded} path=${`/api/v1/compare?${queryOf(v)}`}>
        ${(/** @type {Asked} */ c, /** @type {boolean} */ busy) => html`
          <${Result} c=${c} title=${text(asked?.text ?? {})} v=${v}
            busy=${busy} change=${change} />`}
      <//>
    </section>`;
}
