// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_own_edit.js - what a project asks of its own: questions added, ordered
 * and taken away, and then saved as a whole, from the next period on.
 */
import { html, Icon, useState } from "../../common/web/ui.js";
import { post } from "../../common/web/api.js";
import { LANGS, month, text } from "../../common/web/i18n.js";
import { useGuard } from "./staff_guard.js";
import { formOf, kindOf, MOST_QUESTIONS, ownsOf } from "./staff_own_form.js";
import { Screen } from "./staff_own_screen.js";
import { Write } from "./staff_own_write.js";
import { words as t } from "./staff_own_words.js";
import { Problem } from "./staff_pending.js";
import down from "lucide-static/icons/arrow-down.svg";
import eye from "lucide-static/icons/eye.svg";
import pencil from "lucide-static/icons/pencil.svg";
import plus from "lucide-static/icons/plus.svg";
import trash from "lucide-static/icons/trash-2.svg";
import up from "lucide-static/icons/arrow-up.svg";

/** @typedef {import("../../common/web/i18n.js").Lang} Lang
 *  @typedef {import("./staff_own_form.js").Own} Own */

/** What the program said, in the words of this page. @param {any} e */
export const refusal = (e) => e.status === 0 ? t("lost")
  : e.status === 404 || e.status === 409 ? t("changed_since")
    : t("failed", { why: e.message });

/** The languages in which a question can be looked at. @param {Own} own
 * @param {Lang[]} languages */
const seenIn = (own, languages) => [...new Set([...languages, ...LANGS])]
  .filter((l) => languages.includes(l) || own.question.text[l]);

/** The questions, with what can be done to each, or none of it.
 * @param {{owns: Own[], languages: Lang[], act?: (what: string, i: number) => void}}
 *   props */
export function Questions({ owns, languages, act }) {
  const [open, look] = useState("");
  const button = (/** @type {string} */ what, /** @type {string} */ svg,
    /** @type {number} */ i, off = false) => html`<button type="button"
      class="quiet" disabled=${off} aria-label=${t(`do_${what}`, { n: i + 1 })}
      title=${t(`do_${what}`, { n: i + 1 })} onClick=${() => act?.(what, i)}>
      <${Icon} svg=${svg} /></button>`;
  return html`<ol class="own-list">${owns.map((o, i) => html`
    <li key=${o.question.id}>
      <p class="words">${text(o.question.text)}
        <span class="note"> ${t(`kind_${kindOf(o.question)}`)}</span></p>
      <span class="acts">
        <button type="button" class="quiet" aria-expanded=${open === o.question.id}
          aria-label=${t("do_look", { n: i + 1 })} title=${t("do_look", { n: i + 1 })}
          onClick=${() => look(open === o.question.id ? "" : o.question.id)}>
          <${Icon} svg=${eye} /></button>
        ${act && [button("up", up, i, i === 0),
          button("down", down, i, i === owns.length - 1),
          button("change", pencil, i), button("away", trash, i)]}</span>
      ${open === o.question.id && html`<${Screen} own=${o}
        languages=${seenIn(o, languages)} />`}
    </li>`)}</ol>`;
}

/** The list after an act. @param {Own[]} owns @param {string} what @param {number} i */
function acted(owns, what, i) {
  const next = owns.filter((_, k) => k !== i);
  if (what !== "away")
    next.splice(what === "up" ? i - 1 : i + 1, 0, owns[i]);
  return next;
}

/**
 * @param {{project: any, module: any, languages: Lang[], done: () => void,
 *   cancel: () => void}} props  module: what is put, or null for the first
 */
export function Edit({ project, module, languages, done, cancel }) {
  const before = module ? ownsOf(module.form) : [];
  const [owns, set] = useState(before);
  const [writing, write] = useState(/** @type {number | null} */ (
    module ? null : 0));
  const [problem, say] = useState("");
  const changed = owns.map((o) => o.question.id).join() !==
    before.map((/** @type {Own} */ o) => o.question.id).join();
  useGuard(changed);
  const act = (/** @type {string} */ what, /** @type {number} */ i) => (say(""),
  what === "change" ? write(i) : set(acted(owns, what, i)));
  const wrote = (/** @type {Own} */ own) => {
    const at = /** @type {number} */ (writing);
    set([...owns.slice(0, at), own, ...owns.slice(at + 1)]);
    write(null);
  };
  const title = Object.fromEntries(LANGS.map((l) => [l, t.in(l, "title")]));
  const save = () => post("/api/v1/local", { project: project.id,
    form: owns.length > 0 ? formOf(owns, module?.form ?? null, title) : null,
    put: null, remove: module?.questionnaire ?? null })
    .then(done, (e) => say(refusal(e)));
  if (writing !== null)
    return html`<${Write} key=${writing} own=${owns[writing] ?? null}
      languages=${languages} done=${wrote} cancel=${() =>
        owns.length > 0 || module ? write(null) : cancel()} />`;
  return html`<div class="edit">
    <${Questions} owns=${owns} languages=${languages} act=${act} />
    ${owns.length === 0 && html`<p>${t("all_away")}</p>`}
    <p class="buttons"><button type="button" disabled=${owns.length >= MOST_QUESTIONS}
      onClick=${() => write(owns.length)}><${Icon} svg=${plus} /> ${t("add")}</button></p>
    ${owns.length >= MOST_QUESTIONS && html`<p class="note">${t("enough",
      { n: MOST_QUESTIONS })}</p>`}
    <p class="note">${t("from", { month: month(project.begins) })} ${t("from_why")}</p>
    <${Problem} words=${problem} />
    <p class="buttons"><button type="button" class="primary" disabled=${!changed}
        onClick=${save}>${t("save")}</button>
      <button type="button" class="quiet" onClick=${cancel}>${t("cancel")}</button></p>
  </div>`;
}
