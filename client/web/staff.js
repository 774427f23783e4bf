// SPDX-License-Identifier: EUPL-1.2
/*
 * staff.js - what the people of one centre see: the night, the open periods in
 * bands, and in words what left the building.  Never a live count.
 */
import { html, render } from "../../common/web/ui.js";
import { startLang, messages } from "../../common/web/i18n.js";
import { startTheme } from "../../common/web/prefs.js";
import { Gate } from "../../common/web/session.js";
import { Shell } from "../../common/web/shell.js";

const t = messages({
  nl: { app: "Voor medewerkers" },
  fr: { app: "Pour le personnel" },
  en: { app: "For staff" },
});

/** The root: everything behind the login. */
const App = () => html`<${Gate} app=${t("app")} demonstration=${null}>
  ${(/** @type {any} */ session, /** @type {() => void} */ logout) => html`
    <${Shell} app=${t("app")} demonstration=${null} session=${session}
      onLogout=${logout}><h1>${session.name}</h1><//>`}
<//>`;

startTheme();
startLang();
render(html`<${App} />`,
  /** @type {HTMLElement} */ (document.getElementById("app")));
