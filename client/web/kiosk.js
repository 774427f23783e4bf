// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk.js - the page where people answer, alone and unknown.
 *
 * Everything it needs comes once from GET /api/v1/kiosk; it stays usable when
 * the program is away, and asks again after each visit.  Nothing of a visit
 * outlives it: not in the address, the history, a cookie or a file.
 */
import { html, render, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { useLang } from "../../common/web/i18n.js";
import { DemonstrationBanner } from "../../common/web/shell.js";
import { Chooser, PreviewBanner } from "./kiosk_chooser.js";
import { Kiosk, showLang } from "./kiosk_machine.js";
import { Quiet } from "./kiosk_welcome.js";
import { AssistedMenu, helpItem } from "./kiosk_assisted.js";
import { PinGate, StaffDoor } from "./kiosk_staff.js";
import { remember, sendWaiting } from "./kiosk_waiting.js";
import { setOfficial } from "./kiosk_words.js";

/**
 * @typedef {import("./kiosk_form.js").Config} Config
 * @typedef {import("./kiosk_form.js").Project} Project
 */

const REFRESH_MS = 600_000;
const RETRY_MS = 15_000;

/** With the language that staff look at, if they do. */
function describing() {
  const preview = new URLSearchParams(location.search).get("preview");
  return `/api/v1/kiosk${preview === null ? ""
    : `?${new URLSearchParams({ preview })}`}`;
}

const askedProject = () => new URLSearchParams(location.search).get("project");

/** Remember the project in the address, so that a restart finds it. */
function rememberProject(/** @type {string} */ id) {
  const url = new URL(location.href);
  url.searchParams.set("project", id);
  history.replaceState(null, "", url);
}

/** @param {Config} config @returns {Project | undefined} */
function findProject(config) {
  const asked = askedProject();
  if (asked === null && config.projects.length === 1)
    return config.projects[0];
  return config.projects.find((p) => p.id === asked);
}

/** The root: what the program knows, then the machine's project. */
function App() {
  const [config, setConfig] = useState(/** @type {Config | null} */ (null));
  const [lost, setLost] = useState(false);
  const [, chosen] = useState("");
  const [helper, help] = useState(/** @type {string | null} */ (null));
  const [who, ask] = useState(false); // helps, is asked of the team
  const [round, next] = useState(0); // another one drops the visit
  const lang = useLang();
  const refresh = () => void get(describing()).then((c) => {
    remember(c);
    void sendWaiting();
    setOfficial(c.languages);
    setConfig(c);
    setLost(false);
  }, () => setLost(true));
  useEffect(() => {
    refresh();
    // A page that the browser kept for "back" must not show the last visit.
    addEventListener("pageshow", (e) => e.persisted && location.reload());
  }, []);
  useEffect(() => {
    const timer = setInterval(refresh, lost ? RETRY_MS : REFRESH_MS);
    return () => clearInterval(timer);
  }, [lost]);
  useEffect(() => {
    if (config !== null)
      showLang(config.languages[0]);
  }, [config === null]);
  if (config === null)
    return lost && html`<${Quiet} title="not_ready" why="not_ready_why"
      again=${refresh} />`;
  const project = findProject(config);
  const choose = (/** @type {Project} */ p) => {
    rememberProject(p.id);
    chosen(p.id);
  };
  return html`
    <${DemonstrationBanner} on=${config.demonstration} />
    <${PreviewBanner} on=${config.preview} />
    ${who && html`<${AssistedMenu} lang=${lang}
      choose=${(/** @type {string | null} */ mode) => { ask(false); help(mode); }} />`}
    <${StaffDoor} lang=${lang} config=${config} choose=${choose}
      menu=${helpItem(lang, project, () => ask(true))}
      drop=${() => next((n) => n + 1)} />
    ${config.projects.length === 0
      ? html`<${Quiet} title="no_wave" why="no_wave_why" again=${refresh} />`
      : project === undefined
      ? html`<${PinGate} lang=${lang} config=${config}><${Chooser} config=${config}
        unknown=${askedProject() !== null} choose=${choose} /><//>`
      : html`<${Kiosk} key=${`${project.id} ${round}`} latest=${{ config, project }}
        helper=${helper} helped=${() => help(null)} refresh=${refresh}
        missed=${() => setLost(true)} />`}`;
}

document.addEventListener("contextmenu", (e) => e.preventDefault());
render(html`<${App} />`,
  /** @type {HTMLElement} */ (document.getElementById("app")));
