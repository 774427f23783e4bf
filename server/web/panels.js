// SPDX-License-Identifier: EUPL-1.2
/*
 * panels.js - small charts of equal make: a panel a site, a bar a row, sites
 * and rows in their fixed order, all on one axis.
 */
import { cls, html } from "../../common/web/ui.js";
import { divergingAxis, HatchDefs } from "../../common/web/chart.js";
import { AxisFoot, Head, Legend, Row, RowNotes, useWidth } from "./bars.js";

/** @typedef {import("./say.js").Comparison} Comparison */
/** @typedef {import("./say.js").Figures} Figures */
/** @typedef {{site: string, rows: {name: string, f: Figures}[], none: string,
 *   notes: any[]}} PanelOf  none: said where there are no rows */
/** @typedef {import("../../common/web/chart.js").Axis} Axis */

/** @param {{p: PanelOf, c: Comparison, axis: Axis, width: number,
 *   index: number, measure: any}} props */
function Panel({ p, c, axis, width, index, measure }) {
  if (p.rows.length === 0)
    return html`
      <div class="panel" role="listitem">
        <h3>${p.site}</h3>
        <p class="nothing-here"><b aria-hidden="true">·</b>${p.none}</p>
        <${RowNotes} list=${p.notes} />
      </div>`;
  return html`
    <div class="panel" role="listitem">
      <h3>${p.site}</h3>
      <${Head} c=${c} axis=${axis} name=${null} />
      <div role="list" aria-label=${p.site}>
        ${p.rows.map(({ name, f }, i) => html`<div role="listitem">
          <${Row} name=${name} label=${`${p.site}, ${name}`} f=${f} c=${c}
            axis=${axis} width=${width} id=${`panel-${index}-${i}`}
            slim=${true} brief=${true} /></div>`)}
      </div>
      <${AxisFoot} axis=${axis} sparse=${true} measure=${measure} />
      <${RowNotes} list=${p.notes} />
    </div>`;
}

/** @param {{c: Comparison, panels: PanelOf[], label: string}} props */
export function Panels({ c, panels, label }) {
  const { ref, width } = useWidth();
  const figures = panels.flatMap((p) => p.rows.map((r) => r.f));
  const axis = divergingAxis(figures, c.levels);
  const shown = panels.findIndex((p) => p.rows.length > 0);
  return html`
    <${HatchDefs} />
    <${Legend} c=${c} figures=${figures} dot=${panels.some((p) =>
      p.rows.length === 0 || p.rows.some((r) => r.f.level === null))} />
    <div class=${cls("panels", panels.length === 1 && "one")} role="list"
        aria-label=${label}>
      ${panels.map((p, i) => html`<${Panel} key=${p.site} p=${p} c=${c}
        axis=${axis} width=${width} index=${i}
        measure=${i === shown ? ref : null} />`)}
    </div>`;
}
