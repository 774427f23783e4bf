// SPDX-License-Identifier: EUPL-1.2
/*
 * staff.js - what the people of one centre see: what is to be done, their own
 * results beside the network's, what they did with them, and in words what left
 * the building.  Never a live count of answers.
 */
import { html, Icon, render, useEffect, useLayoutEffect, useRef,
  useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { startLang, useLang } from "../../common/web/i18n.js";
import { startTheme } from "../../common/web/prefs.js";
import { Gate } from "../../common/web/session.js";
import { Shell } from "../../common/web/shell.js";
import { PAGES } from "./staff_pages.js";
import { lost } from "./staff_pending.js";
import { words as t } from "./staff_words.js";
import alert from "lucide-static/icons/circle-alert.svg";

/** @typedef {(typeof PAGES)[number]} Page */

/** The page that the address names; what follows a "/" is the page's own.
 * @param {Page[]} pages @returns {Page} */
const pageOf = (pages) => pages.find((p) =>
  p.id === location.hash.slice(1).split("/")[0]) ?? pages[0];

/** Those that somebody of this role may see. @param {string} role */
const pagesOf = (role) => PAGES.filter((p) => !p.role || p.role === role);

function usePage(/** @type {Page[]} */ pages) {
  const [, set] = useState("");
  useEffect(() => {
    const changed = () => set(location.hash);
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return pageOf(pages);
}

/** What the page needs of the program, asked again with every change of page:
 * each view of the releases is logged, so they are asked for where they show. */
function useData(/** @type {Page} */ page) {
  const [data, set] = useState(/** @type {{of: string, status: any,
   *   releases: any[]} | null | "lost"} */ (null));
  const open = useRef(page);
  open.current = page;
  // What was asked for a page that is open no more says nothing of this one.
  const show = (/** @type {NonNullable<typeof data>} */ told) =>
    open.current === page && set(told);
  const load = () => Promise.all([get("/api/v1/status"),
    page.releases ? get("/api/v1/releases") : { releases: [] }])
    .then(([status, r]) => show({ of: page.id, status, releases: r.releases }),
      lost(show));
  useEffect(() => void load(), [page]);
  const stale = data !== null && data !== "lost" && page.releases &&
    data.of !== page.id;
  return /** @type {const} */ ([stale ? null : data, load]);
}

const appTitle = () => `Weerklank · ${t("app")}`;

/** The titles of the questionnaires that are put now, or were. */
const titlesOf = (/** @type {any[]} */ releases, /** @type {any} */ about) =>
  new Map([...releases, ...Object.values(about.questionnaires ?? {})]
    .map((x) => [x.questionnaire ?? x.id, x.title]));

/** @param {{session: any, logout: () => void, about: any}} props */
function Staff({ session, logout, about }) {
  const pages = pagesOf(session.role);
  const page = usePage(pages);
  const lang = useLang();
  const [data, load] = useData(page);
  useEffect(() => {
    document.title = `${t(page.id)} · ${appTitle()}`;
    return () => {
      document.title = appTitle();
    };
  }, [page, lang]);
  const nav = pages.map((p) => ({ href: `#${p.id}`, label: t(p.id),
    current: p === page, icon: p.icon, group: p.group && t(p.group) }));
  return html`<${Shell} app=${t("app")} name=${about.site} nav=${nav}
      demonstration=${about.demonstration} session=${session} onLogout=${logout}>
    ${data === null && html`<p role="status">${t("loading")}</p>`}
    ${data === "lost" && html`<div class="problem" role="alert">
      <p><${Icon} svg=${alert} /> ${t("lost")}</p>
      <button type="button" onClick=${load}>${t("retry")}</button></div>`}
    ${data !== null && data !== "lost" && html`<${page.view} key=${page.id}
      status=${data.status} releases=${data.releases} session=${session}
      titles=${titlesOf(data.releases, about)} about=${about} />`}
  <//>`;
}

/** The root: whose centre this is, then everything behind the login. */
function App() {
  const [about, set] = useState(
    /** @type {{site?: string, demonstration: boolean | null,
     *   questionnaires?: Record<string, any>}} */ ({
      demonstration: null }));
  const lang = useLang();
  useEffect(() => void get("/api/v1/kiosk").then(set, () => {}), []);
  useLayoutEffect(() => { // before the effect that adds the page's name
    document.title = appTitle();
  }, [lang]);
  return html`<${Gate} app=${t("app")} name=${about.site}
      demonstration=${about.demonstration}>
    ${(/** @type {any} */ session, /** @type {() => void} */ logout) => html`
      <${Staff} session=${session} logout=${logout} about=${about} />`}
  <//>`;
}

startTheme();
startLang();
render(html`<${App} />`,
  /** @type {HTMLElement} */ (document.getElementById("app")));
