// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_releases.js - what left the building, message by message, in words;
 * staff_figures.js has the figures.
 */
import { cls, html, Icon, useState } from "../../common/web/ui.js";
import { date, months, text } from "../../common/web/i18n.js";
import { Attribute, Question } from "./staff_figures.js";
import { words as t } from "./staff_words.js";
import check from "lucide-static/icons/check.svg";
import clock from "lucide-static/icons/clock.svg";
import info from "lucide-static/icons/info.svg";
import pause from "lucide-static/icons/circle-pause.svg";
import printer from "lucide-static/icons/printer.svg";

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

/** How many could answer, were asked and declined, where that was told.
 * @param {{r: any}} props */
function Turnout({ r }) {
  const number = (/** @type {{count?: number, at_most?: number}} */ p) =>
    p.at_most === undefined ? String(p.count) : t("at_most", { n: p.at_most });
  const told = ["eligible", "asked", "declined"].filter((key) => r[key]);
  return told.length > 0 && html`<p class="note turnout">${
    told.map((key) => t(key, { n: number(r[key]) })).join(" · ")}</p>`;
}

/** The groups of a release, and its questions. @param {{r: any}} props */
export const Figures = ({ r }) => html`
  ${r.attributes.length > 0 && html`
    <h3 class="part">${t("who")}</h3>
    <div class="results">${r.attributes.map((/** @type {any} */ a) => html`
      <${Attribute} key=${a.id} attribute=${a} sets=${r.answer_sets} />`)}</div>
    <h3 class="part">${t("what")}</h3>`}
  <div class="results">
    ${r.tables.map((/** @type {any} */ x) => html`
      <${Question} key=${x.question} table=${x} sets=${r.answer_sets}
        attributes=${r.attributes} />`)}</div>`;

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
    <${Turnout} r=${r} />
    ${r.withdrawn && html`<p class="problem">${t("withdrawn")}</p>`}
    ${!r.withdrawn && html`<${Figures} r=${r} />`}
  </article>`;
}

export const Why = () => html`<aside class="why-none" aria-labelledby="why">
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
