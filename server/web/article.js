// SPDX-License-Identifier: EUPL-1.2
/*
 * article.js - what every page of figures is made of: its heading and months,
 * and the line that explains the dot.
 *
 *   html`<${Article} title=${text(c.text)} note=${months(c.from, c.to)}
 *     busy=${busy}>…<${Why} words=${t("why")} /><//>`
 */
import { cls, html } from "../../common/web/ui.js";

/** @param {{title: string, note: string, busy: boolean, more?: any,
 *   children?: any}} props  busy: something newer is on its way; more: stands
 *   with the heading */
export const Article = ({ title, note, busy, more, children }) => html`
  <article class=${cls("result", busy && "busy")} aria-busy=${
      busy ? "true" : "false"}>
    <header><h1>${title}</h1><p class="note">${note}</p>${more}</header>
    ${children}
  </article>`;

/** @param {{words: string}} props */
export const Why = ({ words }) => html`
  <p class="why" id="why"><b aria-hidden="true">·</b><span>${words}</span></p>`;
