// SPDX-License-Identifier: EUPL-1.2
/*
 * app.js - what surrounds the centre's pages: login, navigation, what can be
 * asked, and the page that the address names.
 */
import { html, render, useEffect, useRef } from "../../common/web/ui.js";
import { lang, startLang } from "../../common/web/i18n.js";
import { startTheme } from "../../common/web/prefs.js";
import { Gate } from "../../common/web/session.js";
import { Shell } from "../../common/web/shell.js";
import { t } from "./words.js";
import { useView, writeView } from "./view.js";
import { Given, useData } from "./fetch.js";
import { pageOf, PAGES } from "./pages.js";

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

/** @param {{session: any, logout: () => void}} props */
function Pages({ session, logout }) {
  const [view, change] = useView();
  const state = useData("/api/v1/questions");
  const { name, page: Page, figures } = pageOf(view.page);
  usePrintOpen();
  usePageStart(name);
  return html`
    <${Shell} app=${t("app")} demonstration=${state.data?.demonstration ?? null}
        nav=${PAGES.map((p) => ({ label: t(p.name), current: p.name === name,
          href: writeView({ ...view, page: p.name }) }))}
        session=${session} onLogout=${logout}>
      <${Given} state=${state}>
        ${(/** @type {any} */ known) =>
          figures && (known.first === null || known.questions.length === 0)
            ? html`<p class="empty">${t("none")}</p>`
            : html`<${Page} known=${known} view=${{ ...view, page: name }}
              change=${change} />`}
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
