// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_overview.js - today: what is to be done, the projects with their open
 * periods, and the night.  Answers that are still open appear as a frozen band
 * or not at all.
 */
import { html, Icon } from "../../common/web/ui.js";
import { date, lang, month, months, number, text }
  from "../../common/web/i18n.js";
import { Todo } from "./staff_todo.js";
import { words as t } from "./staff_words.js";
import alert from "lucide-static/icons/triangle-alert.svg";
import check from "lucide-static/icons/check.svg";
import moon from "lucide-static/icons/moon-star.svg";

/** A time as the centre's clock shows it: the zone is in the text itself. */
const clock = (/** @type {string} */ iso) => `${date(iso)}, ${iso.slice(11, 16)}`;

const NIGHTS = ["done", "no contact", "quarantined", "refused", "stopped",
  "failed"];

/** @param {{name: string, children?: any}} props */
const Fact = ({ name, children }) => html`
  <div><dt>${name}</dt><dd>${children}</dd></div>`;

/** Last night in one sentence. */
function NightWords(/** @type {any} */ { night }) {
  if (night === null)
    return html`<p class="lead">${t("night_never")}</p>`;
  const known = NIGHTS.includes(night.result);
  const done = night.result === "done";
  return html`<p class="lead">
    <${Icon} svg=${done ? check : alert} class=${done ? "fine" : "care"} />
    <span>${known ? t(`night.${night.result}`) : night.result}</span></p>
    ${!done && night.message && html`<p class="note" lang="en">${night.message}</p>`}`;
}

/** @param {{status: any}} props */
const Night = ({ status: s }) => html`
  <section class="card night" aria-labelledby="night">
    <h2 id="night"><${Icon} svg=${moon} /> ${t("night")}</h2>
    <${NightWords} night=${s.last_night} />
    <dl class="facts">
      ${s.last_night && html`
        <${Fact} name=${t("when")}>${date(s.last_night.date)}<//>
        <${Fact} name=${t("sent_n")}>${t.n("tables", s.last_night.sent)}<//>`}
      <${Fact} name=${t("contact")}>
        ${s.last_contact ? date(s.last_contact) : t("never")}<//>
      ${s.next_night && html`
        <${Fact} name=${t("next")}>${clock(s.next_night)}<//>`}
      <${Fact} name=${t("waiting")}>${t.n("tables", s.waiting)}<//>
      <${Fact} name=${t("state")}>${t(s.state)}<//>
    </dl>
    <details><summary>${t("machine")}</summary><dl class="facts">
      ${s.last_night && html`<${Fact} name=${t("bytes")}>${
        number(Math.round(s.last_night.bytes / 1024))} kB<//>`}
      <${Fact} name=${t("software")}>${s.software}<//>
      ${s.central && html`<${Fact} name=${t("central")}>
        <span class="address">${s.central}</span><//>`}
    </dl></details>
  </section>`;

const BANDS = ["<10", "10-19", "20+"];

/** A band in words, with one to three blocks beside it. */
function Band(/** @type {{band: string | null}} */ { band }) {
  const level = BANDS.indexOf(band ?? "") + 1;
  return html`<span class="band">
    <svg viewBox="0 0 34 12" width="34" height="12" aria-hidden="true">
      ${BANDS.map((_, i) => html`<rect class=${i < level ? "on" : "off"}
        x=${1 + i * 11.5} y="1" width="9" height="10" rx="2" />`)}
    </svg>
    ${level > 0 ? t(`band.${band}`) : t("band.none")}</span>`;
}

/** @param {{project: any, titles: Map<string, any>}} props */
const Open = ({ project, titles }) => html`
  <ul class="open">${project.open.map((/** @type {any} */ o) => html`<li>
    <span><strong>${text(titles.get(o.questionnaire)) || o.questionnaire}</strong>
      ${" · "}${t(o.channel)}</span>
    <span class="note">${months(o.first, o.last)}</span>
    <${Band} band=${o.band} /></li>`)}</ul>`;

/** @param {{project: any, titles: Map<string, any>}} props */
const Project = ({ project, titles }) => html`
  <article class="card">
    <h3>${text(project.name)}</h3>
    <p class="note">${t(project.period.replace("-", "_"))}
      ${" · "}${t("since", { month: month(project.from) })}</p>
    ${project.open.length > 0
      ? html`<${Open} project=${project} titles=${titles} />`
      : html`<p>${t("no_open")}</p>`}
  </article>`;

/** @param {{status: any, titles: Map<string, any>}} props */
export const Overview = ({ status, titles }) => html`
  <h1>${t("overview")} <span class="today">${date(status.today)}</span></h1>
  <${Todo} status=${status} />
  <section aria-labelledby="projects" lang=${lang()}>
    <h2 id="projects">${t("projects")}</h2>
    <p class="note why">${t("band_why")}</p>
    ${status.projects.length === 0 && html`<p>${t("no_projects")}</p>`}
    <div class="tiles">${status.projects.map((/** @type {any} */ p) => html`
      <${Project} key=${p.id} project=${p} titles=${titles} />`)}</div>
  </section>
  <${Night} status=${status} />`;
