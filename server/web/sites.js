// SPDX-License-Identifier: EUPL-1.2
/*
 * sites.js - the page Sites: who made contact, what asks for attention, and
 * each centre's state, in their fixed order.  Nothing here is about answers.
 */
import { html, Icon } from "../../common/web/ui.js";
import { date, number, shortDate } from "../../common/web/i18n.js";
import { t } from "./words.js";
import { EmbargoOf } from "./embargo.js";
import { Loaded } from "./fetch.js";
import { names } from "./say.js";
import ban from "lucide-static/icons/ban.svg";
import bell from "lucide-static/icons/bell.svg";
import check from "lucide-static/icons/circle-check.svg";
import hand from "lucide-static/icons/hand.svg";
import hourglass from "lucide-static/icons/hourglass.svg";
import key from "lucide-static/icons/key-round.svg";
import moon from "lucide-static/icons/moon.svg";
import pause from "lucide-static/icons/circle-pause.svg";

/** @typedef {{site: string, state: "active" | "waiting" | "quarantined" |
 *   "revoked", seq: number, last_contact: string | null,
 *   software: string | null, releases: number, under_embargo: number,
 *   set_aside: number,
 *   set_aside_why: Record<string, number>, eras: number,
 *   certificate_until: string | null}} Entry */
/** @typedef {{date: string, site: string | null, text: string}} Alarm */

const STATE_ICON = { active: check, waiting: hourglass, quarantined: pause,
  revoked: ban };
const DAY_MS = 86_400_000;
const HEARD = 1; // nights: it is day now, or tonight's hour has not come yet
const ENDS_SOON = 60; // days before a certificate's end; it renews itself earlier
const NAMED = 12; // so many names fit into a sentence

/** How many nights ago. @param {string} iso */
export function ago(iso) {
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.max(0, Math.round((today - Date.parse(iso)) / DAY_MS));
}

/** In how many days; less than 0: over. @param {string} iso */
const daysTo = (iso) => Math.round((Date.parse(iso) - Date.now()) / DAY_MS);

/** @param {string} iso */
const agoWords = (iso) => ago(iso) === 0 ? t("today") : t.n("ago", ago(iso));

/** @param {Entry} s */
const isSilent = (s) => s.state !== "revoked" &&
  (s.last_contact === null || ago(s.last_contact) > HEARD);

/** Soon without a certificate, or already. @param {Entry} s */
const endsSoon = (s) => s.certificate_until !== null && s.state !== "revoked" &&
  daysTo(s.certificate_until) < ENDS_SOON;

/** Who was not heard of, and since when.
 * @param {{sites: Entry[]}} props */
function LastNight({ sites }) {
  const asked = sites.filter((s) => s.state !== "revoked");
  const silent = asked.filter(isSilent);
  return html`
    <div>
      <h2><${Icon} svg=${moon} />${t("nighthead")}</h2>
      <p><strong>${silent.length === 0 ? t("allsynced") : t.n("synced",
        asked.length - silent.length, { m: number(asked.length) })}</strong></p>
      ${silent.length > 0 && html`<ul class="plain" id="silent">
        ${silent.slice(0, NAMED).map((s) => html`<li>${
          t("ofsite", { site: s.site, words: s.last_contact === null
            ? t("neverheard2") : t.n("notsince", ago(s.last_contact)) })}</li>`)}
        ${silent.length > NAMED && html`<li class="note">${t.n("more",
          silent.length - NAMED)}</li>`}</ul>`}
    </div>`;
}

/** Everything that somebody should look at, in words.
 * @param {{sites: Entry[], alarms: Alarm[]}} props */
function Attention({ sites, alarms }) {
  const of = (/** @type {(s: Entry) => boolean} */ which) =>
    names(sites.filter(which).map((s) => s.site), NAMED);
  const lines = /** @type {[string, string][]} */ ([
    ["inquarantine", of((s) => s.state === "quarantined")],
    ["hasaside", of((s) => s.set_aside > 0)],
    ["anew", of((s) => s.eras > 1)],
    ["waitsfor", of((s) => s.state === "waiting")],
    ["isrevoked", of((s) => s.state === "revoked")],
  ]).filter(([, who]) => who !== "");
  return html`
    <div>
      <h2><${Icon} svg=${hand} />${t("attention")}</h2>
      ${lines.length === 0 && alarms.length === 0
        ? html`<p>${t("nothingodd")}</p>` : null}
      ${lines.map(([key, who]) => html`<p>${t(key, { sites: who })}</p>`)}
      ${alarms.length > 0 && html`<p><a href="#alarms" onClick=${
        (/** @type {Event} */ e) => {
          e.preventDefault();
          document.getElementById("alarms")?.scrollIntoView();
        }}>${t.n("alarmcount", alarms.length)}</a></p>`}
    </div>`;
}

