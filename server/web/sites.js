// SPDX-License-Identifier: EUPL-1.2
/*
 * sites.js - each centre's last night, state and alarms, in fixed order.
 */
import { html, Icon } from "../../common/web/ui.js";
import { date, number } from "../../common/web/i18n.js";
import { t } from "./words.js";
import { Loaded } from "./fetch.js";
import ban from "lucide-static/icons/ban.svg";
import bell from "lucide-static/icons/bell.svg";
import check from "lucide-static/icons/circle-check.svg";
import hourglass from "lucide-static/icons/hourglass.svg";
import pause from "lucide-static/icons/circle-pause.svg";

/** @typedef {{site: string, state: "active" | "waiting" | "quarantined" |
 *   "revoked", seq: number, last_contact: string | null,
 *   software: string | null, releases: number, set_aside: number,
 *   certificate_until: string | null}} Entry */
/** @typedef {{date: string, site: string, text: string}} Alarm */

const STATE_ICON = { active: check, waiting: hourglass, quarantined: pause,
  revoked: ban };
const DAY_MS = 86_400_000;

/** How many nights ago. @param {string} iso */
export function ago(iso) {
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.max(0, Math.round((today - Date.parse(iso)) / DAY_MS));
}

/** @param {string} iso */
const agoWords = (iso) => ago(iso) === 0 ? t("today") : t.n("ago", ago(iso));

/** @param {{alarms: Alarm[]}} props */
const Alarms = ({ alarms }) => alarms.length === 0
  ? html`<p class="note">${t("noalarms")}</p>`
  : html`<ul class="alarms">${alarms.map((a) => html`<li>
      <${Icon} svg=${bell} />
      <div><strong>${a.site}</strong> <small>${date(a.date)}</small>
        <p>${a.text}</p></div></li>`)}</ul>`;

/** @param {{s: Entry}} props */
const SiteRow = ({ s }) => html`<tr>
  <th scope="row">${s.site}</th>
  <td data-label=${t("state")}><span class=${`state ${s.state}`}>
    <${Icon} svg=${STATE_ICON[s.state]} />${t(s.state)}</span></td>
  <td data-label=${t("lastnight")}>${s.last_contact === null ? t("never")
    : html`<span>${agoWords(s.last_contact)}
      <small>${date(s.last_contact)}</small></span>`}</td>
  <td class="number" data-label=${t("releases")}>${number(s.releases)}</td>
  <td class="number" data-label=${t("seq")}>${number(s.seq)}</td>
  <td class="number" data-label=${t("setaside")}>${number(s.set_aside)}</td>
  <td data-label=${t("certificate")}>${s.certificate_until === null ? "–"
    : date(s.certificate_until)}</td>
  <td data-label=${t("software")}>${s.software ?? "–"}</td>
</tr>`;

/** @param {{sites: Entry[]}} props */
const SiteTable = ({ sites }) => html`
  <div class="scroll" tabindex="0" role="region" aria-label=${t("sites")}>
    <table class="sites-table">
      <thead><tr>
        <th scope="col">${t("centre")}</th>
        <th scope="col">${t("state")}</th>
        <th scope="col">${t("lastnight")}</th>
        <th scope="col" class="number">${t("releases")}</th>
        <th scope="col" class="number">${t("seq")}</th>
        <th scope="col" class="number">${t("setaside")}</th>
        <th scope="col">${t("certificate")}</th>
        <th scope="col">${t("software")}</th>
      </tr></thead>
      <tbody>${sites.map((s) => html`<${SiteRow} s=${s} />`)}</tbody>
    </table>
  </div>`;

export const Sites = () => html`
  <${Loaded} path="/api/v1/sites">
    ${(/** @type {{sites: Entry[], alarms: Alarm[]}} */ data) => html`
      <h1>${t("siteshead")}</h1>
      <p class="note lead">${t("sitesnote")}</p>
      <section class="card">
        ${data.sites.length === 0 ? html`<p>${t("nosites")}</p>`
          : html`<${SiteTable} sites=${data.sites} />`}
      </section>
      <section class="card">
        <h2>${t("alarms")}</h2><${Alarms} alarms=${data.alarms} />
      </section>`}
  <//>`;
