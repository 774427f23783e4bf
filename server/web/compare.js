// SPDX-License-Identifier: EUPL-1.2
/*
 * compare.js - the page Compare: one question of the shared core over all
 * sites, together, by channel, or by the groups of one attribute.
 */
import { html } from "../../common/web/ui.js";
import { months, text } from "../../common/web/i18n.js";
import { t } from "./words.js";
import { Article, Why } from "./article.js";
import { completed, queryOf } from "./view.js";
import { Loaded } from "./fetch.js";
import { By, Pick } from "./pick.js";
import { together } from "./audience.js";
import { Actions } from "./actions.js";
import { Embargo } from "./embargo.js";
import { Summary } from "./summary.js";
import { Bars } from "./bars.js";
import { ChartCard, sumOf } from "./chart_card.js";
import { FunnelCard } from "./funnel.js";
import { Groups, GroupsWhy } from "./groups.js";
import { groupsOf } from "./say.js";
import { Figures, GroupFigures, Pairs, Straddling } from "./tables.js";
import { Pair } from "./pair.js";
import { Slice, slice } from "./slice.js";

/** @typedef {import("./say.js").Comparison} Comparison */
/** @typedef {import("./pick.js").Known} Known */
/** @typedef {import("./view.js").View} View */
/** @typedef {import("./pages.js").PageProps} PageProps */

/** @param {View} v */
const query = (v) => queryOf(v, v.by === "" ? {} : { attribute: v.by });

/** @param {{v: View}} props */
const CompareActions = ({ v }) => html`
  <${Actions} href=${`/api/v1/compare.csv?${query(v)}`}
    file=${`weerklank-${v.question}-${v.from}-${v.to}.csv`} />`;

/** What a saved chart says of itself. @param {Comparison} c @param {View} v
 * @param {import("./say.js").Figures[]} figures */
const saved = (c, v, figures) => ({ of: text(c.text), from: c.from, to: c.to,
  name: [v.question, v.by].filter(Boolean).join("-"), n: sumOf(figures) });

/** Everybody together; some: with the sites that are drawn.
 * @param {{c: Comparison, some: Comparison, v: View, days: number,
 *   change: (v: Partial<View>) => void}} props */
const Together = ({ c, some, v, days, change }) => html`
  <${Summary} c=${c} />
  <${Why} words=${t("why")} />
  <${Embargo} days=${days} />
  <${Slice} sites=${c.sites} v=${v} change=${change} />
  <${ChartCard} title=${t("charttitle")} saved=${saved(c, v, some.sites)}
      note=${[t("fixed"), c.sites.some((s) => s.honest) ? t("honestnote") : ""]
        .join(" ").trim()}>
    <${Bars} c=${some} all=${c.sites} channels=${v.channels} setChannels=${
      (/** @type {boolean} */ on) => change({ channels: on })} />
  <//>
  <${FunnelCard} c=${c} saved=${saved(c, v, c.sites)} />
  <${CompareActions} v=${v} />
  <section class="card"><${Figures} c=${some} /></section>
  <${Pairs} c=${c} />
  <${Pair} c=${c} query=${query(v)} />`;

/** By the groups of one attribute.
 * @param {{c: Comparison, some: Comparison, v: View, days: number,
 *   change: (v: Partial<View>) => void}} props */
const Apart = ({ c, some, v, days, change }) => html`
  <${GroupsWhy} c=${c} />
  <${Embargo} days=${days} />
  <${Slice} sites=${c.sites} v=${v} change=${change} />
  <${Groups} c=${some} saved=${saved(c, v, some.sites.flatMap(groupsOf))} />
  <${CompareActions} v=${v} />
  <section class="card"><${GroupFigures} c=${some} /></section>`;

/** @param {{c: Comparison, known: Known, v: View, busy: boolean,
 *   change: (v: Partial<View>) => void}} props */
function Result({ c, known, v, busy, change }) {
  const some = { ...c, sites: slice(c.sites, v).sites };
  return html`
  <${Article} title=${text(c.text)} note=${months(c.from, c.to)} busy=${busy}
      more=${html`<${By} known=${known} view=${v} change=${change} />`}>
    ${v.by !== "" && c.attribute?.id === v.by
      ? html`<${Apart} c=${c} some=${some} v=${v} change=${change}
        days=${known.embargo_days} />`
      : html`<${Together} c=${c} some=${some} v=${v} change=${change}
        days=${known.embargo_days} />`}
    ${!together() && some.sites.some((s) => s.straddling.length > 0) && html`
      <section class="card"><${Straddling} c=${some} /></section>`}
  <//>`;
}

/** @param {PageProps} props */
export function Compare(props) {
  const { known } = props, [v, set] = completed(props);
  return html`
    <${Pick} known=${known} view=${v} change=${set} />
    <${Loaded} path=${`/api/v1/compare?${query(v)}`}>
      ${(/** @type {Comparison} */ c, /** @type {boolean} */ busy) => html`
        <${Result} c=${c} known=${known} v=${v} busy=${busy} change=${set} />`}
    <//>`;
}
