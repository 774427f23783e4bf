// SPDX-License-Identifier: EUPL-1.2
/*
 * data.js - the page Data: what can be taken along, what its columns mean, what
 * is hidden and why, how to cite it, and every question with its answers.
 */
import { html, Icon } from "../../common/web/ui.js";
import { date, LANGS, lang, month, months, text }
  from "../../common/web/i18n.js";
import { t } from "./words.js";
import { Copy } from "./actions.js";
import { Loaded } from "./fetch.js";
import { title } from "./pick.js";
import book from "lucide-static/icons/book-open.svg";
import braces from "lucide-static/icons/braces.svg";
import copy from "lucide-static/icons/copy.svg";
import download from "lucide-static/icons/download.svg";
import list from "lucide-static/icons/list.svg";
import pack from "lucide-static/icons/package.svg";
import plug from "lucide-static/icons/plug.svg";
import sheet from "lucide-static/icons/sheet.svg";
import shield from "lucide-static/icons/shield.svg";

/** @typedef {import("../../common/web/i18n.js").Text} Text */
/** @typedef {{id: string, text: Text, type: "one" | "many",
 *   sensitive: boolean, questionnaires: string[],
 *   options: {id: string, text: Text}[], levels: string[][][],
 *   labels: Record<string, Text>, first: string | null,
 *   attributes: {id: string, text: Text, codings: string[][][],
 *     labels: Record<string, Text>}[]}} Question */
/** @typedef {{demonstration: boolean, first: string | null,
 *   last: string | null, sites: string[], questions: Question[]}} Dictionary */

/** The columns of figures.csv, in their order. */
const COLUMNS = ["question", "from", "to", "site", "channel",
  "attribute", "people", "people_nl", "answer_sets", "aside", "n", "level",
  "group", "label_nl", "count", "at_least", "at_most", "low", "high",
  "positive_share", "positive_low", "positive_high", "hidden", "not_asked",
  "eligible", "honest_low", "honest_high", "honest_sure_low",
  "honest_sure_high"];

/** icon, word, address, file or "" for what is looked at */
const FILES = /** @type {[string, string, string, string][]} */ ([
  [sheet, "figures", "/api/v1/figures.csv", "weerklank-figures.csv"],
  [book, "questions", "/api/v1/questions.csv", "weerklank-questions.csv"],
  [list, "codes", "/api/v1/codes.csv", "weerklank-codes.csv"],
  [pack, "package", "/api/v1/datapackage.json", "datapackage.json"],
  [braces, "json", "/api/v1/dictionary", "weerklank-dictionary.json"],
  [plug, "openapi", "/api/v1/openapi.json", "weerklank-openapi.json"]]);

/** One under the other, each with what it is for. */
const Downloads = () => html`
  <section class="card">
    <h2>${t("takehead")}</h2>
    <p class="note">${t("takenote")}</p>
    <ul class="files">${FILES.map(([icon, key, href, file]) => html`<li>
      <${Icon} svg=${icon} />
      <div><h3>${t(`file.${key}`)}</h3><p>${t(`file.${key}.why`)}</p></div>
      <a class="button" href=${href} download=${file}>
        <${Icon} svg=${download} />${file.endsWith(".csv") ? "CSV" : "JSON"}
        <span class="visually-hidden">${t(`file.${key}`)}</span></a>
    </li>`)}</ul>
  </section>`;

/** The one explanation. */
const Hidden = () => html`
  <section class="card hidden-why">
    <h2><${Icon} svg=${shield} />${t("hiddenwhat")}</h2>
    <p><b class="dot" aria-hidden="true">·</b> ${t("why")}</p>
    <p>${t("groupswhy")}</p>
    <p>${t("hiddenrule")}</p>
  </section>`;

/** @param {{d: Dictionary}} props */
function Cite({ d }) {
  const words = t("citation", { months: d.first === null || d.last === null
    ? t("nomonths") : months(d.first, d.last),
  today: date(new Date().toISOString()), address: location.origin }) +
    (d.demonstration ? ` ${t("citedemo")}` : "");
  return html`
    <section class="card">
      <h2>${t("citehead")}</h2>
      <p class="note">${t("citenote")}</p>
      <blockquote class="citation" id="citation">${words}</blockquote>
      <${Copy} svg=${copy} label=${t("citecopy")} of=${() => words} />
    </section>`;
}

