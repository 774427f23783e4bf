// SPDX-License-Identifier: EUPL-1.2
/*
 * chart_card.js - a chart under its heading, with the buttons that save it.
 *
 *   html`<${ChartCard} title=${t("charttitle")} note=${t("fixed")}
 *     saved=${{ name: "trend-C01", of: text(c.text), from, to, n: 411 }}>…<//>`
 *
 * A saved chart begins with of (the title where that is all there is), and says
 * under it which months and how many people; n left out: its rows say it.
 */
import { cls, html } from "../../common/web/ui.js";
import { months, number } from "../../common/web/i18n.js";
import { Savable } from "../../common/web/save.js";
import { t } from "./words.js";

/** @typedef {{name: string, of?: string, from: string, to: string,
 *   n?: number}} Saved */

/** @param {{title: string, note?: string, saved: Saved, item?: boolean,
 *   children?: any}} props */
export const ChartCard = ({ title, note, saved, item, children }) => html`
  <section class=${cls("card chart", item && "item")}>
    <h2>${title}</h2>
    ${note && html`<p class="note">${note}</p>`}
    <${Savable} title=${saved.of ?? title}
      file=${[saved.name, saved.from, saved.to].join("-")}
      notes=${[[saved.of === undefined ? "" : title,
        months(saved.from, saved.to), saved.n === undefined ? ""
          : t("n", { n: number(saved.n) })].filter(Boolean).join(" · "),
      note ?? ""].filter(Boolean)}>${children}<//>
  </section>`;

/** @param {{n: number}[]} figures */
export const sumOf = (figures) => figures.reduce((sum, f) => sum + f.n, 0);
