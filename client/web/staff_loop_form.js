// SPDX-License-Identifier: EUPL-1.2
/* staff_loop_form.js - one entry of "you said, we did", entered or changed. */
import { html, Icon, useState } from "../../common/web/ui.js";
import { post } from "../../common/web/api.js";
import { ENDONYM, month, text } from "../../common/web/i18n.js";
import { THEMES, theme } from "./staff_loop_themes.js";
import { words as t } from "./staff_loop_words.js";
import { monthsBack } from "./staff_months.js";
import { Problem } from "./staff_pending.js";

const STATES = ["heard", "discussed", "doing", "done", "cannot", "passed_on"];
const MOST = 200; // LOOP_TEXT

/** @param {string} today @param {string} chosen one that must be there */
const monthsWith = (today, chosen) => [...new Set([...monthsBack(today), chosen])];

/** @param {{id: string, label: string, value: string, set: (v: string) => void,
 *   of: [string, string][]}} props */
const Select = ({ id, label, value, set, of }) => html`<div class="field">
  <label for=${id}>${label}</label>
  <select id=${id} value=${value} onChange=${(/** @type {any} */ e) =>
    set(e.currentTarget.value)}>
    ${of.map(([code, name]) => html`<option value=${code}>${name}</option>`)}
  </select></div>`;

/** @param {{id: string, of: string, value: string, set: (v: string) => void}} props */
const Words = ({ id, of, value, set }) => html`<div class="field wide">
  <label for=${id}>${t("words")} <span class="note" lang=${of}>(${
    ENDONYM[/** @type {"nl"} */ (of)] ?? of})</span></label>
  <textarea id=${id} lang=${of} rows="2" maxlength=${MOST} value=${value}
    aria-describedby=${`${id}-left`} onInput=${(/** @type {any} */ e) =>
      set(e.currentTarget.value)} />
  <small id=${`${id}-left`}>${t("left", { n: MOST - [...value].length })}</small>
</div>`;

/** @param {any} told */
const blank = (told) => ({ id: null, project: told.projects[0].id,
  theme: THEMES[0], said: told.today.slice(0, 7), state: "heard", text: null, told: null,
  archived: false });

/** The texts that are sent: in every language of the site, or none.
 * @param {string[]} languages @param {any} x */
function texts(languages, x) {
  const given = languages.filter((l) => (x?.[l] ?? "").trim() !== "");
  if (given.length === 0)
    return null;
  return given.length < languages.length ? undefined
    : Object.fromEntries(languages.map((l) => [l, x[l].trim()]));
}

/** @param {{item: any, told: any, done: () => void, cancel: () => void}} props */
export function Form({ item, told, done, cancel }) {
  const [entry, set] = useState(item ?? blank(told));
  const [problem, say] = useState("");
  const put = (/** @type {string} */ key) => (/** @type {any} */ value) =>
    (set({ ...entry, [key]: value }), say(""));
  const id = `loop-${entry.id ?? "new"}`;
  const save = (/** @type {Event} */ e) => {
    e.preventDefault();
    const words = texts(told.languages, entry.text);
    if (words === undefined)
      return say(t("each_language"));
    return post("/api/v1/loop", { ...entry, text: words }).then(done,
      (error) => say(error.status === 0 ? t("lost")
        : t("failed")));
  };
  return html`<form class="loop-form" onSubmit=${save} novalidate
      aria-label=${item ? t("change") : t("add")}>
    <div class="grid-fields">
      ${told.projects.length > 1 && html`<${Select} id=${`${id}-project`}
        label=${t("project")} value=${entry.project} set=${put("project")}
        of=${told.projects.map((/** @type {any} */ p) => [p.id, text(p.name)])} />`}
      <${Select} id=${`${id}-theme`} label=${t("theme")} value=${entry.theme}
        set=${put("theme")} of=${THEMES.map((code) => [code, theme(code)])} />
      <${Select} id=${`${id}-said`} label=${t("said")} value=${entry.said}
        set=${put("said")} of=${monthsWith(told.today, entry.said)
          .map((m) => [m, month(m)])} />
      <${Select} id=${`${id}-state`} label=${t("state")} value=${entry.state}
        set=${put("state")} of=${STATES.map((s) => [s, t(`state.${s}`)])} />
      ${told.languages.map((/** @type {string} */ l) => html`<${Words} key=${l}
        id=${`${id}-${l}`} of=${l} value=${entry.text?.[l] ?? ""}
        set=${(/** @type {string} */ v) => put("text")({ ...entry.text, [l]: v })} />`)}
      <p class="note small wide">${t("no_names")}</p>
      <div class="field"><label for=${`${id}-told`}>${t("told")}</label>
        <input id=${`${id}-told`} type="date" max=${told.today}
          value=${entry.told ?? ""} onInput=${(/** @type {any} */ e) =>
            put("told")(e.currentTarget.value || null)} />
        <small>${t("told_why")}</small></div>
      ${item && html`<label class="check"><input type="checkbox"
        checked=${entry.archived} onChange=${() => put("archived")(!entry.archived)} />
        ${t("archive")}</label>`}
    </div>
    <${Problem} words=${problem} />
    <div class="buttons"><button type="submit" class="primary">${t("save")}</button>
      <button type="button" onClick=${cancel}>${t("cancel")}</button></div>
  </form>`;
}
