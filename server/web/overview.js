// SPDX-License-Identifier: EUPL-1.2
/*
 * overview.js - the page Overview: the voice first.  Three fresh results that
 * no value picked, what changed clearly, and whom we have not heard from.
 */
import { html, Icon } from "../../common/web/ui.js";
import { months, number, text } from "../../common/web/i18n.js";
import { AxisTicks, divergingAxis, HatchDefs } from "../../common/web/chart.js";
import { Savable } from "../../common/web/save.js";
import { t } from "./words.js";
import { Article } from "./article.js";
import { together } from "./audience.js";
import { Embargo, EmbargoOf } from "./embargo.js";
import { preset, writeView } from "./view.js";
import { Given, Loaded, useData } from "./fetch.js";
import { Actions } from "./actions.js";
import { Legend, RowBar, useWidth } from "./bars.js";
import { ago } from "./sites.js";
import { between, group, interval, rightSide, share } from "./say.js";
import { FigureTable, HonestCells } from "./tables.js";
import check from "lucide-static/icons/circle-check.svg";
import hourglass from "lucide-static/icons/hourglass.svg";

/** @typedef {import("./say.js").Comparison} Comparison */
/** @typedef {import("./timeplot.js").Point} Point */
/** @typedef {Omit<Comparison, "sites"> & import("./say.js").Figures &
 *   {sites: number}} Fresh */
/** @typedef {{question: string, site: string, low: number, high: number,
 *   before: Point, after: Point}} Changed */
/** @typedef {{fresh: Fresh[], compared: number,
 *   changes: Changed[]}} OverviewData */
/** @typedef {import("./view.js").View} View */
/** @typedef {import("./pick.js").Known} Known */

const MONTHS = 12; // that are looked at
const LATE = 3; // nights without a word
const NAMED = 20; // of those, as many as are named

/** @param {{f: Fresh, index: number, link: string, m: number, axis: any,
 *   legend: boolean}} props */
function FreshCard({ f, index, link, m, axis, legend }) {
  const { ref, width } = useWidth();
  const c = /** @type {any} */ (f);
  return html`
    <section class="card fresh">
      <p class="note">${months(f.from, f.to)}</p>
      <h3><a href=${link}>${text(f.text)}</a></h3>
      <p class="big"><b>${share(f)}</b> <span>${rightSide(c)}</span></p>
      <p class="note">${t("freshof", { interval: interval(f), n: number(f.n),
        k: number(f.sites), m: number(m) })}</p>
      ${legend && html`<${Legend} c=${c} figures=${[f]} dot=${false} />`}
      <div class="bars">
        <${RowBar} label=${text(f.text)} f=${f} c=${c} axis=${axis}
          width=${width} id=${`fresh-${index}`} slim=${false} />
        <div ref=${ref}><${AxisTicks} axis=${axis} sparse=${true} /></div>
      </div>
    </section>`;
}

/** Whether one legend and one axis do for all. @param {Fresh[]} fresh */
const alike = (fresh) => fresh.every((f) => JSON.stringify(
  [f.levels, f.labels]) === JSON.stringify([fresh[0].levels, fresh[0].labels]));

/** @param {{d: OverviewData, link: (page: string, v: Partial<View>) =>
 *   string, m: number}} props */
function FreshResults({ d, link, m }) {
  const same = alike(d.fresh);
  return html`
    <section aria-labelledby="fresh">
      <h2 id="fresh">${t("freshtitle")}</h2>
      <p class="note">${t("freshrule")}</p>
      <${HatchDefs} />
      <${Savable} title=${t("freshtitle")} notes=${[t("freshrule")]}
          file=${["overview", ...d.fresh.map((f) => f.question)].join("-")}>
        ${same && html`<${Legend} c=${/** @type {any} */ (d.fresh[0])}
          figures=${d.fresh} dot=${false} />`}
        <div class="fresh-list">${d.fresh.map((f, i) => html`<${FreshCard}
          f=${f} index=${i} m=${m} legend=${!same}
          axis=${divergingAxis(same ? d.fresh : [f], f.levels)}
          link=${link("compare", { question: f.question, from: f.from,
            to: f.to })} />`)}</div>
      <//>
    </section>`;
}

/** @param {{d: OverviewData, known: Known,
 *   link: (page: string, v: Partial<View>) => string}} props */
function Changes({ d, known, link }) {
  const asked = (/** @type {string} */ id) => /** @type {any} */ (
    known.questions.find((q) => q.id === id));
  if (d.changes.length === 0)
    return html`<p><strong>${t("nochange")}</strong> ${
      t.n("changesof", d.compared)}</p>`;
  return html`
    <p>${t.n("changesof", d.compared)}</p>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="changed">
      <table>
        <thead><tr><th scope="col">${t("question")}</th>
          <th scope="col">${t("centre")}</th>
          <th scope="col">${t("before")}</th><th scope="col">${t("after")}</th>
          <th scope="col">${t("changed")}</th></tr></thead>
        <tbody>${d.changes.map((ch) => html`<tr>
          <th scope="row"><a href=${link("trend", { question: ch.question })}>${
            text(asked(ch.question)?.text)}</a>
            <small>${asked(ch.question) && rightSide(asked(ch.question))}</small>
          </th>
          <td>${ch.site}</td>
          <${PointCell} p=${ch.before} /><${PointCell} p=${ch.after} />
          <td>${between(ch)}</td>
        </tr>`)}</tbody>
      </table>
    </div>`;
}

