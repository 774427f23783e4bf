// SPDX-License-Identifier: EUPL-1.2
/*
 * shell.js - what surrounds every page of staff: header, languages, light and
 * dark, the demonstration banner, footer.
 *
 *   html`<${Shell} name="Gent" app=${t("app")} demonstration=${true}
 *       nav=${[{ href: "#sent", label: t("sent"), current: true }]}
 *       session=${session} onLogout=${logout}>…</>`
 *
 * An entry of nav may name a group, which goes on until the next one does: with
 * groups the pages stand in a column beside the main element, on a narrow
 * screen under one button.  icon is the text of an SVG.
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

/** @typedef {{href: string, label: string, current: boolean, group?: string,
 *   icon?: string}} Entry */

/** The entries in runs, each under the name of its group.
 * @param {Entry[]} nav @returns {{name: string, of: Entry[]}[]} */
function runs(nav) {
  /** @type {{name: string, of: Entry[]}[]} */
  const all = [];
  for (const entry of nav)
    if (all.length === 0 || entry.group)
      all.push({ name: entry.group ?? "", of: [entry] });
    else
      all[all.length - 1].of.push(entry);
  return all;
}

/** Few links stand in the header; many have a row of their own, and groups of
 * them a column.  A narrow screen folds many under one button that says where
 * one is.
 * @param {{nav: Entry[], grouped: boolean}} props */
function Nav({ nav, grouped }) {
  const [open, set] = useState(false);
  const many = grouped || nav.length > FEW;
  const close = (/** @type {any} */ e) => {
    if (e.key !== "Escape" || !open)
      return;
    set(false);
    e.currentTarget.querySelector(".menu")?.focus();
  };
  const link = (/** @type {Entry} */ n) => html`<a href=${n.href}
    onClick=${() => set(false)} aria-current=${n.current ? "page" : undefined}>
    ${n.icon && html`<${Icon} svg=${n.icon} />`}${n.label}</a>`;
  return html`
    <nav aria-label=${t("pages")} onKeyDown=${close}
        class=${cls(grouped ? "side" : many && "many", open && "open")}>
      ${many && html`<button type="button" class="menu"
        aria-expanded=${open ? "true" : "false"} onClick=${() => set(!open)}>
        <${Icon} svg=${menu} /><span>${t("menu")}</span>
        <small>${nav.find((n) => n.current)?.label}</small></button>`}
      <div>${!grouped ? nav.map(link) : runs(nav).map(({ name, of }) => html`
        <div role="group" aria-label=${name || undefined}>
          ${name && html`<p aria-hidden="true">${name}</p>`}
          ${of.map(link)}</div>`)}</div>
    </nav>`;
}

/** The address of licences.txt, as the page's <link rel="license"> has it. */
const licences = () =>
  document.querySelector("link[rel=license]")?.getAttribute("href");

/**
 * @param {{name?: string, app: string, demonstration: boolean | null,
 *   nav?: Entry[],
 *   session?: {name: string} | null, onLogout?: () => void,
 *   children?: any}} props
 */
export function Shell(props) {
  const { name, app, nav = [], session, onLogout } = props;
  const grouped = nav.some((n) => n.group);
  const pages = nav.length > 0 && html`<${Nav} nav=${nav} grouped=${grouped} />`;
  const main = html`<main id="main" tabindex="-1">${props.children}</main>`;
  return html`
    <a class="skip" href="#main" onClick=${skip}>${t("skip")}</a>
    <${DemonstrationBanner} on=${props.demonstration} />
    <header class="top">
      <div class="brand">
        <${Icon} svg=${brand} class="mark" />
        <span><strong>Weerklank</strong>
          <small>${name ? `${name} · ` : ""}${app}</small></span>
      </div>
      ${!grouped && pages}
      <div class="tools">
        <${LanguageSwitch} /><${ThemeSwitch} />
        ${session && html`<button type="button" class="quiet" onClick=${onLogout}
          title=${`${t("logout")}: ${session.name}`}
          aria-label=${`${t("logout")}: ${session.name}`}>
          <${Icon} svg=${logOut} /></button>`}
      </div>
    </header>
    ${grouped ? html`<div class="sided">${pages}${main}</div>` : main}
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
