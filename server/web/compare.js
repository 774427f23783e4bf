// SPDX-License-Identifier: EUPL-1.2
/*
 * compare.js - the centre's pages behind the login: one question of the shared
 * core over all sites, and the sites themselves.
 */
import { cls, html, Icon, render, useEffect, useRef, useState }
  from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { lang, months, startLang, text } from "../../common/web/i18n.js";
import { startTheme } from "../../common/web/prefs.js";
import { Gate } from "../../common/web/session.js";
import { Shell } from "../../common/web/shell.js";
import { t } from "./words.js";
import { complete, useView, writeView } from "./view.js";
import { By, Pick } from "./pick.js";
import { Summary } from "./summary.js";
import { Bars } from "./bars.js";
import { Groups, GroupsWhy } from "./groups.js";
import { Figures, GroupFigures, Pairs, Straddling } from "./tables.js";
import { Sites } from "./sites.js";
import download from "lucide-static/icons/download.svg";
import link from "lucide-static/icons/link.svg";
import printer from "lucide-static/icons/printer.svg";

/** @typedef {import("./say.js").Comparison} Comparison */
/** @typedef {import("./pick.js").Known} Known */
/** @typedef {import("./view.js").View} View */

/** @param {View} v */
const query = (v) => new URLSearchParams({ question: v.question, from: v.from,
  to: v.to, ...(v.by === "" ? {} : { attribute: v.by }) }).toString();

/** Fetch whenever the address asks for something else; the last asked wins.
 * @param {string} path */
function useData(path) {
  const [state, set] = useState({ data: /** @type {any} */ (null), busy: true,
    failed: false });
  const [again, retry] = useState(0);
  useEffect(() => {
    let stale = false;
    set((s) => ({ ...s, busy: true, failed: false }));
    get(path).then(
      (data) => stale || set({ data, busy: false, failed: false }),
      () => stale || set((s) => ({ ...s, busy: false, failed: true })));
    return () => void (stale = true);
  }, [path, again]);
  return { ...state, retry: () => retry(again + 1) };
}

/** @param {{retry: () => void}} props */
const Failed = ({ retry }) => html`
  <div class="problem" role="alert"><p>${t("failed")}</p>
    <button type="button" onClick=${retry}>${t("retry")}</button></div>`;

