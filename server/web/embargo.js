// SPDX-License-Identifier: EUPL-1.2
/*
 * embargo.js - what is not seen yet: for some days a release is with its own
 * site's team alone.  How many wait is told of the sites that one sees.
 */
import { html, Icon } from "../../common/web/ui.js";
import { t } from "./words.js";
import { together } from "./audience.js";
import { useData } from "./fetch.js";
import hourglass from "lucide-static/icons/hourglass.svg";

/** "the first 14 days" @param {number} days */
const first = (days) => t.n("firstdays", days);

/** @param {{children?: any}} props */
const Line = ({ children }) => html`
  <p class="embargo"><${Icon} svg=${hourglass} /><span>${children}</span></p>`;

/** @param {{sites: {under_embargo: number}[], days: number}} props */
export function EmbargoOf({ sites, days }) {
  const n = sites.reduce((sum, s) => sum + s.under_embargo, 0);
  return n === 0 ? null
    : html`<${Line}>${t.n("embargo", n, { days: first(days) })}<//>`;
}

/** Asks how many there are; says nothing while that is not known.
 * @param {{days: number}} props */
function Asked({ days }) {
  const { data } = useData("/api/v1/sites");
  return data && html`<${EmbargoOf} sites=${data.sites} days=${days} />`;
}

/** @param {{days: number}} props */
export const Embargo = ({ days }) => days === 0 ? null
  : together() ? html`<${Line}>${t("embargonew", { days: first(days) })}<//>`
    : html`<${Asked} days=${days} />`;
