// SPDX-License-Identifier: EUPL-1.2
/*
 * summary.js - in short: what is known, how surely, what is hidden.  Pairs are
 * named only where the difference is clear, in their fixed order.
 */
import { html, Icon } from "../../common/web/ui.js";
import { number } from "../../common/web/i18n.js";
import { together } from "./audience.js";
import { t } from "./words.js";
import { MANY, names } from "./say.js";
import eyeOff from "lucide-static/icons/eye-off.svg";
import ruler from "lucide-static/icons/ruler.svg";
import users from "lucide-static/icons/users.svg";

const MAX_PAIRS = 5;

/** @param {{c: import("./say.js").Comparison}} props */
function Known({ c }) {
  const shown = c.sites.filter((s) => s.n > 0);
  const n = shown.reduce((sum, s) => sum + s.n, 0);
  const capped = c.sites.filter((s) => s.at_least !== null);
  if (n === 0)
    return html`<p>${t("nobody")}</p>`;
  return html`
    <p><strong>${t.n("people", n)}</strong> ${t("incentres",
      { k: number(shown.length), m: number(c.sites.length) })}</p>
    ${capped.length > 0 && html`<p>${t("capped",
      { sites: names(capped.map((s) => s.site)) })}</p>`}`;
}

/** @param {{c: import("./say.js").Comparison}} props */
function Surely({ c }) {
  const clear = c.differences.filter((d) => d.clear);
  const rest = c.differences.length - clear.length;
  if (c.sites.length >= MANY && c.sites.some((s) => s.n > 0))
    return html`<p>${t("manypairs")}</p>`;
  if (c.differences.length === 0)
    return html`<p>${c.sites.some((s) => s.n > 0) ? t("onlyone")
      : t("nobody")}</p>`;
  if (clear.length === 0)
    return html`<p><strong>${t("noclear")}</strong> ${t("noclearwhy")}</p>`;
  return html`
    <p><strong>${t("clear")}</strong></p>
    <ul class="clear-pairs">
      ${clear.slice(0, MAX_PAIRS).map((d) => html`<li>${t("and", d)}</li>`)}
      ${clear.length > MAX_PAIRS && html`<li class="note">${
        t.n("morepairs", clear.length - MAX_PAIRS)}</li>`}
    </ul>
    ${rest > 0 && html`<p>${t.n("rest", rest)}</p>`}`;
}

/** @param {{c: import("./say.js").Comparison}} props */
function Hidden({ c }) {
  const none = c.sites.filter((s) => s.level === null);
  const partly = c.sites.filter((s) => s.level !== null && s.hidden > 0);
  const joined = c.sites.filter((s) => s.level !== null && s.level > 0);
  const unsaid = c.sites.filter((s) => s.level !== null && !s.honest);
  const straddling = c.sites.some((s) => s.straddling.length > 0);
  return html`
    ${none.length === 0 && html`<p><strong>${t("allshown")}</strong></p>`}
    ${none.length > 0 && html`<p><strong>${t("nofigure",
      { sites: names(none.map((s) => s.site)) })}</strong></p>`}
    ${partly.length > 0 && html`<p>${t("partly",
      { sites: names(partly.map((s) => s.site)) })}</p>`}
    ${joined.length > 0 && !together() && html`<p>${t("joined",
      { sites: names(joined.map((s) => s.site)) })}</p>`}
    ${straddling && html`<p>${t("straddlers")}</p>`}
    ${none.length < c.sites.length && html`<p>${t("silent")} ${
      unsaid.length === 0 ? t("silentband")
        : unsaid.length === c.sites.length - none.length ? t("silentnowhere")
          : t("silentunknown", { sites: names(unsaid.map((s) => s.site)) })
      }</p>`}`;
}

/** @param {{c: import("./say.js").Comparison}} props */
export const Summary = ({ c }) => html`
  <section class="summary" aria-label=${t("short")}>
    <div><h2><${Icon} svg=${users} />${t("known")}</h2><${Known} c=${c} /></div>
    <div><h2><${Icon} svg=${ruler} />${t("surely")}</h2><${Surely} c=${c} /></div>
    <div><h2><${Icon} svg=${eyeOff} />${t("hiddenhead")}</h2><${Hidden} c=${c} /></div>
  </section>`;
