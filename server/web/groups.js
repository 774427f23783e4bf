// SPDX-License-Identifier: EUPL-1.2
/*
 * groups.js - one question by groups of people: a panel a site, a bar a group,
 * both in their fixed order, on one axis.  Where nothing was released by group
 * there is a dot, whatever the reason, and one sentence for all of them.
 */
import { cls, html } from "../../common/web/ui.js";
import { number, text } from "../../common/web/i18n.js";
import { AxisTicks, divergingAxis, HatchDefs } from "../../common/web/chart.js";
import { t } from "./words.js";
import { Head, Legend, Row, useWidth } from "./bars.js";
import { groupsOf, people } from "./say.js";

/** @typedef {import("./say.js").Comparison} Comparison */
/** @typedef {import("../../common/web/chart.js").Axis} Axis */

/** What is not in the bars of a panel. @param {{s: import("./say.js").Site}} p */
function PanelNotes({ s }) {
  const b = s.breakdown, list = [];
  if (b !== null && b.shown > 0 && b.hidden > 0)
    list.push(t.n("hiddengroups", b.hidden));
  if (b !== null && b.apart > 0)
    list.push(t.n("apart", b.apart));
  return list.map((words) => html`<p class="row-note">${words}</p>`);
}

/** @param {{s: import("./say.js").Site, c: Comparison, axis: Axis,
 *   width: number, index: number, measure: any}} props */
function Panel({ s, c, axis, width, index, measure }) {
  const groups = groupsOf(s);
  if (groups.length === 0)
    return html`
      <div class="panel" role="listitem">
        <h3>${s.site}</h3>
        <p class="nothing-here"><b aria-hidden="true">·</b>${t("nogroups")}</p>
        <${PanelNotes} s=${s} />
      </div>`;
  return html`
    <div class="panel" role="listitem">
      <${Head} c=${c} axis=${axis} name=${html`<h3>${s.site}</h3>`} />
      <div role="list" aria-label=${s.site}>
        ${groups.map((g, i) => html`<div role="listitem">
          <${Row} name=${people(g.codes, c)}
            label=${`${s.site}, ${people(g.codes, c)}`} f=${g} c=${c}
            axis=${axis} width=${width} id=${`group-${index}-${i}`}
            slim=${true} brief=${true} /></div>`)}
      </div>
      <div class="row axis-foot" aria-hidden="true"><div class="row-name"></div>
        <div class="row-bar" ref=${measure}><${AxisTicks} axis=${axis}
          sparse=${true} /></div>
        <div class="row-share"></div></div>
      <${PanelNotes} s=${s} />
    </div>`;
}

/** How many sites have something to show, and the sentence for the others.
 * @param {{c: Comparison}} props */
export function GroupsWhy({ c }) {
  const k = c.sites.filter((s) => (s.breakdown?.shown ?? 0) > 0).length;
  return html`
    <p class="groups-known">${t("groupsknown",
      { k: number(k), m: number(c.sites.length) })}</p>
    <p class="why" id="why"><b aria-hidden="true">·</b>
      <span>${t("groupswhy")}</span></p>`;
}

/** @param {{c: Comparison}} props */
export function Groups({ c }) {
  const { ref, width } = useWidth();
  const figures = c.sites.flatMap(groupsOf);
  const axis = divergingAxis(figures, c.levels);
  const shown = c.sites.findIndex((s) => groupsOf(s).length > 0);
  return html`
    <section class="card chart">
      <h2>${t("groupstitle", { text: text(c.attribute?.text) || c.attribute?.id })}</h2>
      <p class="note">${t("groupsfixed")} ${t("groupschance")}</p>
      <${HatchDefs} />
      <${Legend} c=${c} figures=${figures}
        dot=${c.sites.some((s) => groupsOf(s).length === 0)} />
      <div class=${cls("panels", c.sites.length === 1 && "one")} role="list"
          aria-label=${t("groupshead")}>
        ${c.sites.map((s, i) => html`<${Panel} key=${s.site} s=${s} c=${c}
          axis=${axis} width=${width} index=${i}
          measure=${i === shown ? ref : null} />`)}
      </div>
    </section>`;
}
