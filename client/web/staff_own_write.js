// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_own_write.js - one own question, written or changed, with the screen
 * that the kiosk will show beside it.
 */
import { html, Icon, useState } from "../../common/web/ui.js";
import { ENDONYM, LANGS, text } from "../../common/web/i18n.js";
import { ANSWERS, blank, draftOf, isWhole, LENGTH, ownOf } from "./staff_own_form.js";
import { Screen } from "./staff_own_screen.js";
import { words as t } from "./staff_own_words.js";
import { Problem } from "./staff_pending.js";
import plus from "lucide-static/icons/plus.svg";
import trash from "lucide-static/icons/trash-2.svg";

/** @typedef {import("../../common/web/i18n.js").Lang} Lang
 *  @typedef {import("../../common/web/i18n.js").Text} Text
 *  @typedef {import("./staff_own_form.js").Draft} Draft
 *  @typedef {import("./staff_own_form.js").Own} Own */

/** One text in each language. @param {{id: string, label: string, value: Text,
 *   most: number, own: Lang[], all: Lang[], set: (x: Text) => void}} props */
const Words = ({ id, label, value, most, own, all, set }) => html`
  <div class="tongues-of" role="group" aria-labelledby=${`${id}-what`}>
    <p class="what" id=${`${id}-what`}>${label}</p>
    ${all.map((l) => html`<div class="field" key=${l}>
      <label for=${`${id}-${l}`}><span class="visually-hidden">${label}, </span>
        <span lang=${l}>${ENDONYM[l]}</span>${own.includes(l)
          ? "" : ` (${t("optional")})`}</label>
      <input id=${`${id}-${l}`} lang=${l} type="text" maxlength=${most}
        autocomplete="off" required=${own.includes(l)} value=${value[l] ?? ""}
        onInput=${(/** @type {any} */ e) =>
          set({ ...value, [l]: e.currentTarget.value })} /></div>`)}</div>`;

/** The answers to choose from, in their order.
 * @param {{id: string, d: Draft, own: Lang[], all: Lang[],
 *   set: (some: Partial<Draft>) => void}} props */
function Choices({ id, d, own, all, set }) {
  const [least, most] = ANSWERS[d.kind];
  const put = (/** @type {Text[]} */ answers) =>
    set({ answers, cut: Math.min(d.cut, answers.length - 1) });
  const side = (/** @type {Text[]} */ some) =>
    some.map((x) => text(x) || "…").join(", ");
  return html`<fieldset class="offered"><legend>${t("answers")}</legend>
    ${d.kind === "one" && html`<p class="note">${t("answers_order")}</p>`}
    ${d.answers.map((x, i) => html`<div class="one-answer" key=${i}>
      <${Words} id=${`${id}-${i}`} label=${t("answer", { n: i + 1 })} value=${x}
        most=${LENGTH.answer} own=${own} all=${all} set=${(/** @type {Text} */ v) =>
          put(d.answers.map((y, k) => k === i ? v : y))} />
      ${d.answers.length > least && html`<button type="button" class="quiet"
        aria-label=${t("answer_away", { n: i + 1 })}
        onClick=${() => put(d.answers.filter((_, k) => k !== i))}>
        <${Icon} svg=${trash} /></button>`}</div>`)}
    ${d.answers.length < most && html`<button type="button"
      onClick=${() => put([...d.answers, {}])}>
      <${Icon} svg=${plus} /> ${t("answer_more")}</button>`}
    ${d.kind === "one" && d.answers.length > 2 && html`<div class="field cut">
      <label for=${`${id}-cut`}>${t("cut")}</label>
      <select id=${`${id}-cut`} value=${d.cut} onChange=${(/** @type {any} */ e) =>
        set({ cut: Number(e.currentTarget.value) })}>
        ${d.answers.slice(1).map((_, i) => html`<option value=${i + 1}>
          ${side(d.answers.slice(0, i + 1))} | ${side(d.answers.slice(i + 1))}
        </option>`)}</select>
      <small>${t("cut_why")}</small></div>`}
  </fieldset>`;
}

/**
 * @param {{own: Own | null, languages: Lang[], done: (own: Own) => void,
 *   cancel: () => void}} props  own: the one to change; null: a new one
 */
export function Write({ own, languages, done, cancel }) {
  const [d, change] = useState(own ? draftOf(own) : blank());
  const [problem, say] = useState("");
  const all = [...languages, ...LANGS.filter((l) => !languages.includes(l))];
  const set = (/** @type {Partial<Draft>} */ some) =>
    (say(""), change({ ...d, ...some }));
  const keep = (/** @type {Event} */ e) => {
    e.preventDefault();
    return isWhole(d, languages) ? done(ownOf(d)) : say(t("not_whole"));
  };
  const id = "own-question";
  return html`<form class="write" onSubmit=${keep} novalidate
      aria-label=${t(own ? "change_question" : "new_question")}>
    <div class="entries">
      <h3>${t(own ? "change_question" : "new_question")}</h3>
      ${own && html`<p class="note">${t("counts_as_new")}</p>`}
      <${Words} id=${id} label=${t("question")} value=${d.text} own=${languages}
        most=${LENGTH.question} all=${all} set=${(/** @type {Text} */ v) =>
          set({ text: v })} />
      <p class="note small">${t("plain")}</p>
      <div class="field"><label for=${`${id}-kind`}>${t("kind")}</label>
        <select id=${`${id}-kind`} value=${d.kind} onChange=${(/** @type {any} */ e) =>
          set({ kind: e.currentTarget.value, answers: d.answers.slice(0,
            ANSWERS[/** @type {"one"} */ (e.currentTarget.value)][1]), cut: 1 })}>
          ${Object.keys(ANSWERS).map((k) => html`<option value=${k}>
            ${t(`kind_${k}`)}</option>`)}</select></div>
      ${d.kind !== "scale" && html`<${Choices} id=${id} d=${d} own=${languages}
        all=${all} set=${set} />`}
      <${Problem} words=${problem} />
      <p class="buttons"><button type="submit" class="primary">${t("keep")}</button>
        <button type="button" class="quiet" onClick=${cancel}>${t("cancel")}</button></p>
    </div>
    <${Screen} own=${ownOf(d)} languages=${all.filter((l) =>
      languages.includes(l) || d.text[l])} />
  </form>`;
}
