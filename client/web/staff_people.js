// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_people.js - how many people could answer, and were asked: two numbers
 * for each period that is open or waits for its night, by project.
 */
import { cls, html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get, post } from "../../common/web/api.js";
import { date, months, text } from "../../common/web/i18n.js";
import { lost, Pending } from "./staff_pending.js";
import { words as t } from "./staff_people_words.js";
import alert from "lucide-static/icons/circle-alert.svg";
import check from "lucide-static/icons/check.svg";

/** @typedef {{project: string, project_name: any, questionnaire: string,
 *   title: any, channel: "self" | "assisted", first: string, last: string,
 *   until: string, eligible: number | null, asked: number | null}} Period */

const MOST = 100_000; // HEADCOUNT_MAX

/** A number of people, null for an empty field, NaN for anything else. */
const people = (/** @type {string} */ s) => s.trim() === "" ? null
  : /^\d{1,6}$/.test(s.trim()) && Number(s) <= MOST ? Number(s) : NaN;

/** What is wrong with the two fields: a word for it, or "".
 * @param {number | null} eligible @param {number | null} asked */
function wrong(eligible, asked) {
  if (Number.isNaN(eligible) || Number.isNaN(asked))
    return "not_number";
  if (asked !== null && (eligible === null || asked > eligible))
    return "too_many";
  return "";
}

/** @param {any} e */
const failed = (e) => e.status === 409 ? t("closed")
  : e.status === 0 ? t("lost") : t("failed");

const shown = (/** @type {number | null} */ n) => n === null ? "" : String(n);

/** @param {{id: string, label: string, value: string, bad: boolean,
 *   note: string, set: (s: string) => void}} props */
const Field = ({ id, label, value, bad, note, set }) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    <input id=${id} type="text" inputmode="numeric" autocomplete="off"
      maxlength="6" value=${value} aria-invalid=${bad ? "true" : undefined}
      aria-describedby=${note} onInput=${(/** @type {any} */ e) =>
        set(e.currentTarget.value)} />
  </div>`;

/** One period: two fields, and what became of them. @param {{p: Period}} props */
function Count({ p }) {
  const id = `${p.project}-${p.questionnaire.slice(0, 8)}-${p.channel}-${p.first}`;
  const [eligible, setEligible] = useState(shown(p.eligible));
  const [asked, setAsked] = useState(shown(p.asked));
  const [said, setSaid] = useState(
    /** @type {{good: boolean, words: string} | null} */ (null));
  const edit = (/** @type {(s: string) => void} */ set) =>
    (/** @type {string} */ s) => (set(s), setSaid(null));
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const e = people(eligible), a = people(asked), why = wrong(e, a);
    if (why !== "")
      return setSaid({ good: false, words: t(why) });
    return post("/api/v1/headcounts", { project: p.project,
      questionnaire: p.questionnaire, channel: p.channel, month: p.first,
      eligible: e, asked: a })
      .then(() => setSaid({ good: true, words: t(e === null ? "emptied"
        : "saved") }), (error) => setSaid({ good: false, words: failed(error) }));
  };
  const bad = said !== null && !said.good;
  return html`<form class="count" onSubmit=${save} novalidate
      aria-labelledby=${`${p.project}-name ${id}-title`}>
    <h3 id=${`${id}-title`}>${text(p.title)} · ${t(p.channel)}
      <span>${months(p.first, p.last)}</span></h3>
    <div class="fields">
      <${Field} id=${`${id}-eligible`} label=${t("eligible")} value=${eligible}
        bad=${bad} note=${`${id}-said`} set=${edit(setEligible)} />
      <${Field} id=${`${id}-asked`} label=${t("asked")} value=${asked}
        bad=${bad} note=${`${id}-said`} set=${edit(setAsked)} />
      <button type="submit">${t("save")}</button>
    </div>
    <p id=${`${id}-said`} class=${cls("said", bad && "bad")} role="status">
      ${said === null ? html`<span class="note">${
        t("until", { date: date(p.until) })}</span>`
      : html`<${Icon} svg=${bad ? alert : check} /> ${said.words}`}</p>
  </form>`;
}

/** Each project once, in its order, with its periods. @param {Period[]} all */
const byProject = (all) => [...new Set(all.map((p) => p.project))].map((id) =>
  all.filter((p) => p.project === id));

const Help = () => html`<aside class="help" aria-labelledby="help">
  <h2 id="help">${t("help")}</h2>
  <dl>
    <dt>${t("eligible")}</dt><dd>${t("eligible_why")}</dd>
    <dt>${t("asked")}</dt><dd>${t("asked_why")}</dd>
    <dt>${t("ways")}</dt><dd>${t("ways_why")}</dd>
    <dt>${t("leaves")}</dt><dd>${t("leaves_why")}</dd>
  </dl>
</aside>`;

export function People() {
  const [periods, set] = useState(
    /** @type {Period[] | null | "lost"} */ (null));
  const load = () => get("/api/v1/headcounts").then((r) => set(r.periods),
    lost(set));
  useEffect(() => void load(), []);
  return html`
    <h1>${t("title")}</h1>
    <p class="intro">${t("intro")}</p>
    <${Pending} told=${periods} t=${t} />
    ${Array.isArray(periods) && periods.length === 0 && html`<p>${t("none")}</p>`}
    ${Array.isArray(periods) && html`<div class="tiles counts">
      ${byProject(periods).map((of) => html`
        <article class="card" key=${of[0].project}>
          <h2 id=${`${of[0].project}-name`}>${text(of[0].project_name)}</h2>
          ${of.map((p) => html`<${Count} p=${p}
            key=${`${p.questionnaire} ${p.channel} ${p.first}`} />`)}
        </article>`)}</div>`}
    <${Help} />`;
}
