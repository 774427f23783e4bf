// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_loop.js - "you said, we did": what became of each theme, as a board to
 * work on and, printed, as a poster.  staff_loop_form.js enters and changes.
 */
import { cls, html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { date, lang, month, text } from "../../common/web/i18n.js";
import { Form } from "./staff_loop_form.js";
import { theme } from "./staff_loop_themes.js";
import { words as t } from "./staff_loop_words.js";
import { lost, Pending } from "./staff_pending.js";
import ban from "lucide-static/icons/circle-slash.svg";
import check from "lucide-static/icons/check.svg";
import ear from "lucide-static/icons/ear.svg";
import forward from "lucide-static/icons/forward.svg";
import hammer from "lucide-static/icons/hammer.svg";
import pencil from "lucide-static/icons/pencil.svg";
import plus from "lucide-static/icons/plus.svg";
import printer from "lucide-static/icons/printer.svg";
import talk from "lucide-static/icons/messages-square.svg";

/** @type {Record<string, string>} */
const ICON = { heard: ear, discussed: talk, doing: hammer, done: check,
  cannot: ban, passed_on: forward };
const ON_KIOSK = 3; // KIOSK_LOOP_MOST

/** @typedef {{id: number, project: string, theme: string, said: string,
 *   state: string, text: any, told: string | null, archived: boolean}} Item */

/** What is shown of a text: in the page's language, else in the site's.
 * @param {any} x */
const own = (x) => x[lang()] !== undefined
  ? { words: x[lang()], of: lang() }
  : { words: text(x), of: Object.keys(x)[0] };

/** One entry: what was said on the left, what became of it on the right.
 * @param {{item: Item, kiosk: boolean, edit: () => void}} props */
function Entry({ item, kiosk, edit }) {
  const said = item.text && own(item.text);
  return html`<article class=${cls("said-did", item.archived && "archived")}
      data-state=${item.state}>
    <div class="said-part">
      <h3>${theme(item.theme)}</h3>
      <p class="note">${month(item.said)}</p>
    </div>
    <div class="did-part">
      <p class="state"><${Icon} svg=${ICON[item.state]} /> ${t(`state.${item.state}`)}</p>
      ${said && html`<p class="words" lang=${said.of}>${said.words}</p>`}
      <p class="note small no-print">${item.told
        ? t("told_on", { date: date(item.told) }) : t("not_told")}
        ${kiosk ? ` · ${t("on_kiosk")}` : ""}
        ${item.archived ? ` · ${t("is_archived")}` : ""}</p>
    </div>
    <button type="button" class="quiet no-print" onClick=${edit}
      title=${t("change")} aria-label=${`${t("change")}: ${theme(item.theme)}, ${
        month(item.said)}`}><${Icon} svg=${pencil} /></button>
  </article>`;
}

/** @param {{project: any, items: Item[], told: any, done: () => void,
 *   editing: number | null, edit: (id: number | null) => void}} props */
function Board({ project, items, told, done, editing, edit }) {
  const shown = new Set(items.filter((i) => !i.archived).slice(0, ON_KIOSK)
    .map((i) => i.id));
  return html`<section class="card board" aria-labelledby=${`b-${project.id}`}>
    <header>
      <h2 id=${`b-${project.id}`}>${text(project.name)}</h2>
      <p class="heads" aria-hidden="true"><span>${t("you_said")}</span>
        <span>${t("we_did")}</span></p>
    </header>
    ${items.map((item) => editing === item.id
      ? html`<${Form} key=${item.id} item=${item} told=${told} done=${done}
          cancel=${() => edit(null)} />`
      : html`<${Entry} key=${item.id} item=${item} kiosk=${shown.has(item.id)}
          edit=${() => edit(item.id)} />`)}
  </section>`;
}

/** The boards of the projects that have entries. */
function Boards(/** @type {{told: any, done: () => void, old: boolean,
  editing: number | null, edit: (id: number | null) => void}} */ props) {
  const { told, old } = props;
  const of = (/** @type {any} */ p) => told.items.filter((/** @type {Item} */ i) =>
    i.project === p.id && (old || !i.archived));
  return told.projects.filter((/** @type {any} */ p) => of(p).length > 0)
    .map((/** @type {any} */ p) => html`<${Board} key=${p.id} project=${p}
      items=${of(p)} ...${props} />`);
}

/** @param {{told: any, load: () => Promise<void>}} props */
function Found({ told, load }) {
  const [editing, edit] = useState(/** @type {number | null} */ (null));
  const [old, setOld] = useState(false);
  const done = () => load().then(() => edit(null));
  const archived = told.items.some((/** @type {Item} */ i) => i.archived);
  return html`
    <div class="choose no-print">
      ${told.projects.length > 0 && html`<button type="button" class="primary"
        onClick=${() => edit(0)}><${Icon} svg=${plus} /> ${t("add")}</button>`}
      ${archived && html`<label class="check"><input type="checkbox" checked=${old}
        onChange=${() => setOld(!old)} /> ${t("show_archived")}</label>`}
      ${told.items.length > 0 && html`<button type="button" class="print"
        onClick=${() => print()}><${Icon} svg=${printer} /> ${t("print")}</button>`}
    </div>
    ${editing === 0 && html`<div class="card"><${Form} item=${null} told=${told}
      done=${done} cancel=${() => edit(null)} /></div>`}
    ${told.items.length === 0 && editing !== 0 && html`<p>${t("none")}</p>`}
    <div class="list boards"><${Boards} told=${told} done=${done} old=${old}
      editing=${editing} edit=${edit} /></div>`;
}

export function Loop() {
  const [told, set] = useState(/** @type {any} */ (null));
  const load = () => get("/api/v1/loop").then(set,
    lost(set));
  useEffect(() => void load(), []);
  return html`
    <h1>${t("title")}</h1>
    <p class="intro no-print">${t("intro")}</p>
    <${Pending} told=${told} t=${t} />
    ${told?.items && html`<${Found} told=${told} load=${load} />`}
    <aside class="help no-print" aria-labelledby="help">
      <h2 id="help">${t("help")}</h2>
      <p>${t("help_cannot")}</p><p>${t("help_kiosk")}</p></aside>`;
}