/** @param {{p: Point}} props */
const PointCell = ({ p }) => html`<td>
  <b>${share(p)}</b> <small>${interval(p)}</small>
  <small class="line">${months(p.first, p.last)}, ${
    t("n", { n: number(p.n) })}</small></td>`;

/** @param {{sites: import("./sites.js").Entry[], link: string}} props */
function Unheard({ sites, link }) {
  const late = sites.filter((s) => s.state !== "revoked" &&
    (s.last_contact === null || ago(s.last_contact) >= LATE));
  return html`
    ${late.length === 0
      ? html`<p class="with-icon"><${Icon} svg=${check} /><span>${
        t("allheard", { n: number(LATE) })}</span></p>`
      : html`<ul class="unheard">${late.slice(0, NAMED).map((s) => html`<li>
          <${Icon} svg=${hourglass} /><span><strong>${s.site}</strong> ${
            s.last_contact === null ? t("neverheard")
              : t.n("heard", ago(s.last_contact))}</span></li>`)}
          ${late.length > NAMED && html`<li>${
            t.n("more", late.length - NAMED)}</li>`}</ul>`}
    <p><a href=${link}>${t("tosites")}</a></p>`;
}

/** What single sites did: asked for once, for the line and for the list.
 * @param {{days: number, link: string}} props */
function Contact({ days, link }) {
  const state = useData("/api/v1/sites");
  return html`
    ${state.data && html`<${EmbargoOf} sites=${state.data.sites} days=${days} />`}
    <section class="card"><h2>${t("unheard")}</h2>
      <${Given} state=${state}>${(/** @type {any} */ s) => html`
        <${Unheard} sites=${s.sites} link=${link} />`}<//>
    </section>`;
}

/** The figures of the cards, for those who want a table.
 * @param {{d: OverviewData}} props */
function Table({ d }) {
  const honest = d.fresh.some((f) => f.honest);
  return html`
  <${FigureTable} note=${t("tablenote")}>
    <thead><tr><th scope="col">${t("question")}</th>
      <th scope="col">${t("period")}</th>
      ${!together() && html`<th scope="col" class="number">${
        t("centres")}</th>`}
      <th scope="col" class="number">n</th>
      <th scope="col">${t("answers")}</th>
      <th scope="col" class="number">${t("right")}</th>
      <th scope="col" class="number">${t("intervalcol")}</th>
      ${honest && html`<th scope="col" class="number">${
        t("honestcol")}</th>`}</tr></thead>
    ${d.fresh.map((f) => html`<tbody><tr>
      <th scope="row" class="wrap">${text(f.text)}</th>
      <td>${months(f.from, f.to)}</td>
      ${!together() && html`<td class="number">${number(f.sites)}</td>`}
      <td class="number">${number(f.n)}</td>
      <td class="wrap">${(f.counts ?? []).map((k, i) => t("says", {
        a: group(f.levels[f.level ?? 0][i], /** @type {any} */ (f)),
        b: number(k) })).join("; ") || "·"}</td>
      <td class="number">${share(f)}</td>
      <td class="number">${interval(f)}</td>
      ${honest && html`<${HonestCells} f=${f} />`}
    </tr></tbody>`)}
  <//>`;
}

/** @param {{d: OverviewData, known: Known, view: View, busy: boolean}} props */
function Result({ d, known, view, busy }) {
  const link = (/** @type {string} */ page, /** @type {Partial<View>} */ v) =>
    writeView({ ...view, by: "", ...v, page });
  return html`
    <${Article} title=${t("voice")} note=${t("voicenote")} busy=${busy}>
      ${d.fresh.length === 0 ? html`<p class="empty">${t("nofresh")}</p>`
        : html`<${FreshResults} d=${d} link=${link} m=${known.sites.length} />`}
      <section class="card"><h2 id="changed">${t("changedtitle")}</h2>
        <p class="note">${t("changednote")}</p>
        <${Changes} d=${d} known=${known} link=${link} /></section>
      ${together() ? html`<${Embargo} days=${known.embargo_days} />`
        : html`<${Contact} days=${known.embargo_days}
          link=${link("sites", {})} />`}
      <${Actions} />
      ${d.fresh.length > 0 && html`<section class="card">
        <${Table} d=${d} /></section>`}
    <//>`;
}

/** @param {import("./pages.js").PageProps} props */
export function Overview({ known, view }) {
  const query = new URLSearchParams(preset(MONTHS, known));
  return html`
    <${Loaded} path=${`/api/v1/overview?${query}`}>
      ${(/** @type {OverviewData} */ d, /** @type {boolean} */ busy) => html`
        <${Result} d=${d} known=${known} view=${view} busy=${busy} />`}
    <//>`;
}