/** Say "copied" for a while. */
function CopyLink() {
  const [done, set] = useState(false);
  useEffect(() => {
    if (!done)
      return undefined;
    const timer = setTimeout(() => set(false), 2500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = () => navigator.clipboard?.writeText(location.href)
    .then(() => set(true), () => {});
  return html`<button type="button" onClick=${copy}>
    <${Icon} svg=${link} /><span aria-live="polite">${
    done ? t("copied") : t("link")}</span></button>`;
}

/** @param {{v: View}} props */
const Actions = ({ v }) => html`
  <div class="actions no-print">
    <a class="button" id="csv" href=${`/api/v1/compare.csv?${query(v)}`}
      download=${`weerklank-${v.question}-${v.from}-${v.to}.csv`}>
      <${Icon} svg=${download} />${t("csv")}</a>
    <${CopyLink} />
    <button type="button" onClick=${() => print()}>
      <${Icon} svg=${printer} />${t("print")}</button>
  </div>`;

/** Everybody together. @param {{c: Comparison, v: View,
 *   change: (v: Partial<View>) => void}} props */
const Together = ({ c, v, change }) => html`
  <${Summary} c=${c} />
  <p class="why" id="why"><b aria-hidden="true">·</b><span>${t("why")}</span></p>
  <section class="card chart">
    <h2>${t("charttitle")}</h2>
    <p class="note">${t("fixed")}</p>
    <${Bars} c=${c} channels=${v.channels} setChannels=${
      (/** @type {boolean} */ on) => change({ channels: on })} />
  </section>
  <${Actions} v=${v} />
  <section class="card"><${Figures} c=${c} /></section>
  <${Pairs} c=${c} />`;

/** By the groups of one attribute. @param {{c: Comparison, v: View}} props */
const Apart = ({ c, v }) => html`
  <${GroupsWhy} c=${c} />
  <${Groups} c=${c} />
  <${Actions} v=${v} />
  <section class="card"><${GroupFigures} c=${c} /></section>`;

/** @param {{c: Comparison, known: Known, v: View, busy: boolean,
 *   change: (v: Partial<View>) => void}} props */
const Result = ({ c, known, v, busy, change }) => html`
  <article class=${cls("result", busy && "busy")} aria-busy=${
      busy ? "true" : "false"}>
    <header>
      <h1>${text(c.text)}</h1>
      <p class="note">${months(c.from, c.to)}</p>
      <${By} known=${known} view=${v} change=${change} />
    </header>
    ${v.by !== "" && c.attribute?.id === v.by
      ? html`<${Apart} c=${c} v=${v} />`
      : html`<${Together} c=${c} v=${v} change=${change} />`}
    ${c.sites.some((s) => s.straddling.length > 0) && html`
      <section class="card"><${Straddling} c=${c} /></section>`}
  </article>`;

/** @param {{known: Known, view: View,
 *   change: (v: Partial<View>) => void}} props */
function Compare({ known, view, change }) {
  const v = complete(view, known);
  const { data, busy, failed, retry } = useData(
    `/api/v1/compare?${query(v)}`);
  return html`
    <${Pick} known=${known} view=${v} change=${(/** @type {any} */ next) =>
      change({ ...v, ...next })} />
    ${failed && html`<${Failed} retry=${retry} />`}
    ${!failed && data === null && html`<p role="status">${t("loading")}</p>`}
    ${!failed && data !== null && html`<${Result} c=${data} known=${known} v=${v}
      busy=${busy} change=${(/** @type {any} */ next) => change({ ...v, ...next })} />`}`;
}

/** Before the first release there is nothing to choose from.
 * @param {{known: any, view: View, change: (v: Partial<View>) => void}} props */
const Start = ({ known, view, change }) =>
  known.first === null || known.questions.length === 0
    ? html`<p class="empty">${t("none")}</p>`
    : html`<${Compare} known=${known} view=${view} change=${change} />`;

/** Paper has nothing to press: open what is folded while printing. */
function usePrintOpen() {
  const folded = useRef(/** @type {HTMLDetailsElement[]} */ ([]));
  useEffect(() => {
    const before = () => {
      folded.current = [...document.querySelectorAll("details")]
        .filter((d) => !d.open);
      folded.current.forEach((d) => d.open = true);
    };
    const after = () => folded.current.forEach((d) => d.open = false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
}

/** @param {{session: any, logout: () => void}} props */
function Pages({ session, logout }) {
  const [view, change] = useView();
  const { data: known, failed, retry } = useData("/api/v1/questions");
  usePrintOpen();
  useEffect(() => {
    document.title = `Weerklank · ${t(view.page)}`;
  }, [view.page, lang()]);
  const go = (/** @type {"compare" | "sites"} */ page) =>
    ({ href: writeView({ ...view, page }), label: t(page),
      current: view.page === page });
  return html`
    <${Shell} app=${t("app")} demonstration=${known?.demonstration ?? null}
        nav=${[go("compare"), go("sites")]} session=${session}
        onLogout=${logout}>
      ${view.page === "sites" && html`<${Sites} />`}
      ${view.page === "compare" && failed && html`<${Failed} retry=${retry} />`}
      ${view.page === "compare" && !failed && (known === null
        ? html`<p role="status">${t("loading")}</p>`
        : html`<${Start} known=${known} view=${view} change=${change} />`)}
    <//>`;
}

const App = () => html`<${Gate} app=${t("app")} demonstration=${null}>
  ${(/** @type {any} */ session, /** @type {() => void} */ logout) => html`
    <${Pages} session=${session} logout=${logout} />`}
<//>`;

startTheme();
startLang();
render(html`<${App} />`,
  /** @type {HTMLElement} */ (document.getElementById("app")));
