// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_chooser.js - what staff see of the kiosk: which project a machine stands
 * in, asked once, and that a translation is only looked at.
 */
import { html } from "../../common/web/ui.js";
import { LANGS, messages, text } from "../../common/web/i18n.js";
import { LanguageSwitch } from "../../common/web/shell.js";
import { Title } from "./kiosk_welcome.js";

/**
 * @typedef {import("./kiosk_visit.js").Config} Config
 * @typedef {import("./kiosk_visit.js").Project} Project
 */

const t = messages({
  nl: {
    choose: "Voor welk project staat deze machine?",
    hint: "Voor medewerkers: kies één keer. Het adres van de pagina onthoudt het.",
    unknown: "Het project in het adres bestaat niet (meer).",
    preview: "Vertaling bekijken: niets wordt bewaard.",
  },
  fr: {
    choose: "Pour quel projet est cette machine ?",
    hint: "Pour le personnel : choisissez une fois. L'adresse de la page s'en souvient.",
    unknown: "Le projet de l'adresse n'existe pas (ou plus).",
    preview: "Aperçu d'une traduction : rien n'est gardé.",
  },
  en: {
    choose: "Which project is this machine for?",
    hint: "For staff: choose once. The address of the page remembers it.",
    unknown: "The project in the address does not exist (any more).",
    preview: "Looking at a translation: nothing is kept.",
  },
});

/** Staff say once which project this machine stands in. */
export const Chooser = (/** @type {{config: Config, unknown: boolean,
  choose: (p: Project) => void}} */ { config, unknown, choose }) => html`
  <main class="plain chooser">
    <div class="corner"><${LanguageSwitch} /></div>
    <${Title}>${t("choose")}<//>
    <p>${unknown ? t("unknown") : t("hint")}</p>
    <ul class="projects">${config.projects.map((p) => html`<li>
      <button type="button" class="big" onClick=${() => choose(p)}>
        ${text(p.name)}</button></li>`)}</ul>
  </main>`;

/** Above everything, in the languages of staff. */
export const PreviewBanner = (/** @type {{on: boolean}} */ { on }) => on && html`
  <aside class="demonstration preview" dir="ltr" aria-label=${t("preview")}>
    ${LANGS.map((l, i) => html`<span lang=${l}>${i > 0 && "· "}${t.in(l, "preview")} </span>`)}
  </aside>`;
