// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_log.js - the log, for a coordinator: what staff looked at and did, what
 * nights did, alarms; by kind and month, the newest first, page by page.
 */
import { html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { month, shortDate } from "../../common/web/i18n.js";
import { LogLine } from "./staff_log_lines.js";
import { words as t } from "./staff_log_words.js";
import { monthsBack } from "./staff_months.js";
import { lost, Pending } from "./staff_pending.js";
import eye from "lucide-static/icons/eye.svg";
import moon from "lucide-static/icons/moon.svg";
import pencil from "lucide-static/icons/pencil.svg";
import warning from "lucide-static/icons/triangle-alert.svg";

const KINDS = ["all", "did", "viewed", "night", "alarm"];
/** @type {Record<string, string>} */
const ICON = { did: pencil, viewed: eye, night: moon, alarm: warning };

/** @typedef {{id: number, date: string, kind: string, who: string,
 *   what: string}} Line */

/** Names of accounts as they are; the program itself, and commands, which
 * whoever looks after the machine gave, in words.  No account has a space. */
const WHO = ["night", "site"];
const COMMANDS = ["backup", "enrol", "init", "recovery", "restore"];
const who = (/** @type {string} */ name) => WHO.includes(name) ? t(`who.${name}`)
  : COMMANDS.includes(name) || name.includes(" ") ? t("who.command", { name })
  : name;

/** @param {{lines: Line[], projects: any[]}} props */
const Lines = ({ lines, projects }) => html`<table class="log">
  <caption class="visually-hidden">${t("title")}</caption>
  <thead><tr><th scope="col">${t("when")}</th><th scope="col">${t("who")}</th>
    <th scope="col">${t("what")}</th></tr></thead>
  <tbody>${lines.map((l) => html`<tr key=${l.id} class=${l.kind}>
    <td class="when"><time datetime=${l.date}>${shortDate(l.date)}</time></td>
    <td class="who">${who(l.who)}</td>
    <td><${Icon} svg=${ICON[l.kind]} />
      <span class="visually-hidden">${t(`kind.${l.kind}`)}:</span>
      <${LogLine} what=${l.what} projects=${projects} /></td></tr>`)}</tbody>
</table>`;

/** @param {{status: any}} props */
export function Log({ status }) {
  const [kind, setKind] = useState("all"), [of, setOf] = useState("");
  const [lines, set] = useState(/** @type {Line[] | null | "lost"} */ (null));
  const [before, setBefore] = useState(/** @type {number | null} */ (null));
  const load = (/** @type {number | null} */ from) => {
    const query = new URLSearchParams({ kind, ...(of ? { month: of } : {}),
      ...(from ? { before: String(from) } : {}) });
    return get(`/api/v1/log?${query}`).then((r) => {
      set((old) => from && Array.isArray(old) ? [...old, ...r.lines] : r.lines);
      setBefore(r.before);
    }, lost(set));
  };
  useEffect(() => void load(null), [kind, of]);
  const choose = (/** @type {(v: string) => void} */ f) =>
    (/** @type {any} */ e) => f(e.currentTarget.value);
  return html`
    <h1>${t("title")}</h1>
    <p class="intro">${t("intro")}</p>
    <div class="choose no-print">
      <label for="kind">${t("kind")}</label>
      <select id="kind" value=${kind} onChange=${choose(setKind)}>
        ${KINDS.map((k) => html`<option value=${k}>${t(`kind.${k}`)}</option>`)}
      </select>
      <label for="month">${t("month")}</label>
      <select id="month" value=${of} onChange=${choose(setOf)}>
        <option value="">${t("any_month")}</option>
        ${monthsBack(status.today).map((m) => html`<option value=${m}>${
          month(m)}</option>`)}
      </select>
    </div>
    <${Pending} told=${lines} t=${t} />
    ${Array.isArray(lines) && html`<section class="card log-card">
      ${lines.length === 0 ? html`<p>${t("none")}</p>`
        : html`<${Lines} lines=${lines} projects=${status.projects} />`}
      ${before !== null && html`<button type="button" class="no-print"
        onClick=${() => load(before)}>${t("older")}</button>`}
    </section>`}`;
}
