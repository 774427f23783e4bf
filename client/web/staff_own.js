// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_own.js - what the site's own questions said: the words and the grid of
 * what left, of figures that never do.
 */
import { html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { months, text } from "../../common/web/i18n.js";
import { lost, Pending } from "./staff_pending.js";
import { Figures, Why } from "./staff_releases.js";
import { words as t } from "./staff_own_words.js";
import house from "lucide-static/icons/house.svg";

/** @param {{r: any}} props */
const Release = ({ r }) => html`
  <article class="card release" aria-labelledby=${`own${r.id}`}>
    <header>
      <h2 id=${`own${r.id}`}>${text(r.project_name)}
        ${" "}<span>${months(r.first, r.last)}</span></h2>
      <p class="note">${text(r.title) || r.questionnaire} · ${t(r.channel)}</p>
      <span class="receipt"><${Icon} svg=${house} /> ${t("stays")}</span>
    </header>
    <p class="sentence">${t.n("sets", r.answer_sets)}</p>
    <${Figures} r=${r} />
  </article>`;

export function Own() {
  const [told, set] = useState(/** @type {any[] | null | "lost"} */ (null));
  useEffect(() => void get("/api/v1/local").then((r) => set(r.releases),
    lost(set)), []);
  return html`
    <h1>${t("title")}</h1>
    <p class="intro">${t("intro")}</p>
    <${Pending} told=${told} t=${t} />
    ${Array.isArray(told) && told.length === 0 && html`<p>${t("none")}</p>`}
    <div class="list">${Array.isArray(told) && told.map((r) => html`
      <${Release} key=${r.id} r=${r} />`)}</div>
    <${Why} />`;
}
