// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_pick.js - the choice of a project, and what it puts on paper now.
 */
import { html, useState } from "../../common/web/ui.js";
import { text } from "../../common/web/i18n.js";
import { words as t } from "./staff_paper_words.js";

/** What goes on paper: typed ballots were seen, so the assisted form where there
 * is one. @param {any} about @param {any} project */
export const formOf = (about, project) => {
  const hash = project?.assisted ?? project?.wave ?? null;
  const form = about.questionnaires?.[hash];
  return form === undefined ? null : { hash, form };
};

/** The questions and attributes of a form that are asked of people.
 * @param {any} form @param {any} project */
export function askedOf(form, project) {
  const put = (/** @type {any} */ x) =>
    !(project.not_asked ?? []).includes(x.id) && x.id !== "mode";
  return {
    questions: form.questions.filter(put),
    attributes: (form.attributes ?? []).filter(put),
  };
}

/** The modes that a form knows. @param {any} form @returns {string[]} */
export const modesOf = (form) => (form.attributes ?? []).find(
  (/** @type {any} */ a) => a.id === "mode")?.codings[0] ?? [];

/** The project in hand, and how to choose another. @param {any[]} projects */
export function useProject(projects) {
  const [id, set] = useState(projects[0]?.id ?? "");
  const project = projects.find((p) => p.id === id) ?? projects[0];
  const field = html`<div class="field">
    <label for="of-project">${t("project")}</label>
    <select id="of-project" value=${project?.id}
      onChange=${(/** @type {any} */ e) => set(e.currentTarget.value)}>
      ${projects.map((p) => html`<option value=${p.id}>${text(p.name)}</option>`)}
    </select></div>`;
  return /** @type {const} */ ([project, field]);
}

/** A list to choose from, with a label. @param {{id: string, label: string,
 *   value: string, set: (s: string) => void, options: [string, string][]}} props */
export const Pick = ({ id, label, value, set, options }) => html`
  <div class="field"><label for=${id}>${label}</label>
    <select id=${id} value=${value}
      onChange=${(/** @type {any} */ e) => set(e.currentTarget.value)}>
      ${options.map(([key, name]) => html`<option value=${key}>${name}</option>`)}
    </select></div>`;
