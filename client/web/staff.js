// SPDX-License-Identifier: EUPL-1.2
/*
 * staff.js - what the people of one centre see: the night, the open periods in
 * bands, how many people they counted themselves, and in words what left the
 * building.  Never a live count of answers.
 */
import { html, Icon, render, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { startLang, useLang } from "../../common/web/i18n.js";
import { startTheme } from "../../common/web/prefs.js";
import { Gate } from "../../common/web/session.js";
import { Shell } from "../../common/web/shell.js";
import { PAGES } from "./staff_pages.js";
import { words as t } from "./staff_words.js";
import alert from "lucide-static/icons/circle-alert.svg";

/** The page that the address names; what follows a "/" is the page's own. */
const pageOf = () =>
  PAGES.find((p) => p.id === location.hash.slice(1).split("/")[0]) ?? PAGES[0];

function usePage() {
  const [page, set] = useState(pageOf);
  useEffect(() => {
    const changed = () => set(pageOf());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return page;
}

/** Both answers of the program, asked again with every change of page. */
function useData(/** @type {string} */ page) {
  const [data, set] = useState(
    /** @type {{status: any, releases: any[]} | null | "lost"} */ (null));
  const load = () => Promise.all([get("/api/v1/status"), get("/api/v1/releases")])
    .then(([status, r]) => set({ status, releases: r.releases }),
      (e) => e.status !== 401 && set("lost"));
  useEffect(() => void load(), [page]);
  return /** @type {const} */ ([data, load]);
}

/** The titles of the questionnaires that are put now, or were. */
const titlesOf = (/** @type {any[]} */ releases, /** @type {any} */ about) =>
  new Map([...releases, ...Object.values(about.questionnaires ?? {})]
    .map((x) => [x.questionnaire ?? x.id, x.title]));

/** @param {{session: any, logout: () => void, about: any}} props */
function Staff({ session, logout, about }) {
  const page = usePage();
  const [data, load] = useData(page.id);
  const nav = PAGES.map((p) => ({ href: `#${p.id}`, label: t(p.id),
    current: p === page }));
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
  useEffect(() => {
    document.title = `Weerklank · ${t("app")}`;
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
