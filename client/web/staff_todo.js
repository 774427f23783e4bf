// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_todo.js - what is to be done today, the most pressing first: warnings,
 * a flood of answers, a wave that was not started, a headcount that is missing,
 * nights that did not run, a certificate that ends.  Nothing of answers.
 */
import { html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { date, months, text } from "../../common/web/i18n.js";
import { LogLine } from "./staff_log_lines.js";
import { words as t } from "./staff_todo_words.js";
import alert from "lucide-static/icons/triangle-alert.svg";
import check from "lucide-static/icons/circle-check.svg";
import key from "lucide-static/icons/key-round.svg";
import moon from "lucide-static/icons/moon-star.svg";
import play from "lucide-static/icons/calendar-clock.svg";
import users from "lucide-static/icons/users.svg";
import waves from "lucide-static/icons/waves.svg";

const DAY_MS = 86_400_000;
const ALARM_DAYS = 31; // older ones are in the log
const NIGHT_DAYS = 2;
const CERTIFICATE_DAYS = 30;

/** Days from one date to another. @param {string} a @param {string} b */
const days = (a, b) => Math.round((Date.parse(b) - Date.parse(a)) / DAY_MS);

/** @typedef {{icon: string, words: any, when?: string, href?: string,
 *   care?: boolean}} Task */

/** @param {any} status @returns {Task[]} */
const alarms = (status) => status.alarms
  .filter((/** @type {any} */ a) => days(a.date, status.today) <= ALARM_DAYS)
  .map((/** @type {any} */ a) => ({ icon: alert, care: true, when: date(a.date),
    words: html`<${LogLine} what=${a.text} projects=${status.projects} />` }));

/** @param {any} status @returns {Task[]} */
const flood = (status) => status.flood
  ? [{ icon: waves, care: true, words: t("flood") }] : [];

/** Projects whose period runs without a wave. @param {any[]} projects
 * @returns {Task[]} */
const unstarted = (projects) => projects.filter((/** @type {any} */ p) =>
  p.periods.some((/** @type {any} */ x) => x.when === "now" && x.state === "none"))
  .map((/** @type {any} */ p) => ({ icon: play, href: "#waves",
    words: t("wave", { project: text(p.name) }) }));

/** Periods that have ended and wait for their night, without a headcount.
 * @param {any[]} periods @param {any} status @returns {Task[]} */
function uncounted(periods, status) {
  const ended = periods.filter((p) => p.last < status.today.slice(0, 7) &&
    p.eligible === null);
  const each = new Map(ended.map((p) => [`${p.project} ${p.first}`, p]));
  return [...each.values()].map((p) => ({ icon: users, href: "#people",
    words: t(p.until < status.today ? "count_late" : "count", { project: text(p.project_name),
      months: months(p.first, p.last), date: date(p.until) }) }));
}

/** @param {any} status @returns {Task[]} */
const nights = (status) => status.state === "enrolled" && status.last_night &&
  days(status.last_night.date, status.today) > NIGHT_DAYS
  ? [{ icon: moon, words: t("night", { date: date(status.last_night.date) }) }]
  : [];

/** @param {any} status @returns {Task[]} */
const certificate = (status) => status.certificate_until &&
  days(status.today, status.certificate_until) < CERTIFICATE_DAYS
  ? [{ icon: key, words: t("certificate",
    { date: date(status.certificate_until) }) }] : [];

/** A list that may not be had: what is missing asks for nothing.
 * @param {string} path @param {string} key */
const ask = (path, key) => get(path).then((r) => r[key], () => []);

/** @param {{task: Task}} props */
const One = ({ task }) => html`<li class=${task.care ? "care" : undefined}>
  <${Icon} svg=${task.icon} />
  <span>${task.when && html`<strong>${task.when}</strong> – `}${task.words}</span>
  ${task.href && html`<a href=${task.href}>${t("go")}</a>`}</li>`;

/** @param {{status: any}} props */
export function Todo({ status }) {
  const [more, set] = useState(
    /** @type {{periods: any[], projects: any[]} | null} */ (null));
  useEffect(() => void Promise.all([ask("/api/v1/headcounts", "periods"),
    ask("/api/v1/waves", "projects")]).then(([periods, projects]) =>
    set({ periods, projects })), []);
  const tasks = more === null ? [] : [...alarms(status), ...flood(status),
    ...unstarted(more.projects), ...uncounted(more.periods, status), ...nights(status),
    ...certificate(status)];
  return html`<section class="card todo" aria-labelledby="todo"
      aria-busy=${more === null ? "true" : "false"}>
    <h2 id="todo">${t("todo")}</h2>
    ${more !== null && tasks.length === 0 && html`<p class="nothing">
      <${Icon} svg=${check} /> ${t("nothing")}</p>`}
    ${tasks.length > 0 && html`<ul>${tasks.map((task) => html`
      <${One} task=${task} />`)}</ul>`}
  </section>`;
}
