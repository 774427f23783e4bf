// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_language.js - one language: looking at it on the kiosk, reading it
 * beside the source, saying that somebody did, and what is heard of it.
 */
import { cls, html, Icon, useEffect, useRef, useState } from "../../common/web/ui.js";
import { get, post } from "../../common/web/api.js";
import { lang } from "../../common/web/i18n.js";
import { nameOf, STATUS } from "./staff_language_status.js";
import { words as t } from "./staff_languages_words.js";
import { lost, Pending, Problem } from "./staff_pending.js";
import { Recorder } from "./staff_recorder.js";
import arrowLeft from "lucide-static/icons/arrow-left.svg";
import external from "lucide-static/icons/external-link.svg";

/**
 * @typedef {{language: string, endonym: string, direction: "ltr" | "rtl",
 *   script: string, status: "source" | "reviewed" | "draft", url: string,
 *   hash: string, missing: string[],
 *   review: {date: string, role: string} | null}} Pack
 */

const ROLES = ["native_speaker", "translator", "interpreter"];
const PARTS = ["words", "questions", "answers", "themes", "months"];

/** @param {any} e */
const explain = (e) => e.status === 0 ? t("lost")
  : e.status === 409 ? t("other_words") : t("failed");

/** A coordinator says that somebody has read all of it.
 * @param {{pack: Pack, changed: () => Promise<any>}} props */
function Review({ pack, changed }) {
  const [role, setRole] = useState("");
  const [problem, say] = useState("");
  const send = (/** @type {Event} */ e) => {
    e.preventDefault();
    if (role === "")
      return say(t("which_role"));
    return post("/api/v1/languages/review", { language: pack.language,
      hash: pack.hash, role }).then(changed, (error) => say(explain(error)));
  };
  return html`<form class="card review" onSubmit=${send} novalidate
      aria-labelledby="review">
    <h2 id="review">${t("review")}</h2>
    <p>${t("review_why")}</p>
    <div class="field"><label for="review-role">${t("role")}</label>
      <select id="review-role" value=${role}
        onChange=${(/** @type {any} */ e) => setRole(e.currentTarget.value)}>
        <option value="">${t("choose")}</option>
        ${ROLES.map((r) => html`<option value=${r}>${t(`role.${r}`)}</option>`)}
      </select><small>${t("role_why")}</small></div>
    <${Problem} words=${problem} />
    <button type="submit" class="primary">${t("record")}</button>
  </form>`;
}

/** Both texts of each string, part by part; a word in {braces} is filled in.
 * @param {{pack: Pack, own: any, source: any, from: string}} props */
const Texts = ({ pack, own, source, from }) => PARTS.map((part) => html`
  <details class="card texts">
    <summary>${t(`part.${part}`)} <small>${
      Object.keys(source[part]).length}</small></summary>
    <table><thead><tr><th scope="col">${nameOf(from, lang())}</th>
      <th scope="col">${nameOf(pack.language, lang())}</th></tr></thead>
    <tbody>${Object.entries(source[part]).map(([key, { text }]) => {
      const said = own[part]?.[key]?.text ?? "";
      return html`<tr><td lang=${from}>${text}</td>
        <td lang=${pack.language} dir=${pack.direction}
          class=${cls(said === "" && "missing")}>${said || t("says_nothing")}</td></tr>`;
    })}</tbody></table>
  </details>`);

/** The strings beside those of a source, the page's own language if it can be.
 * @param {{pack: Pack, packs: Pack[]}} props */
function Reading({ pack, packs }) {
  const [both, set] = useState(/** @type {any[] | null | "lost"} */ (null));
  const from = lang() === pack.language ? "" : lang();
  const source = packs.find((p) => p.language === from) ??
    /** @type {Pack} */ (packs.find((p) =>
      p.status === "source" && p.language !== pack.language));
  useEffect(() => {
    set(null);
    Promise.all([get(pack.url), get(source.url)])
      .then(set, lost(set));
  }, [pack.url, source.url]);
  return html`<section class="reading" aria-labelledby="reading">
    <h2 id="reading">${t("reading")}</h2>
    <p class="intro">${t("reading_why")}</p>
    <${Pending} told=${both} t=${t} />
    ${Array.isArray(both) && html`<${Texts} pack=${pack} own=${both[0]}
      source=${both[1]} from=${source.language} />`}
  </section>`;
}

/** @param {{pack: Pack, packs: Pack[], told: string, session: any,
 *   changed: () => Promise<any>}} props */
export function Language({ pack, packs, told, session, changed }) {
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => heading.current?.focus(), []);
  const may = session.role === "coordinator" && pack.status === "draft" &&
    pack.missing.length === 0;
  return html`
    <p class="up no-print"><a href="#languages"><${Icon} svg=${arrowLeft} /> ${
      t("title")}</a></p>
    <h1 ref=${heading} tabindex="-1">${nameOf(pack.language, lang())}
      ${" "}<span class="own-name" lang=${pack.language} dir=${pack.direction}>${
        pack.endonym}</span></h1>
    <p class="state"><span class=${cls("badge", pack.status)}>
      <${Icon} svg=${STATUS[pack.status]} /></span>
      <span><strong>${t(`status.${pack.status}`)}</strong> ${told}</span></p>
    <p class="no-print"><a class="button" target="_blank" rel="noopener"
      href=${`/kiosk/?preview=${pack.language}`}><${Icon} svg=${external} /> ${
      t("preview")}</a></p>
    ${may && html`<${Review} pack=${pack} changed=${changed} />`}
    <${Reading} pack=${pack} packs=${packs} />
    <${Recorder} language=${pack.language} />`;
}
