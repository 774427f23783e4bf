// SPDX-License-Identifier: EUPL-1.2
/*
 * groups.js - one question by groups of people: a panel a site, a bar a group.
 * Where nothing was released by group there is a dot, whatever the reason, and
 * one sentence for all of them.
 */
import { html } from "../../common/web/ui.js";
import { number, text } from "../../common/web/i18n.js";
import { t } from "./words.js";
import { Why } from "./article.js";
import { ChartCard } from "./chart_card.js";
import { Panels } from "./panels.js";
import { groupsOf, people } from "./say.js";

/** @typedef {import("./say.js").Comparison} Comparison */

/** What is not in the bars of a panel. @param {import("./say.js").Site} s */
function notes(s) {
  const b = s.breakdown, list = [];
  if (b !== null && b.shown > 0 && b.hidden > 0)
    list.push(t.n("hiddengroups", b.hidden));
  if (b !== null && b.apart > 0)
    list.push(t.n("apart", b.apart));
  return list;
}

/** How many sites have something to show, and the sentence for the others.
 * @param {{c: Comparison}} props */
export function GroupsWhy({ c }) {
  const k = c.sites.filter((s) => (s.breakdown?.shown ?? 0) > 0).length;
  return html`
    <p class="groups-known">${t("groupsknown",
      { k: number(k), m: number(c.sites.length) })}</p>
    <${Why} words=${t("groupswhy")} />`;
}

/** @param {{c: Comparison,
 *   saved: import("./chart_card.js").Saved}} props */
export const Groups = ({ c, saved }) => html`
  <${ChartCard} title=${t("groupstitle", { text: text(c.attribute?.text) ||
      c.attribute?.id })} note=${`${t("groupsfixed")} ${t("groupschance")}`}
      saved=${saved}>
    <${Panels} c=${c} label=${t("groupshead")} panels=${c.sites.map((s) => ({
      site: s.site, none: t("nogroups"), notes: notes(s),
      rows: groupsOf(s).map((g) => ({ name: people(g.codes, c), f: g })) }))} />
  <//>`;
