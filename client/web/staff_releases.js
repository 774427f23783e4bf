// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_releases.js - what left the building, in words and in figures.
 *
 * Every figure is one that stands in GET /api/v1/releases; nothing is derived
 * here but the length of a bar.
 */
import { cls, html, Icon, useState } from "../../common/web/ui.js";
import { date, months, number, text } from "../../common/web/i18n.js";
import { words as t } from "./staff_words.js";
import check from "lucide-static/icons/check.svg";
import clock from "lucide-static/icons/clock.svg";
import info from "lucide-static/icons/info.svg";
import pause from "lucide-static/icons/circle-pause.svg";
import printer from "lucide-static/icons/printer.svg";

/** What is said beside the levels, in the page's own words where it has some. */
const ASIDE = ["no_answer", "refused", "not_understood", "skipped", "not_needed"];
const asideWords = (/** @type {string} */ code) =>
  ASIDE.includes(code) ? t(code) : code;

/** A bar of count out of all; kind is a step of blue, or "aside", "atleast". */
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
const shade = (/** @type {number} */ i, /** @type {number} */ n) =>
  `step-${n === 1 ? 4 : Math.round(1 + (i * 3) / (n - 1))}`;

/** One row: words, bar, figure. */
const Row = (/** @type {any} */ { label, kind, count, of, shown, upto }) => html`
  <tr class=${cls(kind === "aside" && "beside")}>
    <th scope="row">${label}</th>
    <td class="drawn"><${Bar} kind=${kind} count=${count} of=${of} upto=${upto} /></td>
    <td class="number">${shown ?? number(count)}</td>
  </tr>`;

/** The rows of a question whose total is shown as it is. */
const exactRows = (/** @type {any} */ table, /** @type {number} */ of) =>
  table.groups.map((/** @type {any} */ g, /** @type {number} */ i) => html`<${Row}
    label=${text(g.label) || g.codes.join(", ")} kind=${shade(i, table.groups.length)}
    count=${g.count} of=${of} />`);

/** The one row of a capped total: at least so many of those who answered. */
function cappedRow(/** @type {any} */ table, /** @type {number} */ of) {
  const { bound, answered, label } = table.at_least;
  return html`<${Row} label=${t("at_least", { bound: number(bound),
      answered: number(answered), label: text(label) })}
    kind="step-3" count=${bound} of=${of} upto=${answered}
    shown=${`≥ ${number(bound)}`} />`;
}

/** @param {{table: any, sets: number}} props */
function Question({ table, sets }) {
  const name = html`<span class="code">${table.question}</span>
    ${" "}${text(table.text)}`;
  if (table.state === "hidden" || table.state === "not_asked")
    return html`<section class="result"><h3>${name}</h3>
      ${table.state === "hidden"
        ? html`<p class="dot"><span aria-hidden="true">·</span>
          <span class="visually-hidden">${t("hidden")}</span></p>`
        : html`<p class="note">${t("not_asked")}</p>`}</section>`;
  const capped = table.state === "at_least";
  return html`<section class="result">
    <table>
      <caption>${name}</caption>
      <thead class="visually-hidden"><tr><th scope="col">${t("answer")}</th>
        <th scope="col">${t("share")}</th><th scope="col">${t("count")}</th></tr></thead>
      <tbody>
        ${capped ? cappedRow(table, sets) : exactRows(table, sets)}
        ${(table.aside ?? []).map((/** @type {any} */ a) => html`<${Row} kind="aside"
          label=${asideWords(a.code)} count=${a.count} of=${sets} />`)}
      </tbody>
    </table>
    ${capped && html`<p class="note small">${t("at_least_why")}</p>`}
  </section>`;
}

const RECEIPT = { stored: check, set_aside: pause };

