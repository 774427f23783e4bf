// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_cards.js - one-time ballot cards: made, printed once, and void in the
 * end.  Their numbers live on this screen only, until it is left.
 */
import { cls, html, Icon, useState } from "../../common/web/ui.js";
import { post } from "../../common/web/api.js";
import { lang, LANGS, number, text } from "../../common/web/i18n.js";
import { Pictogram } from "./kiosk_pictograms.js";
import { useProject } from "./staff_pick.js";
import { words as t } from "./staff_paper_words.js";
import alert from "lucide-static/icons/circle-alert.svg";
import check from "lucide-static/icons/check.svg";
import printer from "lucide-static/icons/printer.svg";

const MOST = 400; // CARDS_MAX of cards.h

/** The numbers, as cards to cut out. @param {{cards: string[], name: string,
 *   languages: any[]}} props */
const Sheet = ({ cards, name, languages }) => html`<div class="cards-sheet">
  ${cards.map((c) => html`<div class="ballot-card" key=${c}>
    <${Pictogram} code="card" />
    <div><p class="of">${name}</p>
      <p class="digits" dir="ltr">${c.slice(0, 3)} ${c.slice(3)}</p>
      ${languages.map((l) => html`<p lang=${l}>${t.in(l, "card_text")}</p>`)}
    </div></div>`)}</div>`;

/** What is said of a request. @param {{said: {good: boolean, words: string} |
 *   null}} props */
const Said = ({ said }) => html`<p class=${cls("said", said && !said.good && "bad")}
    role="status">${said && html`<${Icon} svg=${said.good ? check : alert} />
      ${said.words}`}</p>`;

const failed = (/** @type {any} */ e) => t(e.status === 409 ? "no_cards"
  : e.status === 0 ? "lost" : "failed");

/** @param {{made: string[], name: string, languages: any[],
 *   done: () => void}} props */
const Made = ({ made, name, languages, done }) => html`
  <section class="card no-print">
    <h2>${t.n("made", made.length)}</h2>
    <p>${t("once")}</p>
    <p class="note">${t("asked", { n: number(made.length) })}
      ${" "}<a href="#people">${t("to_people")}</a></p>
    <p class="row"><button type="button" onClick=${() => print()}>
        <${Icon} svg=${printer} /> ${t("print_now")}</button>
      <button type="button" class="quiet" onClick=${done}>${t("put_away")}</button></p>
  </section>
  <${Sheet} cards=${made} name=${name} languages=${languages} />`;

/** Two presses, for what cannot be undone. @param {{act: () => void}} props */
function Void({ act }) {
  const [sure, set] = useState(false);
  return html`<section class="card no-print">
    <h2>${t("void_title")}</h2><p>${t("void_why")}</p>
    ${sure ? html`<p class="row"><button type="button"
        onClick=${() => { set(false); act(); }}>${t("void_yes")}</button>
        <button type="button" class="quiet" onClick=${() => set(false)}>
          ${t("void_no")}</button></p>`
    : html`<p class="row"><button type="button" class="quiet"
        onClick=${() => set(true)}>${t("void")}</button></p>`}
  </section>`;
}

/** @param {{projects: any[], about: any}} props */
export function Cards({ projects, about }) {
  const asking = projects.filter((p) => p.cards);
  const [project, field] = useProject(asking);
  const [n, setN] = useState("40");
  const [made, setMade] = useState(/** @type {string[]} */ ([]));
  const [said, say] = useState(/** @type {{good: boolean, words: string} | null} */ (
    null));
  const languages = (about.languages ?? [lang()]).filter(
    (/** @type {any} */ l) => LANGS.includes(l));
  if (project === undefined)
    return html`<section class="card"><p>${t("no_cards")}</p>
      <p class="note">${t("no_cards_why")}</p>
      <p><a href="#waves">${t("to_waves")}</a></p></section>`;
  const make = (/** @type {Event} */ e) => {
    e.preventDefault();
    const many = /^\d{1,3}$/.test(n.trim()) ? Number(n) : 0;
    if (many < 1 || many > MOST)
      return say({ good: false, words: t("not_number", { most: number(MOST) }) });
    return post("/api/v1/cards", { project: project.id, make: many }).then(
      (r) => { setMade(r.cards); say(null); },
      (e) => say({ good: false, words: failed(e) }));
  };
  const end = () => post("/api/v1/cards", { project: project.id, void: true }).then(
    () => say({ good: true, words: t("voided") }),
    (e) => say({ good: false, words: failed(e) }));
  if (made.length > 0)
    return html`<${Made} made=${made} name=${text(project.name)}
      languages=${languages} done=${() => setMade([])} />`;
  return html`<section class="card no-print">
      <h2>${t("cards_title")}</h2><p>${t("cards_why")}</p>
      <form class="fields" onSubmit=${make} novalidate>${field}
        <div class="field"><label for="how-many">${t("how_many")}</label>
          <input id="how-many" type="text" inputmode="numeric" maxlength="3"
            autocomplete="off" value=${n} onInput=${(/** @type {any} */ e) =>
              setN(e.currentTarget.value)} /></div>
        <button type="submit">${t("make")}</button></form>
      <${Said} said=${said} />
    </section>
    <${Void} act=${end} />`;
}
