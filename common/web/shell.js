// SPDX-License-Identifier: EUPL-1.2
/*
 * shell.js - what surrounds every page of staff: header, languages, light and
 * dark, the demonstration banner, footer.
 *
 *   html`<${Shell} name="Gent" app=${t("app")} demonstration=${true}
 *       nav=${[{ href: "#sent", label: t("sent"), current: true }]}
 *       session=${session} onLogout=${logout}>…</>`
 *
 * demonstration null means not known yet.  The main element has id "main" and
 * takes the focus of the skip link.
 */
import { cls, html, Icon, useState } from "./ui.js";
import { chooseLang, ENDONYM, LANGS, lang, messages } from "./i18n.js";
import { THEMES, useTheme } from "./prefs.js";
import brand from "./icon.svg";
import flask from "lucide-static/icons/flask-conical.svg";
import logOut from "lucide-static/icons/log-out.svg";
import menu from "lucide-static/icons/menu.svg";
import moon from "lucide-static/icons/moon.svg";
import sun from "lucide-static/icons/sun.svg";
import sunMoon from "lucide-static/icons/sun-moon.svg";

const t = messages({
  nl: {
    skip: "Naar de inhoud",
    language: "Taal",
    theme: "Licht of donker",
    auto: "Zoals dit toestel",
    light: "Licht",
    dark: "Donker",
    logout: "Afmelden",
    pages: "Pagina's",
    menu: "Menu",
    licences: "Licenties",
    promise: "Niemand wordt herkend. Niets telt dubbel. Niemand wordt gerangschikt.",
    demonstration: "Demonstratie: alle cijfers zijn verzonnen.",
  },
  fr: {
    skip: "Aller au contenu",
    language: "Langue",
    theme: "Clair ou sombre",
    auto: "Comme cet appareil",
    light: "Clair",
    dark: "Sombre",
    logout: "Se déconnecter",
    pages: "Pages",
    menu: "Menu",
    licences: "Licences",
    promise: "Personne n'est reconnu. Rien ne compte deux fois. Personne n'est classé.",
    demonstration: "Démonstration : tous les chiffres sont inventés.",
  },
  en: {
    skip: "Skip to content",
    language: "Language",
    theme: "Light or dark",
    auto: "As this device",
    light: "Light",
    dark: "Dark",
    logout: "Log out",
    pages: "Pages",
    menu: "Menu",
    licences: "Licences",
    promise: "Nobody is recognised. Nothing counts twice. Nobody is ranked.",
    demonstration: "Demonstration: synthetic data, all figures are made up.",
  },
});

/** The banner of a demonstration; nothing otherwise. @param {{on: boolean | null}} props */
export const DemonstrationBanner = ({ on }) => on !== true ? null : html`
  <aside class="demonstration" lang=${lang()} dir="ltr">
    <${Icon} svg=${flask} /><span>${t("demonstration")}</span>
  </aside>`;

/** Three buttons, each with the language's own name. */
export const LanguageSwitch = () => html`
  <div class="switch" role="group" aria-label=${t("language")}>
    ${LANGS.map((l) => html`<button type="button" lang=${l} title=${ENDONYM[l]}
        aria-pressed=${lang() === l ? "true" : "false"}
        onClick=${() => chooseLang(l)}>${l.toUpperCase()}
        <span class="visually-hidden">${" "}${ENDONYM[l]}</span></button>`)}
  </div>`;

const THEME_ICON = { auto: sunMoon, light: sun, dark: moon };

/** One button that steps through auto, light and dark. */
export function ThemeSwitch() {
  const [theme, setTheme] = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  const label = `${t("theme")}: ${t(theme)}`;
  return html`<button type="button" class="quiet" title=${label}
    aria-label=${label} onClick=${() => setTheme(next)}>
    <${Icon} svg=${THEME_ICON[theme]} /></button>`;
}

const FEW = 4; // as many links stand beside the brand

/** Few links stand in the header; many have a row of their own, which a narrow
 * screen folds under one button that says where one is.
 * @param {{nav: {href: string, label: string, current: boolean}[]}} props */
function Nav({ nav }) {
  const [open, set] = useState(false);
  const many = nav.length > FEW;
  const close = (/** @type {any} */ e) => {
    if (e.key !== "Escape" || !open)
      return;
    set(false);
    e.currentTarget.querySelector(".menu")?.focus();
  };
  return html`
    <nav aria-label=${t("pages")} class=${cls(many && "many", open && "open")}
        onKeyDown=${close}>
      ${many && html`<button type="button" class="menu"
        aria-expanded=${open ? "true" : "false"} onClick=${() => set(!open)}>
        <${Icon} svg=${menu} /><span>${t("menu")}</span>
        <small>${nav.find((n) => n.current)?.label}</small></button>`}
      <div>${nav.map((n) => html`<a href=${n.href} onClick=${() => set(false)}
        aria-current=${n.current ? "page" : undefined}>${n.label}</a>`)}</div>
    </nav>`;
}

/** The address of licences.txt, as the page's <link rel="license"> has it. */
const licences = () =>
  document.querySelector("link[rel=license]")?.getAttribute("href");

/**
 * @param {{name?: string, app: string, demonstration: boolean | null,
 *   nav?: {href: string, label: string, current: boolean}[],
 *   session?: {name: string} | null, onLogout?: () => void,
 *   children?: any}} props
 */
export function Shell(props) {
  const { name, app, nav = [], session, onLogout } = props;
  return html`
    <a class="skip" href="#main" onClick=${skip}>${t("skip")}</a>
    <${DemonstrationBanner} on=${props.demonstration} />
    <header class="top">
      <div class="brand">
        <${Icon} svg=${brand} class="mark" />
        <span><strong>Weerklank</strong>
          <small>${name ? `${name} · ` : ""}${app}</small></span>
      </div>
      ${nav.length > 0 && html`<${Nav} nav=${nav} />`}
      <div class="tools">
        <${LanguageSwitch} /><${ThemeSwitch} />
        ${session && html`<button type="button" class="quiet" onClick=${onLogout}
          title=${`${t("logout")}: ${session.name}`}
          aria-label=${`${t("logout")}: ${session.name}`}>
          <${Icon} svg=${logOut} /></button>`}
      </div>
    </header>
    <main id="main" tabindex="-1">${props.children}</main>
    <footer class="foot">
      <p>${t("promise")}</p>
      ${licences() && html`<a href=${licences()}>${t("licences")}</a>`}
    </footer>`;
}

/** @param {Event} e the fragment belongs to the navigation, so only focus */
function skip(e) {
  e.preventDefault();
  document.getElementById("main")?.focus();
}