const Columns = () => html`
  <details class="card fold">
    <summary><h2>${t("columnshead")}</h2></summary>
    <p class="note">${t("columnsnote")}</p>
    <div class="scroll" tabindex="0" role="region"
        aria-label=${t("columnshead")}>
      <table class="columns">
        <thead><tr><th scope="col">${t("column")}</th>
          <th scope="col">${t("meaning")}</th></tr></thead>
        <tbody>${COLUMNS.map((name) => html`<tr>
          <th scope="row"><code>${name.replace(/_nl$/, "_nl, _fr, _en")}</code></th>
          <td>${t(`col.${name}`)}</td></tr>`)}</tbody>
      </table>
    </div>
  </details>`;

/** "no / a little" @param {string[]} codes @param {Record<string, Text>} labels */
const words = (codes, labels) =>
  codes.map((c) => text(labels[c]) || c).join(" / ");

/** A chain of levels, the finest first: each a row of its groups.
 * @param {{levels: string[][][], labels: Record<string, Text>}} props */
const Levels = ({ levels, labels }) => html`
  <ol class="levels">${levels.map((level) => html`<li>
    ${level.map((group) => html`<span class="group">${words(group, labels)}
    </span>`)}</li>`)}</ol>`;

/** Codes that stand outside the levels. @param {Question} q */
function exits(q) {
  const inside = new Set(q.levels.flat(2));
  return Object.keys(q.labels).filter((c) => !inside.has(c));
}

/** @param {{q: Question, known: import("./pick.js").Known}} props */
const Entry = ({ q, known }) => html`
  <article class="entry" aria-labelledby=${`q-${q.id}`}>
    <div class="entry-id"><code>${q.id}</code>
      ${q.sensitive && html`<span class="badge">${t("sensitive")}</span>`}</div>
    <div>
      <h3 id=${`q-${q.id}`}>${text(q.text)}</h3>
      ${LANGS.filter((l) => l !== lang() && q.text[l]).map((l) => html`
        <p class="other" lang=${l}>${text(q.text, l)}</p>`)}
      <dl>
        <dt>${t("type")}</dt><dd>${t(`type.${q.type}`)}</dd>
        ${q.type === "one" && html`<dt>${t("levels")}</dt>
          <dd><${Levels} levels=${q.levels} labels=${q.labels} /></dd>`}
        ${q.options.length > 0 && html`<dt>${t("choices")}</dt>
          <dd class="options">${q.options.map((o) => html`<span>
            <code>${o.id}</code> ${text(o.text)}</span>`)}</dd>`}
        ${exits(q).length > 0 && html`<dt>${t("exits")}</dt>
          <dd>${exits(q).map((c) => text(q.labels[c]) || c).join(", ")}</dd>`}
        ${q.attributes.map((a) => html`<dt>${t("brokendown")}</dt>
          <dd>${text(a.text) || a.id}
            <${Levels} levels=${a.codings} labels=${a.labels} /></dd>`)}
        <dt>${t("inlists")}</dt>
        <dd>${q.questionnaires.map((id) => title(id, known)).join(", ")}</dd>
        <dt>${t("since")}</dt>
        <dd>${q.first === null ? t("notyet") : month(q.first)}</dd>
      </dl>
    </div>
  </article>`;

/** @param {import("./pages.js").PageProps} props */
export const Data = ({ known }) => html`
  <${Loaded} path="/api/v1/dictionary">
    ${(/** @type {Dictionary} */ d) => html`
      <header class="page-head"><h1>${t("datahead")}</h1>
        <p class="note">${t("datanote")}</p></header>
      <${Downloads} />
      <div class="two"><${Hidden} /><${Cite} d=${d} /></div>
      <${Columns} />
      <section class="card dictionary">
        <h2>${t("dictionaryhead")}</h2>
        <p class="note">${t("dictionarynote")}</p>
        ${d.questions.map((q) => html`<${Entry} q=${q} known=${known} />`)}
      </section>`}
  <//>`;
