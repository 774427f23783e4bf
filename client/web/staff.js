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
import { Overview } from "./staff_overview.js";
import { People } from "./staff_people.js";
import { Others } from "./staff_others.js";
import { Releases } from "./staff_releases.js";
import { words as t } from "./staff_words.js";
import alert from "lucide-static/icons/circle-alert.svg";

const VIEWS = ["overview", "people", "sent", "others"];

const viewOf = () => {
  const wished = location.hash.slice(1);
  return VIEWS.includes(wished) ? wished : VIEWS[0];
};

/** The view that the address names. */
function useView() {
  const [view, set] = useState(viewOf);
  useEffect(() => {
    const changed = () => set(viewOf());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return view;
}

/** Both answers of the program, asked again with every change of view. */
function useData(/** @type {string} */ view) {
  const [data, set] = useState(
    /** @type {{status: any, releases: any[]} | null | "lost"} */ (null));
  const load = () => Promise.all([get("/api/v1/status"), get("/api/v1/releases")])
    .then(([status, r]) => set({ status, releases: r.releases }),
      (e) => e.status !== 401 && set("lost"));
  useEffect(() => void load(), [view]);
  return /** @type {const} */ ([data, load]);
}

/** The titles of the questionnaires that are put now, or were. */
const titlesOf = (/** @type {any[]} */ releases, /** @type {any} */ about) =>
  new Map([...releases, ...Object.values(about.questionnaires ?? {})]
    .map((x) => [x.questionnaire ?? x.id, x.title]));

/** @param {{session: any, logout: () => void, about: any}} props */
function Staff({ session, logout, about }) {
  const view = useView();
  const [data, load] = useData(view);
  const ready = data !== null && data !== "lost" ? data : null;
  const nav = VIEWS.map((v) => ({ href: `#${v}`, label: t(v), current: v === view }));
  return html`<${Shell} app=${t("app")} name=${about.site} nav=${nav}
      demonstration=${about.demonstration} session=${session} onLogout=${logout}>
    ${data === null && html`<p role="status">${t("loading")}</p>`}
    ${data === "lost" && html`<div class="problem" role="alert">
      <p><${Icon} svg=${alert} /> ${t("lost")}</p>
      <button type="button" onClick=${load}>${t("retry")}</button></div>`}
    ${ready && view === "overview" && html`<${Overview} status=${ready.status}
      titles=${titlesOf(ready.releases, about)} />`}
    ${view === "people" && html`<${People} />`}
    ${view === "others" && html`<${Others} />`}
    ${ready && view === "sent" && html`<${Releases} releases=${ready.releases} />`}
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
