// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_print.js - paper ballots to print: what the kiosk asks now, in one
 * language or two side by side, with cups and pictures to mark or to stamp.
 *
 * Nothing on a ballot tells one from another.  The words come from the language
 * packs that the kiosk offers; what no pack knows stands in Dutch or French.
 */
import { html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { text } from "../../common/web/i18n.js";
import { hasPictogram, Pictogram } from "./kiosk_pictograms.js";
import { askedOf, formOf, Pick, useProject } from "./staff_pick.js";
import { words as t } from "./staff_paper_words.js";
import printer from "lucide-static/icons/printer.svg";

const INTENTION = ["I1", "I2", "I3", "I4", "I5", "I6"];
const EXITS = ["refused", "not_understood"];
const NONE = "";

/** "december 2026" in the words of a pack. @param {any} pack @param {string} m */
const monthOf = (pack, m) => `${pack.months?.[m.slice(5)]?.text ?? m.slice(5)} ${
  m.slice(0, 4)}`;

/** One word of a pack, its variables filled in. @param {any} pack
 * @param {string} key @param {any} project */
const word = (pack, key, project) => (pack.words[key]?.text ?? "").replace(
  "{month}", monthOf(pack, project.feedback_month ?? "0000-00"));

/** A question or an answer: of the pack, else of the questionnaire. */
const said = (/** @type {any} */ pack, /** @type {"questions" | "answers"} */ part,
  /** @type {string} */ id, /** @type {any} */ own) => pack[part]?.[id]?.text
    ?? own?.[pack.language] ?? text(own ?? {});

/** The same in each language. @param {{packs: any[], of: (pack: any) => string,
 *   as?: string}} props */
const Each = ({ packs, of, as = "p" }) => html`<div class="each">
  ${packs.map((p) => html`<${as} lang=${p.language} dir=${p.direction}>${
    of(p)}</${as}>`)}</div>`;

/** One box to mark. @param {{code: string, packs: any[], of: (p: any) => string,
 *   art?: string}} props */
const Box = ({ code, packs, of, art = code }) => html`<div class="box">
  ${hasPictogram(art) && html`<${Pictogram} code=${art} />`}
  <span class="mark-here" aria-hidden="true"></span>
  ${packs.map((p) => html`<span lang=${p.language} dir=${p.direction}>${
    of(p)}</span>`)}</div>`;

/** Which picture an answer has. @param {string[]} codes @param {string} code */
const artOf = (codes, code) => codes.join() === "0,1,2,3" &&
  codes.includes(code) ? `cup${code}` : code;

/** @param {{q: any, codes: string[], form: any, packs: any[], project: any}} props */
function Question({ q, codes, form, packs, project }) {
  const many = q.type === "many", all = [...codes, ...(q.extra ?? [])];
  return html`<section class="ask">
    <${Each} packs=${packs} as="h3" of=${(/** @type {any} */ p) =>
      said(p, "questions", q.id, q.text)} />
    ${many && html`<${Each} packs=${packs} of=${(/** @type {any} */ p) =>
      word(p, "upto", project)} />`}
    <div class=${many || all.length > 5 ? "boxes many" : "boxes"}>
      ${all.map((c) => html`<${Box} key=${c} code=${c} packs=${packs}
        art=${artOf(codes, c)} of=${(/** @type {any} */ p) =>
          said(p, "answers", c, form.labels?.[c])} />`)}
    </div>
    <div class="boxes exits">${EXITS.map((c) => html`<${Box} key=${c} code=${c}
      packs=${packs} of=${(/** @type {any} */ p) => word(p, c, project)} />`)}</div>
  </section>`;
}

/** @param {{form: any, packs: any[], project: any}} props */
function Ballot({ form, packs, project }) {
  const { questions, attributes } = askedOf(form, project);
  return html`<article class="ballot">
    <header><${Each} packs=${packs} as="h2" of=${(/** @type {any} */ p) =>
      `${word(p, "welcome", project)} · ${project.name[p.language]
        ?? text(project.name)}`} />
      <${Each} packs=${packs} of=${(/** @type {any} */ p) =>
        p.status === "source" ? "" : word(p, "translated", project)} />
    </header>
    <ol class="intention">${INTENTION.map((i) => html`<li key=${i}>
      <${Pictogram} code=${i} />
      <${Each} packs=${packs} of=${(/** @type {any} */ p) =>
        word(p, i, project)} /></li>`)}</ol>
    ${questions.map((/** @type {any} */ q) => html`<${Question} key=${q.id} q=${q}
      codes=${q.levels[0]} form=${form} packs=${packs} project=${project} />`)}
    ${attributes.map((/** @type {any} */ a) => html`<${Question} key=${a.id} q=${a}
      codes=${a.codings[0]} form=${form} packs=${packs} project=${project} />`)}
    <footer><${Each} packs=${packs} as="h3" of=${(/** @type {any} */ p) =>
      word(p, "thanks", project)} /></footer>
  </article>`;
}

/** Fetch the packs of these languages. @param {any[]} offered @param {string[]} tags */
function usePacks(offered, tags) {
  const [packs, set] = useState(/** @type {any[]} */ ([]));
  useEffect(() => {
    let stale = false;
    Promise.all(tags.map((tag) => get(offered.find((p) => p.language === tag).url)))
      .then((all) => !stale && set(all.map((pack, i) => ({ ...pack,
        status: offered.find((p) => p.language === tags[i]).status }))), () => {});
    return () => { stale = true; };
  }, [tags.join()]);
  return packs;
}

/** @param {{projects: any[], about: any}} props */
export function PrintBallots({ projects, about }) {
  const asking = projects.filter((p) => formOf(about, p) !== null);
  const offered = about.packs ?? [];
  const [project, field] = useProject(asking);
  const [first, setFirst] = useState(offered[0]?.language ?? NONE);
  const [second, setSecond] = useState(NONE);
  const [small, setSmall] = useState("a4");
  const tags = [...new Set([first, second])].filter((x) => x !== NONE);
  const packs = usePacks(offered, tags);
  const put = project && formOf(about, project);
  if (!put || offered.length === 0)
    return html`<section class="card"><p>${t(put ? "no_packs" : "no_wave")}</p>
      </section>`;
  const names = offered.map((/** @type {any} */ p) => [p.language, p.endonym]);
  return html`<section class="card no-print">
      <h2>${t("print_title")}</h2><p>${t("print_why")}</p>
      <div class="fields">${field}
        <${Pick} id="first-lang" label=${t("language")} value=${first}
          set=${setFirst} options=${names} />
        <${Pick} id="second-lang" label=${t("second")} value=${second}
          set=${setSecond} options=${[[NONE, t("none")], ...names]} />
        <${Pick} id="paper-size" label=${t("size")} value=${small} set=${setSmall}
          options=${[["a4", t("a4")], ["a5", t("a5")]]} />
        <button type="button" onClick=${() => print()}>
          <${Icon} svg=${printer} /> ${t("print_now")}</button></div>
      <p class="note">${t("print_note")}</p>
    </section>
    ${packs.length > 0 && html`<div class=${`sheet ${small}`}
      role="region" tabindex="0" aria-label=${t("ballot")}><${Ballot}
      form=${put.form} packs=${packs} project=${project} /></div>`}`;
}