/** What the centre said to it. */
function Receipt(/** @type {{receipt: string | null}} */ { receipt }) {
  const known = receipt === "stored" || receipt === "set_aside";
  return html`<span class=${cls("receipt", receipt)}>
    <${Icon} svg=${known ? RECEIPT[receipt] : clock} />
    ${known ? t(receipt) : t("unconfirmed")}</span>`;
}

/** What was withdrawn, in words: the entry itself only names a number. */
function Withdrawal(/** @type {{r: any, of: any}} */ { r, of }) {
  const vars = of && { project: text(of.project_name),
    months: months(of.first, of.last) };
  return html`<article class="card release" aria-labelledby=${`r${r.seq}`}>
    <header>
      <h2 id=${`r${r.seq}`}>${of ? vars.project : t("number", { seq: r.withdraws })}
        ${" "}<span>${of && vars.months}</span></h2>
      <p class="note">${t("number", { seq: r.seq })}</p>
      <${Receipt} receipt=${r.receipt} />
    </header>
    <p class="sentence">${of ? t("withdrew", vars)
      : t("withdrew_number", { seq: r.withdraws })}</p>
  </article>`;
}

/** @param {{r: any}} props */
function Release({ r }) {
  const project = text(r.project_name);
  const span = months(r.first, r.last);
  const vars = { project, months: span, channel: t(r.channel),
    date: r.sent ? date(r.sent) : "" };
  return html`<article class=${cls("card release", r.withdrawn && "withdrawn")}
      aria-labelledby=${`r${r.seq}`}>
    <header>
      <h2 id=${`r${r.seq}`}>${project} <span>${span}</span></h2>
      <p class="note">${text(r.title) || r.questionnaire} · ${t(r.channel)}
        ${" · "}${t("number", { seq: r.seq })}</p>
      <${Receipt} receipt=${r.receipt} />
    </header>
    <p class="sentence">${t.n(r.sent ? "on" : "due", r.answer_sets, vars)}</p>
    ${r.withdrawn && html`<p class="problem">${t("withdrawn")}</p>`}
    ${!r.withdrawn && html`<div class="results">
      ${r.tables.map((/** @type {any} */ x) => html`
        <${Question} key=${x.question} table=${x} sets=${r.answer_sets} />`)}</div>`}
  </article>`;
}

const Why = () => html`<aside class="why-none" aria-labelledby="why">
  <h2 id="why"><${Icon} svg=${info} /> ${t("why")}</h2>
  <p>${t("why_none")}</p><p>${t("why_dot")}</p></aside>`;

/** The projects that something left from, once each. @param {any[]} releases */
const projectsOf = (releases) => [...new Map(releases
  .filter((r) => r.kind === "release").map((r) => [r.project, r.project_name]))];

/** @param {{releases: any[]}} props */
export function Releases({ releases }) {
  const [project, setProject] = useState("");
  const bySeq = new Map(releases.map((r) => [r.seq, r]));
  const about = (/** @type {any} */ r) =>
    r.kind === "release" ? r : bySeq.get(r.withdraws);
  const shown = releases.filter((r) =>
    project === "" || about(r)?.project === project);
  return html`
    <h1>${t("sent")}</h1>
    <p class="intro">${t("sent_intro")}</p>
    <div class="choose no-print">
      <label for="project">${t("filter")}</label>
      <select id="project" value=${project} onChange=${(/** @type {any} */ e) =>
        setProject(e.currentTarget.value)}>
        <option value="">${t("all_projects")}</option>
        ${projectsOf(releases).map(([id, name]) => html`
          <option value=${id}>${text(name)}</option>`)}
      </select>
      <button type="button" onClick=${() => print()}>
        <${Icon} svg=${printer} /> ${t("print")}</button>
    </div>
    ${shown.length === 0 && html`<p>${t("none_sent")}</p>`}
    <div class="list">${shown.map((r) => r.kind === "release"
      ? html`<${Release} key=${r.seq} r=${r} />`
      : html`<${Withdrawal} key=${r.seq} r=${r} of=${about(r)} />`)}</div>
    <${Why} />`;
}
