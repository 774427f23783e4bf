// SPDX-License-Identifier: EUPL-1.2
/*
 * pair.js - a tablet becomes a kiosk: the code stands in the address behind "#",
 * as the team's page showed it in a QR, or is typed.  It is taken out of the
 * address at once, so that it is in no history.
 */
import { html, render, useEffect, useState } from "../../common/web/ui.js";
import { ApiError, post } from "../../common/web/api.js";
import { messages, startLang, useLang } from "../../common/web/i18n.js";
import { LanguageSwitch } from "../../common/web/shell.js";

const t = messages({
  nl: {
    title: "Deze tablet koppelen",
    why: "Een coördinator maakt op de pagina voor het team, onder Toestellen, een code die tien minuten geldt. Scan de QR-code, of typ de code hier.",
    code: "Code",
    pair: "Koppelen",
    busy: "Even geduld…",
    wrong: "Deze code geldt niet (meer). Vraag een nieuwe.",
    wait: "Te vaak geprobeerd. Wacht {n} seconden.",
    lost: "Geen contact met het programma. Probeer opnieuw.",
  },
  fr: {
    title: "Associer cette tablette",
    why: "Sur la page de l'équipe, sous Appareils, la coordination crée un code valable dix minutes. Scannez le code QR, ou tapez le code ici.",
    code: "Code",
    pair: "Associer",
    busy: "Un instant…",
    wrong: "Ce code n'est pas (ou plus) valable. Demandez-en un autre.",
    wait: "Trop d'essais. Attendez {n} secondes.",
    lost: "Pas de contact avec le programme. Essayez encore.",
  },
  en: {
    title: "Pair this tablet",
    why: "On the team's page, under Devices, a coordinator makes a code that is valid for ten minutes. Scan the QR code, or type the code here.",
    code: "Code",
    pair: "Pair",
    busy: "One moment…",
    wrong: "This code is not valid (any more). Ask for another one.",
    wait: "Tried too often. Wait {n} seconds.",
    lost: "No contact with the program. Try again.",
  },
});

function Pair() {
  const [code, set] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [why, say] = useState("");
  useLang();
  const pair = () => {
    say(t("busy"));
    post("/api/v1/pair", { code }).then(() => location.replace("/kiosk/"), (e) => {
      const { status, retryAfter } = /** @type {ApiError} */ (e);
      say(status === 429 ? t("wait", { n: retryAfter })
        : status === 403 || status === 400 ? t("wrong") : t("lost"));
    });
  };
  useEffect(() => {
    document.title = `Weerklank · ${t("title")}`;
    history.replaceState(null, "", "/pair");
    if (code !== "")
      pair();
  }, []);
  return html`<main class="plain pair">
    <div class="corner"><${LanguageSwitch} /></div>
    <h1>${t("title")}</h1>
    <p>${t("why")}</p>
    <form onSubmit=${(/** @type {Event} */ e) => { e.preventDefault(); pair(); }}>
      <label for="code">${t("code")}</label>
      <input id="code" type="text" autocomplete="off" autocapitalize="none"
        spellcheck=${false} maxlength="24" value=${code}
        onInput=${(/** @type {any} */ e) => set(e.currentTarget.value)} />
      <button type="submit" class="big">${t("pair")}</button>
      <p role="status">${why}</p>
    </form>
  </main>`;
}

startLang();
render(html`<${Pair} />`,
  /** @type {HTMLElement} */ (document.getElementById("app")));
