// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_own.js - the site's own questions: what is asked, which a coordinator
 * changes, and what they said: the words and the grid of what left, of figures
 * that never do.
 */
import { html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get, post } from "../../common/web/api.js";
import { month, months, text } from "../../common/web/i18n.js";
import { Edit, Questions, refusal } from "./staff_own_edit.js";
import { ownsOf } from "./staff_own_form.js";
import { lost, Pending, Problem } from "./staff_pending.js";
import { Figures, Why } from "./staff_releases.js";
import { words as t } from "./staff_own_words.js";
import house from "lucide-static/icons/house.svg";
import pencil from "lucide-static/icons/pencil.svg";
import plus from "lucide-static/icons/plus.svg";

/** @param {{r: any}} props */
const Release = ({ r }) => html`
  <article class="card release" aria-labelledby=${`own${r.id}`}>
    <header>
      <h3 id=${`own${r.id}`}>${text(r.project_name)}
        ${" "}<span>${months(r.first, r.last)}</span></h3>
      <p class="note">${text(r.title) || r.questionnaire} · ${t(r.channel)}</p>
      <span class="receipt"><${Icon} svg=${house} /> ${t("stays")}</span>
    </header>
    <p class="sentence">${t.n("sets", r.answer_sets)}</p>
    <${Figures} r=${r} />
  </article>`;

/** Since when, or until when. @param {any} m @param {string} now */
const when = (m, now) => m.last !== null ? t("until", { month: month(m.last) })
  : m.first > now ? t("begins", { month: month(m.first) }) : t("asked");

/** What one project asks of its own. @param {{p: any, told: any, may: boolean,
 *   load: () => Promise<void>}} props */
function Project({ p, told, may, load }) {
  const [editing, edit] = useState(/** @type {string | null} */ (null));
  const [ending, end] = useState("");
  const [problem, say] = useState("");
  const close = () => (edit(null), end(""), say(""));
  const open = p.modules.filter((/** @type {any} */ m) => m.last === null);
  const send = (/** @type {any} */ body) => post("/api/v1/local",
    { project: p.id, form: null, put: null, remove: null, ...body })
    .then(() => load().then(close), (e) => say(refusal(e)));
  const editor = (/** @type {any} */ m) => html`<${Edit} project=${p} module=${m}
    languages=${told.languages} done=${() => load().then(close)} cancel=${close} />`;

  /** What can be done with one that is put. @param {any} m */
  const acts = (m) => m.last !== null ? html`<button type="button" onClick=${() =>
    send({ put: m.questionnaire, remove: open[0]?.questionnaire ?? null })}>
    ${t(open.length > 0 ? "again_instead" : "again")}</button>`
    : ending === m.questionnaire ? html`<span class="sure">${t(m.first > told.month
      ? "sure_never" : "sure")}</span>
      <button type="button" onClick=${() => send({ remove: m.questionnaire })}>
        ${t("yes_stop")}</button>
      <button type="button" class="quiet" onClick=${close}>${t("no")}</button>`
      : html`<button type="button" onClick=${() => edit(m.questionnaire)}>
        <${Icon} svg=${pencil} /> ${t("change")}</button>
      <button type="button" class="quiet" onClick=${() => end(m.questionnaire)}>
        ${t("stop")}</button>`;
  return html`<section class="card own-project" aria-labelledby=${`own-${p.id}`}>
    <h2 id=${`own-${p.id}`}>${text(p.name)}</h2>
    ${p.modules.length === 0 && editing === null && html`<p>${t("asks_none")}</p>`}
    ${p.modules.map((/** @type {any} */ m) => html`<div class="module"
        key=${m.questionnaire} data-form=${m.form.id}>
      <p class="state"><strong>${when(m, told.month)}</strong></p>
      ${editing === m.questionnaire ? editor(m) : html`
        <${Questions} owns=${ownsOf(m.form)} languages=${told.languages} />
        ${may && editing === null && html`<p class="buttons">${acts(m)}</p>`}`}
    </div>`)}
    ${open.length > 1 && html`<p class="note">${t("turns")}</p>`}
    ${editing === "" ? editor(null) : may && editing === null && open.length === 0 &&
      html`<p class="buttons"><button type="button" class="primary"
        onClick=${() => edit("")}><${Icon} svg=${plus} /> ${t("first")}</button></p>`}
    <${Problem} words=${problem} />
  </section>`;
}

/** @param {{told: any, may: boolean, load: () => Promise<void>}} props */
const Found = ({ told, may, load }) => html`
  ${!may && html`<p class="note">${t("coordinator")}</p>`}
  ${told.projects.length === 0 && html`<p>${t("no_project")}</p>`}
  <div class="list">${told.projects.map((/** @type {any} */ p) => html`
    <${Project} key=${p.id} p=${p} told=${told} may=${may} load=${load} />`)}</div>
  <section aria-labelledby="own-said"><h2 id="own-said">${t("said")}</h2>
    ${told.releases.length === 0 && html`<p>${t("none")}</p>`}
    <div class="list">${told.releases.map((/** @type {any} */ r) => html`
      <${Release} key=${r.id} r=${r} />`)}</div></section>`;

/** @param {{session: any}} props */
export function Own({ session }) {
  const [told, set] = useState(/** @type {any} */ (null));
  const load = () => get("/api/v1/local").then(set, lost(set));
  useEffect(() => void load(), []);
  return html`
    <h1>${t("title")}</h1>
    <p class="intro">${t("intro")}</p>
    <${Pending} told=${told} t=${t} />
    ${told?.projects && html`<${Found} told=${told} load=${load}
      may=${session.role === "coordinator"} />`}
    <${Why} />`;
}
