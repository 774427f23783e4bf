// SPDX-License-Identifier: EUPL-1.2
/*
 * funnel.js - many sites at once: each share against the number of people it
 * comes from, and how far shares lie apart by chance alone.  It stands where
 * others would put an order of merit.
 */
import { html } from "../../common/web/ui.js";
import { number } from "../../common/web/i18n.js";
import { percent } from "../../common/web/chart.js";
import { t } from "./words.js";
import { ChartCard } from "./chart_card.js";
import { useWidth } from "./bars.js";
import { ends, interval, names, rightSide, share } from "./say.js";

/** @typedef {import("./say.js").Comparison} Comparison */
/** @typedef {import("./say.js").Funnel} Funnel */
/** @typedef {import("./say.js").Site} Site */

const HEIGHT = 320, LEFT = 46, FOOT = 44, TOP = 10, RIGHT = 14;

/** @param {number} width @param {Funnel} f */
function scales(width, f) {
  const least = Math.log(f.limits[0].n * .9);
  const most = Math.log(f.limits[f.limits.length - 1].n * 1.1);
  return {
    x: (/** @type {number} */ n) => LEFT + (width - LEFT - RIGHT) *
      (Math.log(n) - least) / (most - least),
    y: (/** @type {number} */ v) => TOP + (HEIGHT - TOP - FOOT) * (1 - v),
  };
}

/** @typedef {ReturnType<typeof scales>} Scales */

/** The line through the limits on one side. @param {Funnel} f
 * @param {"near" | "far"} which @param {"low" | "high"} side @param {Scales} s */
const line = (f, which, side, s) => f.limits.map((l) =>
  `${s.x(l.n).toFixed(1)},${s.y(l[which][side]).toFixed(1)}`);

/** Round numbers of people for the foot: 10, 20, 50, 100, … @param {Funnel} f */
function ticks(f) {
  const list = [];
  for (let ten = 10; ten <= 1e7; ten *= 10)
    list.push(ten, 2 * ten, 5 * ten);
  return list.filter((n) => n >= f.limits[0].n * .9 &&
    n <= f.limits[f.limits.length - 1].n * 1.1);
}

/** @param {{site: Site, s: Scales}} props */
function Dot({ site, s }) {
  const words = `${site.site}: ${share(site)} (${interval(site)}), ${
    t("n", { n: number(site.n) })}`;
  const known = ends(site);
  if (known !== null)
    return html`<line class="bounds" x1=${s.x(site.n)} x2=${s.x(site.n)}
      y1=${s.y(known[0])} y2=${s.y(known[1])}><title>${words}</title></line>`;
  return html`<circle cx=${s.x(site.n)} cy=${s.y(site.positive?.share ?? 0)}
    r="4"><title>${words}</title></circle>`;
}

/** @param {{c: Comparison, f: Funnel}} props */
function Plot({ c, f }) {
  const { ref, width } = useWidth();
  const s = scales(width, f);
  const known = c.sites.filter((site) => site.n > 0);
  return html`
    <div ref=${ref}><svg class="funnel" role="img" width="100%"
        viewBox=${`0 0 ${width} ${HEIGHT}`} aria-labelledby="funnel-t"
        aria-describedby="funnel-d">
      <title id="funnel-t">${t("funneltitle", { label: rightSide(c) })}</title>
      <desc id="funnel-d">${t("funneldesc", { k: number(known.length),
        target: percent(f.target) })} ${t("funneloutside",
        { sites: names(f.outside) || "–" })}</desc>
      <polygon class="near" points=${[...line(f, "near", "low", s),
        ...line(f, "near", "high", s).reverse()].join(" ")} />
      ${[0, .25, .5, .75, 1].map((v) => html`<g>
        <line class=${v === 0 ? "chart-zero" : "chart-grid"} x1=${LEFT}
          x2=${width - RIGHT} y1=${s.y(v)} y2=${s.y(v)} />
        <text x=${LEFT - 8} y=${s.y(v)} dy=".32em" text-anchor="end">${
          percent(v)}</text></g>`)}
      <line class="target" x1=${LEFT} x2=${width - RIGHT} y1=${s.y(f.target)}
        y2=${s.y(f.target)} />
      ${/** @type {const} */ (["low", "high"]).map((side) => html`<polyline
        class="far" points=${line(f, "far", side, s).join(" ")} />`)}
      ${known.map((site) => html`<${Dot} site=${site} s=${s} />`)}
      ${ticks(f).map((n) => html`<text x=${s.x(n)} y=${HEIGHT - FOOT + 18}
        text-anchor="middle">${number(n)}</text>`)}
      <text x=${(LEFT + width) / 2} y=${HEIGHT - 4} text-anchor="middle">${
        t("funnelfoot")}</text>
    </svg></div>`;
}

/** Nothing, until there are many sites. @param {{c: Comparison,
 *   saved: import("./chart_card.js").Saved}} props */
export const FunnelCard = ({ c, saved }) => c.funnel === null ? null : html`
  <${ChartCard} title=${t("funneltitle", { label: rightSide(c) })}
      note=${t("funnelnote")} saved=${{ ...saved,
        name: `funnel-${saved.name}` }}>
    <${Plot} c=${c} f=${c.funnel} />
    <p>${c.funnel.outside.length === 0 ? t("funnelnone")
      : t("funneloutside", { sites: names(c.funnel.outside, 20) })}</p>
  <//>`;
