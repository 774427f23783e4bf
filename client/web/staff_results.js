// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_results.js - what this centre's people said, question by question: each
 * period with its interval, what is more than chance, the network beside it,
 * and which questions ask for other words.  Released bytes only, and nothing
 * is worked out here but the length of a bar.
 */
import { cls, html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { months, number, text } from "../../common/web/i18n.js";
import { Question as Choices, Strip, shade } from "./staff_figures.js";
import { Beside, BesideHelp, Line, percent } from "./staff_others.js";
import { lost, Pending } from "./staff_pending.js";
import { words as t } from "./staff_results_words.js";
import bulb from "lucide-static/icons/lightbulb.svg";
import info from "lucide-static/icons/info.svg";

const SHOWN = 4; // figures of a question, before one asks for older ones

/** @typedef {{question: string, text: any, positive: any[], reversed: boolean,
 *   figures: any[]}} Told */

/** “yes” / “yes, a lot”: what the share is a share of. @param {any[]} positive */
const quoted = (positive) => positive.map((label) =>
  t("quoted", { label: text(label) })).join(" / ");

/** A count or a bound, in words. @param {any} p */
const people = (p) => p.at_most === undefined ? number(p.count)
  : t("at_most", { n: number(p.at_most) });

/** How many answered, of how many, as far as that is told. @param {{f: any}} props */
const People = ({ f }) => html`
  <span class="n">${t("n", { n: number(f.share?.n ?? f.answer_sets) })}</span>
  ${" "}${f.eligible && html`<span class="of">${t("eligible",
    { n: people(f.eligible) })}</span>`}
  ${" "}${f.asked && html`<span class="of">${t("asked", { n: people(f.asked) })}</span>`}`;

/** How many groups the finest of the figures has. @param {any[]} figures */
const finest = (figures) => Math.max(0, ...figures.map((f) =>
  f.table.state === "exact" ? f.table.groups.length : 0));

/** Each group after the other, and under it how surely the share is known; in
 * words when this period tells fewer groups than the legend has. */
function Drawn(/** @type {{f: any, most: number}} */ { f, most }) {
  const groups = f.table.groups ?? [];
  return html`
    ${f.table.state === "exact" && html`<${Strip}
      row=${groups.map((/** @type {any} */ g) => g.count)}
      kinds=${groups.map((/** @type {any} */ g, /** @type {number} */ i) =>
        shade(i, groups.length))} />`}
    ${f.share && html`<${Line} s=${f.share} own=${true} />`}
    ${groups.length > 0 && groups.length < most && html`
      <span class="range">${groups.map((/** @type {any} */ g) =>
        t("quoted", { label: text(g.label) })).join(" / ")}</span>`}`;
}

/** The share in figures; a bound in words; one sign where nothing is told. */
function Share(/** @type {{f: any}} */ { f }) {
  const { share, table } = f;
  const range = share && t("range", { low: percent(share.low),
    high: percent(share.high) });
  if (share === null)
    return html`<span class="dot"><span aria-hidden="true">·</span>
      ${" "}${t("hidden")}</span>`;
  return html`
    ${share.share !== null ? html`<strong>${percent(share.share)} %</strong>`
      : html`<span class="bound">${t("at_least", {
        bound: number(table.at_least.bound),
        answered: number(table.at_least.answered),
        label: text(table.at_least.label) })}</span>`}
    <span class="range">${range}</span>`;
}

/** @param {{f: any, wide: boolean, most: number}} props */
const Figure = ({ f, wide, most }) => html`
  <tr>
    <th scope="row">${months(f.first, f.last)}
      <span>${t(f.channel)}${wide ? ` · ${text(f.project_name)}` : ""}</span></th>
    <td class="drawn"><${Drawn} f=${f} most=${most} /></td>
    <td class="share"><${Share} f=${f} /></td>
    <td class="people"><${People} f=${f} /></td>
    <td class="change">${f.change && t(f.change.clear ? "differs" : "unclear",
      { months: months(f.change.first, f.change.last) })}</td>
  </tr>`;

/** @param {{figures: any[], wide: boolean, name: string, most: number}} props */
const Figures = ({ figures, wide, name, most }) => html`
  <table class="own-results">
    <caption class="visually-hidden">${name}</caption>
    <thead><tr>
      <th scope="col">${t("period")}</th>
      <th scope="col"><span class="visually-hidden">${t("drawn")}</span></th>
      <th scope="col">${t("share")}</th>
      <th scope="col">${t("people")}</th>
      <th scope="col">${t("change")}</th>
    </tr></thead>
    <tbody>${figures.map((f) => html`<${Figure} key=${f.seq} f=${f}
      wide=${wide} most=${most} />`)}</tbody>
  </table>`;

/** Which step of blue is which answer. @param {{figures: any[]}} props */
function Legend({ figures }) {
  const groups = figures.filter((f) => f.table.state === "exact")
    .map((f) => f.table.groups).sort((a, b) => b.length - a.length)[0] ?? [];
  return groups.length > 0 && html`<ul class="legend">${groups.map((
    /** @type {any} */ g, /** @type {number} */ i) => html`<li>
      <span class=${cls("swatch", shade(i, groups.length))}></span>
      ${text(g.label)}</li>`)}</ul>`;
}

const FLAGS = ["not_understood", "refused", "ceiling"];

/** What the figures say of the question itself, and what can be tried.
 * @param {{figures: any[]}} props */
const Flags = ({ figures }) => FLAGS.map((flag) => {
  const of = figures.filter((f) => f.flags.includes(flag));
  return of.length > 0 && html`<aside class="flag" data-flag=${flag}>
    <${Icon} svg=${bulb} />
    <p><strong>${t(`flag.${flag}`)}</strong> ${t("flag_in", { months:
      [...new Set(of.map((f) => months(f.first, f.last)))].join(", ") })}
      ${" "}${t(`try.${flag}`)}</p></aside>`;
});

/** People choose up to three: counts, or bounds, as they were told.
 * @param {{figures: any[], wide: boolean}} props */
const ChoicesOf = ({ figures, wide }) => figures.map((f) => html`
  <div class="choices" key=${f.seq}>
    <h3>${months(f.first, f.last)} <span>${t(f.channel)}
      ${wide ? ` · ${text(f.project_name)}` : ""}</span></h3>
    <${Choices} table=${f.table} sets=${f.answer_sets} attributes=${[]}
      plain=${true} />
  </div>`);

/** @param {{figures: any[], wide: boolean, name: string}} props */
function Periods({ figures, wide, name }) {
  const many = figures.some((f) => f.table.state === "choices");
  const shown = many ? 1 : SHOWN;
  const Part = many ? ChoicesOf : Figures;
  const most = finest(figures);
  return html`
    <${Part} figures=${figures.slice(0, shown)} wide=${wide} name=${name}
      most=${most} />
    ${figures.length > shown && html`<details class="older">
      <summary>${t("older")}</summary>
      <${Part} figures=${figures.slice(shown)} wide=${wide} name=${name}
        most=${most} />
    </details>`}`;
}

/** @param {{q: Told, beside: any, span: string, wide: boolean}} props */
const Question = ({ q, beside, span, wide }) => html`
  <article class="card question" aria-labelledby=${`q-${q.question}`}>
    <header>
      <h2 id=${`q-${q.question}`}><span class="code">${q.question}</span>
        ${text(q.text)}</h2>
      ${q.positive.length > 0 && html`<p class="note">${t("share_of",
        { answers: quoted(q.positive) })} ${q.reversed && t("reversed")}</p>`}
    </header>
    <${Flags} figures=${q.figures.slice(0, SHOWN)} />
    ${q.figures.length > 0 && html`
      <${Legend} figures=${q.figures} />
      <${Periods} figures=${q.figures} wide=${wide} name=${text(q.text)} />`}
    ${beside && html`<section class="network">
      <h3>${t("network")} <span>${span}</span></h3>
      <${Beside} q=${beside} /></section>`}
  </article>`;

/** The questions with the network's figures, where either tells one.
 * @param {Told[]} own @param {any[]} others @param {string} project */
function joined(own, others, project) {
  const extra = others.filter((o) => !own.some((q) => q.question === o.question))
    .map((o) => ({ ...o, reversed: false, figures: [] }));
  return [...own, ...extra].map((q) => ({ beside: others.find((o) =>
    o.question === q.question), q: { ...q, figures: q.figures.filter(
    (/** @type {any} */ f) => project === "" || f.project === project) } }))
    .filter(({ q, beside }) => q.figures.length > 0 || beside);
}

/** @param {Told[]} own */
const projectsOf = (own) => [...new Map(own.flatMap((q) => q.figures)
  .map((f) => [f.project, f.project_name]))];

/** @param {{own: Told[], others: any}} props */
function Found({ own, others }) {
  const projects = projectsOf(own);
  const [project, choose] = useState(projects.length > 1 ? projects[0][0] : "");
  const all = joined(own, others.questions, project);
  const span = others.first && others.last
    ? months(others.first, others.last) : "";
  return html`
    ${projects.length > 1 && html`<div class="choose no-print">
      <label for="project">${t("project")}</label>
      <select id="project" value=${project} onChange=${(/** @type {any} */ e) =>
        choose(e.currentTarget.value)}>
        ${projects.map(([id, name]) => html`
          <option value=${id}>${text(name)}</option>`)}
        <option value="">${t("all_projects")}</option>
      </select></div>`}
    ${all.length === 0 && html`<p>${t("none")}</p>`}
    <div class="list">${all.map(({ q, beside }) => html`<${Question}
      key=${q.question} q=${q} beside=${beside} span=${span}
      wide=${project === "" && projects.length > 1} />`)}</div>
    ${others.questions.length === 0 && html`<p class="note">${t("no_others")}</p>`}`;
}

export function Results() {
  const [told, set] = useState(
    /** @type {{own: Told[], others: any} | "lost" | null} */ (null));
  useEffect(() => void Promise.all([get("/api/v1/results"),
    get("/api/v1/others")]).then(([r, others]) =>
    set({ own: r.questions, others }), lost(set)), []);
  return html`
    <h1>${t("title")}</h1>
    <p class="intro">${t("intro")}</p>
    <${Pending} told=${told} t=${t} />
    ${told !== null && told !== "lost" && html`<${Found} own=${told.own}
      others=${told.others} />`}
    <aside class="why-none" aria-labelledby="why">
      <h2 id="why"><${Icon} svg=${info} /> ${t("how")}</h2>
      <p>${t("how_bars")}</p><p>${t("how_change")}</p><p>${t("how_hidden")}</p>
      <${BesideHelp} /></aside>`;
}