/** Certificates and versions. @param {{sites: Entry[]}} props */
function Machines({ sites }) {
  const soon = sites.filter(endsSoon);
  const versions = [...new Set(sites.map((s) => s.software))].filter(
    (v) => v !== null).sort();
  return html`
    <div>
      <h2><${Icon} svg=${key} />${t("machines")}</h2>
      <p>${soon.length === 0 ? t("certfine", { n: number(ENDS_SOON) })
        : t("certsoon", { n: number(ENDS_SOON), sites: names(soon.map((s) =>
          `${s.site} (${date(/** @type {string} */ (
            s.certificate_until))})`), NAMED) })}</p>
      ${versions.length === 1 && html`<p>${t("oneversion",
        { version: versions[0] })}</p>`}
      ${versions.length > 1 && versions.map((v) => html`<p>${t("versionof",
        { version: v, sites: names(sites.filter((s) => s.software === v)
          .map((s) => s.site), NAMED) })}</p>`)}
    </div>`;
}

/** @param {{alarms: Alarm[]}} props */
const Alarms = ({ alarms }) => html`
  <section class="card" id="alarms">
    <h2>${t("alarms")}</h2>
    <p class="note">${t("alarmsnote")}</p>
    ${alarms.length === 0 ? html`<p>${t("noalarms")}</p>`
      : html`<ul class="alarms">${alarms.map((a) => html`<li>
          <${Icon} svg=${bell} />
          <div><strong>${a.site ?? t("thecentre")}</strong>${" "}
            <small>${date(a.date)}</small>
            <p lang="en">${a.text}</p></div></li>`)}</ul>`}
  </section>`;

/** Why entries of this centre do not count. @param {{s: Entry}} props */
const Aside = ({ s }) => html`${number(s.set_aside)}
  ${Object.keys(s.set_aside_why).map((why) => html`<small>${
    t(`aside.${why}`)}</small>`)}`;

/** @param {{s: Entry}} props */
const SiteRow = ({ s }) => html`<tr>
  <th scope="row">${s.site}</th>
  <td data-label=${t("state")}><span><span class=${`state ${s.state}`}>
    <${Icon} svg=${STATE_ICON[s.state]} />${t(s.state)}</span>
    ${s.state === "quarantined" && html`<small>${t("quarantinenote")}</small>`}
  </span></td>
  <td data-label=${t("lastnight")}>${s.last_contact === null ? t("never")
    : html`<span class=${isSilent(s) ? "silent" : ""}>${
      agoWords(s.last_contact)}
      <small>${shortDate(s.last_contact)}</small></span>`}</td>
  <td class="number" data-label=${t("releases")}><span>${number(s.releases)}
    ${s.under_embargo > 0 && html`<small>${
      t.n("embargoed", s.under_embargo)}</small>`}</span></td>
  <td class="number" data-label=${t("setaside")}><span><${Aside} s=${s} />
  </span></td>
  <td class="number" data-label=${t("chain")}><span>${number(s.seq)}
    ${s.eras > 1 && html`<small>${t("era", { n: number(s.eras) })}</small>`}
  </span></td>
  <td data-label=${t("certificate")}>${s.certificate_until === null ? "–"
    : html`<span>${shortDate(s.certificate_until)}
      ${endsSoon(s) && html`<small>${daysTo(s.certificate_until) < 0
        ? t("certover") : t.n("certdays", daysTo(s.certificate_until))}</small>`}
    </span>`}</td>
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
        <th scope="col" class="number">${t("setaside")}</th>
        <th scope="col" class="number">${t("chain")}</th>
        <th scope="col">${t("certificate")}</th>
        <th scope="col">${t("software")}</th>
      </tr></thead>
      <tbody>${sites.map((s) => html`<${SiteRow} s=${s} />`)}</tbody>
    </table>
  </div>`;

/** @param {{sites: Entry[], alarms: Alarm[]}} data */
const Known = ({ sites, alarms }) => html`
  <section class="summary" aria-label=${t("short")}>
    <${LastNight} sites=${sites} />
    <${Attention} sites=${sites} alarms=${alarms} />
    <${Machines} sites=${sites} />
  </section>
  <section class="card">
    <h2>${t("eachsite")}</h2>
    <p class="note">${t("siteorder")}</p>
    <${SiteTable} sites=${sites} />
    <p class="note">${t("chainnote")}</p>
  </section>
  <${Alarms} alarms=${alarms} />`;

/** @param {import("./pages.js").PageProps} props */
export const Sites = ({ known }) => html`
  <${Loaded} path="/api/v1/sites">
    ${(/** @type {{sites: Entry[], alarms: Alarm[]}} */ data) => html`
      <header class="page-head"><h1>${t("siteshead")}</h1>
        <p class="note">${t("sitesnote")}</p></header>
      <${EmbargoOf} sites=${data.sites} days=${known.embargo_days} />
      ${data.sites.length === 0
        ? html`<section class="card"><p>${t("nosites")}</p></section>`
        : html`<${Known} ...${data} />`}`}
  <//>`;
