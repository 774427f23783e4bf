// SPDX-License-Identifier: EUPL-1.2
/*
 * app.js - what surrounds the centre's pages: login, navigation, what can be
 * asked, and the page that the address names.
 */
import { html, Icon, render, useEffect, useRef } from "../../common/web/ui.js";
import { lang, startLang } from "../../common/web/i18n.js";
import { startTheme } from "../../common/web/prefs.js";
import { Gate } from "../../common/web/session.js";
import { Shell } from "../../common/web/shell.js";
import { t } from "./words.js";
import { audience, drawFor } from "./audience.js";
import { useView, writeView } from "./view.js";
import { Given, useData } from "./fetch.js";
import { isFor, pageOf, PAGES } from "./pages.js";
import eye from "lucide-static/icons/eye.svg";

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

/** Another page begins at its top, with its name as the title and the focus.
 * @param {string} name */
function usePageStart(name) {
  const before = useRef(name);
  useEffect(() => {
    document.title = `Weerklank · ${t(name)}`;
  }, [name, lang()]);
  useEffect(() => {
    if (before.current === name)
      return;
    before.current = name;
    scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [name]);
}

/** What those see who do not see every centre by its name. */
const WhatYouSee = () => audience() === "" ? null : html`
  <p class="audience"><${Icon} svg=${eye} /><span>${t("whatyousee")}</span></p>`;

/** @param {{page: import("./pages.js").Page, known: any, view: any,
 *   change: any}} props */
function Drawn({ page, known, view, change }) {
  if (!isFor(page))
    return html`<h1>${t(page.name)}</h1>
      <p class="empty">${t("notsingle")}</p>`;
  if (page.figures && (known.first === null || known.questions.length === 0))
    return html`<p class="empty">${t("none")}</p>`;
  return html`<${page.page} known=${known}
    view=${{ ...view, page: page.name }} change=${change} />`;
}

/** @param {{session: any, logout: () => void}} props */
function Pages({ session, logout }) {
  const [view, change] = useView();
  const state = useData("/api/v1/questions");
  const page = pageOf(view.page), { name } = page;
  drawFor(session.role, state.data?.sites ?? []);
  usePrintOpen();
  usePageStart(name);
  return html`
    <${Shell} app=${t("app")} demonstration=${state.data?.demonstration ?? null}
        nav=${PAGES.filter(isFor).map((p) => ({ label: t(p.name),
          current: p.name === name, href: writeView({ ...view, page: p.name }) }))}
        session=${session} onLogout=${logout}>
      <${WhatYouSee} />
      <${Given} state=${state}>
        ${(/** @type {any} */ known) => html`<${Drawn} page=${page}
          known=${known} view=${view} change=${change} />`}
      <//>
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
