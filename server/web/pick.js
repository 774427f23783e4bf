// SPDX-License-Identifier: EUPL-1.2
/*
 * pick.js - choosing a question, an option of it, groups of people and months.
 */
import { cls, html } from "../../common/web/ui.js";
import { lang, month, text } from "../../common/web/i18n.js";
import { t } from "./words.js";
import { first, monthsBetween, preset, questionOf } from "./view.js";

/** @typedef {import("../../common/web/i18n.js").Text} Text */
/** @typedef {{id: string, text: Text}} Named */
/** @typedef {{id: string, text: Text, questionnaires: string[],
 *   options: Named[], attributes: Named[]}} Question */
/** @typedef {{demonstration: boolean, embargo_days: number, first: string, last: string,
 *   sites: string[], questions: Question[],
 *   titles?: Record<string, Text>}} Known */

const PRESETS = [3, 6, 12, 0];
const USUAL = ["start", "mid-a", "mid-b", "end"];

/** @param {string} id @param {Known} known */
export const title = (id, known) => text(known.titles?.[id]) ||
  (USUAL.includes(id) ? t(id) : id);

/** Each question once, under all the questionnaires that ask it.
 * @param {Known} known @returns {[string, Question[]][]} */
function groups(known) {
  /** @type {Map<string, Question[]>} */
  const found = new Map();
  for (const q of known.questions) {
    const key = q.questionnaires.map((id) => title(id, known)).join(" + ");
    found.set(key, [...found.get(key) ?? [], q]);
  }
  return [...found];
}

/** @param {{known: Known, view: import("./view.js").View, options?: boolean,
 *   change: (v: Partial<import("./view.js").View>) => void}} props  options:
 *   whether one of them is chosen too */
export function QuestionFields({ known, view, change, options = true }) {
  const asked = questionOf(view.question, known.questions);
  const ask = (/** @type {any} */ e) => {
    const q = known.questions.find((k) => k.id === e.target.value);
    if (q !== undefined)
      change({ question: first(q) });
  };
  return html`
    <div class="asked">
      <div class="field question">
        <label for="question">${t("question")}</label>
        <select id="question" value=${asked?.id} onChange=${ask}>
          ${groups(known).map(([key, questions]) => html`
            <optgroup label=${key}>
              ${questions.map((q) => html`<option value=${q.id}
                selected=${q.id === asked?.id}>${text(q.text)}</option>`)}
            </optgroup>`)}
        </select>
      </div>
      ${options && asked !== undefined && asked.options.length > 0 && html`
        <div class="field option">
          <label for="option">${t("option")}</label>
          <select id="option" value=${view.question} onChange=${
            (/** @type {any} */ e) => change({ question: e.target.value })}>
            ${asked.options.map((o) => html`<option value=${o.id}
              selected=${o.id === view.question}>${text(o.text)}</option>`)}
          </select>
        </div>`}
    </div>`;
}

/** Everybody together, or by the groups of one attribute.
 * @param {{known: Known, view: import("./view.js").View,
 *   change: (v: Partial<import("./view.js").View>) => void}} props */
export function By({ known, view, change }) {
  const list = questionOf(view.question, known.questions)?.attributes ?? [];
  if (list.length === 0)
    return null;
  return html`
    <div class="switch by no-print" role="group" aria-label=${t("by")}>
      ${[{ id: "", text: null }, ...list].map((a) => html`
        <button type="button" aria-pressed=${view.by === a.id ? "true" : "false"}
          onClick=${() => change({ by: a.id })}>${a.text === null
            ? t("everyone") : t("bygroup", { text: text(a.text) || a.id })}
        </button>`)}
    </div>`;
}

/** @param {{id: string, label: string, value: string, list: string[],
 *   set: (m: string) => void}} props */
const MonthField = ({ id, label, value, list, set }) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} value=${value}
        onChange=${(/** @type {any} */ e) => set(e.target.value)}>
      ${list.map((m) => html`<option value=${m} selected=${m === value}>${
        month(m, lang())}</option>`)}
    </select>
  </div>`;

/** Without a question only months are chosen.
 * @param {{known: Known, view: import("./view.js").View, question?: boolean,
 *   change: (v: Partial<import("./view.js").View>) => void}} props */
export function Pick({ known, view, change, question = true }) {
  const first = view.from < known.first ? view.from : known.first;
  const last = view.to > known.last ? view.to : known.last;
  const list = monthsBetween(first, last);
  const active = PRESETS.filter((n) => {
    const p = preset(n, known);
    return p.from === view.from && p.to === view.to;
  }).pop();
  return html`
    <form class=${cls("pick no-print",
          !question ? "months-only"
            : view.question.includes(".") && "with-option")} aria-label=${t("choose")}
        onSubmit=${(/** @type {Event} */ e) => e.preventDefault()}>
      ${question && html`<${QuestionFields} known=${known} view=${view}
        change=${change} />`}
      <${MonthField} id="from" label=${t("from")} value=${view.from}
        list=${list} set=${(/** @type {string} */ m) => change(
          { from: m, to: m > view.to ? m : view.to })} />
      <${MonthField} id="to" label=${t("to")} value=${view.to}
        list=${list} set=${(/** @type {string} */ m) => change(
          { to: m, from: m < view.from ? m : view.from })} />
      <div class="switch" role="group" aria-label=${t("months")}>
        ${PRESETS.map((n) => html`<button type="button"
            title=${n === 0 ? t("alllong") : t("lastlong", { n })}
            aria-pressed=${n === active ? "true" : "false"}
            onClick=${() => change(preset(n, known))}>${t(`last.${n}`)}
          </button>`)}
      </div>
    </form>`;
}
