// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_waves_start.js - the promise, sentence by sentence, and then the wave:
 * nothing starts before somebody of the management said yes to each.
 */
import { html, Icon, useState } from "../../common/web/ui.js";
import { post } from "../../common/web/api.js";
import { lang, text } from "../../common/web/i18n.js";
import { words as t } from "./staff_waves_words.js";
import { words as nl } from "../content/packs/nl.json";
import { words as fr } from "../content/packs/fr.json";
import { words as en } from "../content/packs/en.json";
import alert from "lucide-static/icons/circle-alert.svg";

const SENTENCES = ["p1", "p2", "p3", "p4"];
/** @type {("I1" | "I2" | "I3" | "I4" | "I5" | "I6")[]} */
const INTENTION = ["I1", "I2", "I3", "I4", "I5", "I6"];

/** What the machine says, in the page's language.
 * @param {"I1" | "I2" | "I3" | "I4" | "I5" | "I6"} key */
const said = (key) => ({ nl, fr, en })[lang()][key].text
  .replace("{month}", t("month_then"));

/** @param {{id: string, checked: boolean, set: (on: boolean) => void,
 *   children?: any}} props */
const Tick = ({ id, checked, set, children }) => html`
  <div class="tick">
    <input type="checkbox" id=${id} checked=${checked}
      onChange=${(/** @type {any} */ e) => set(e.currentTarget.checked)} />
    <label for=${id}>${children}</label>
  </div>`;

/** @param {{id: string, yes: Set<string>, toggle: (key: string) => void}} props */
const Promise_ = ({ id, yes, toggle }) => html`
  <fieldset class="promise">
    <legend>${t("card")}</legend>
    <p>${t("card_why")}</p>
    ${SENTENCES.map((key) => html`<${Tick} key=${key} id=${`${id}-${key}`}
      checked=${yes.has(key)} set=${() => toggle(key)}>
      ${t(key)}${key === "p1" && html` <q>${said("I3")}</q>`}<//>`)}
    <p class="note">${t("card_else")}</p>
    <details><summary>${t("intention")}</summary>
      <ol class="intention">${INTENTION.map((key) => html`
        <li key=${key}>${said(key)}</li>`)}</ol></details>
  </fieldset>`;

/** @param {{id: string, world: any, form: any, set: (f: any) => void}} props */
function Tongues({ id, world, form, set }) {
  const toggle = (/** @type {string} */ tag) => set({ languages:
    form.languages.includes(tag)
      ? form.languages.filter((/** @type {string} */ l) => l !== tag)
      : [...form.languages, tag] });
  const extra = form.languages.some((/** @type {string} */ l) =>
    !world.own.includes(l));
  return html`<fieldset>
    <legend>${t("languages")}</legend>
    <p class="note">${t("languages_why")}</p>
    <div class="tongues">${world.ready.map((/** @type {string} */ tag) => html`
      <${Tick} key=${tag} id=${`${id}-${tag}`} checked=${
        form.languages.includes(tag)} set=${() => toggle(tag)}>
        <span lang=${tag}>${world.names[tag]}</span><//>`)}</div>
    ${extra && html`<div class="fields">
      <div class="field"><label for=${`${id}-target`}>${t("target")}</label>
        <input id=${`${id}-target`} type="text" maxlength="40" required
          value=${form.target} onInput=${(/** @type {any} */ e) =>
            set({ target: e.currentTarget.value })} /></div>
      <div class="field"><label for=${`${id}-until`}>${t("until")}</label>
        <input id=${`${id}-until`} type="date" min=${world.today} required
          value=${form.until} onInput=${(/** @type {any} */ e) =>
            set({ until: e.currentTarget.value })} /></div>
    </div>`}
  </fieldset>`;
}

/** @param {{id: string, p: any, form: any, set: (f: any) => void}} props */
const What = ({ id, p, form, set }) => html`
  <div class="fields">
    <div class="field"><label for=${`${id}-kind`}>${t("kind")}</label>
      <select id=${`${id}-kind`} value=${form.kind}
          onChange=${(/** @type {any} */ e) => set({ kind: e.currentTarget.value })}>
        <option value="normal">${t("kind_normal")}</option>
        <option value="pilot">${t("kind_pilot")}</option>
      </select></div>
    <div class="field"><label for=${`${id}-asks`}>${t("asks")}</label>
      <select id=${`${id}-asks`} value=${form.questionnaire}
          onChange=${(/** @type {any} */ e) =>
            set({ questionnaire: e.currentTarget.value })}>
        <option value="">${t("turns")}</option>
        ${p.questionnaires.map((/** @type {any} */ q) => html`
          <option value=${q.hash}>${text(q.title) || q.id}</option>`)}
      </select></div>
    <div class="field"><label for=${`${id}-role`}>${t("role")}</label>
      <input id=${`${id}-role`} type="text" maxlength="40" autocomplete="off"
        placeholder=${t("role_example")} required value=${form.role}
        onInput=${(/** @type {any} */ e) => set({ role: e.currentTarget.value })} />
    </div>
  </div>`;

/** @param {{p: any, world: any, done: () => void, close: () => void}} props */
export function Start({ p, world, done, close }) {
  const id = `start-${p.id}`;
  const [yes, setYes] = useState(new Set());
  const [form, setForm] = useState({ kind: "normal", questionnaire: "",
    role: "", languages: [...world.own], target: "", until: "", cards: false });
  const [bad, setBad] = useState(""), [why, setWhy] = useState("");
  const set = (/** @type {any} */ some) => (setBad(""),
  setForm({ ...form, ...some }));
  const toggle = (/** @type {string} */ key) => {
    const next = new Set(yes);
    if (!next.delete(key))
      next.add(key);
    setYes(next);
  };
  const extra = form.languages.some((l) => !world.own.includes(l));
  const start = (/** @type {Event} */ event) => {
    event.preventDefault();
    setWhy("");
    if (yes.size < SENTENCES.length)
      return setBad(t("not_promised"));
    if (form.role.trim() === "")
      return setBad(t("no_role"));
    if (extra && (form.target.trim() === "" || form.until === ""))
      return setBad(t("no_target"));
    return post("/api/v1/waves", { action: "start", project: p.id,
      kind: form.kind, first: null, last: null,
      questionnaire: form.questionnaire || null, role: form.role.trim(),
      languages: form.languages, target: extra ? form.target.trim() : "",
      until: extra ? form.until : null, cards: form.cards })
      .then(done, (/** @type {any} */ e) => {
        setBad(t("failed"));
        setWhy(e.message);
      });
  };
  return html`<form class="start" onSubmit=${start} novalidate
      aria-label=${t("start")}>
    <${Promise_} id=${id} yes=${yes} toggle=${toggle} />
    <${What} id=${id} p=${p} form=${form} set=${set} />
    <${Tongues} id=${id} world=${world} form=${form} set=${set} />
    <${Tick} id=${`${id}-cards`} checked=${form.cards}
      set=${(/** @type {boolean} */ on) => set({ cards: on })}>${t("cards_ask")}<//>
    ${bad !== "" && html`<p class="problem" role="alert">
      <${Icon} svg=${alert} /> ${bad} <small lang="en">${why}</small></p>`}
    <p class="act"><button type="submit" class="primary">${
      t(form.kind === "pilot" ? "start_pilot" : "start_now")}</button>
      <button type="button" class="quiet" onClick=${close}>${t("no")}</button></p>
  </form>`;
}
