// SPDX-License-Identifier: EUPL-1.2
/*
 * chart.js - diverging stacked bars around the line between the two sides of a
 * question, and ranges: the marks of figures as common/API.md gives them.
 *
 *   const axis = divergingAxis(figures, levels);
 *   html`<${HatchDefs} />`                        once in a page
 *   html`<${AxisGrid} axis=${axis} />`            behind each row
 *   html`<${AxisTicks} axis=${axis} />`           under all rows
 *   html`<${DivergingBar} figure=${f} levels=${levels} axis=${axis}
 *       width=${620} title="…" desc="…" slim=${false} />`
 *   html`<${PointBar} p=${f.positive} axis=${plainAxis(1, .2)} title="…" />`
 *   html`<${Range} low=${-.1} high=${.2} max=${.5} title="…" />`
 *
 * A figure is {n, level, counts, at_least, positive}.  Everything is drawn in
 * per cent of the width, so a bar fits its column on paper too; width (in CSS
 * pixels) only decides which shares have room to be written.
 */
import { scaleLinear } from "d3-scale";
import { html } from "./ui.js";
import { number } from "./i18n.js";

/** @typedef {{low: number, high: number}} Interval */
/**
 * @typedef {{n: number, level: number | null, counts: number[] | null,
 *   at_least: [number, number] | null,
 *   positive: (Interval & {share: number | null}) | null,
 *   honest?: Interval | null}} Figure  honest: of all who could have answered
 */
/**
 * @typedef {{from: number, to: number, kind: "exact" | "sure" | "maybe",
 *   step: number, group: number}} Segment  from and to are shares, negative
 *   to the left of the line
 */
/** @typedef {{negative: number, positive: number, at: (share: number) => number,
 *   ticks: number[]}} Axis */

export const STEPS = 6; // .amount-0 … .amount-6 of chart.css

/** "75 %" */
export const percent = (/** @type {number} */ share) =>
  number(share, { style: "percent", maximumFractionDigits: 0 });

/**
 * How strong a group's colour is: by where its codes stand, so that "yes"
 * with "a lot" lies between the two.
 * @param {string[]} group @param {string[]} codes
 */
export function step(group, codes) {
  const middle = group.reduce((sum, c) => sum + codes.indexOf(c), 0) /
    group.length;
  return Math.round(STEPS * middle / Math.max(1, codes.length - 1));
}

/** @param {string[][]} groups @param {string[][][]} levels */
function sides(groups, levels) {
  const positive = new Set(levels[levels.length - 1][1]);
  return groups.map((g) => positive.has(g[0]));
}

/** @param {Figure} f @param {string[][][]} levels @returns {Segment[]} */
export function segments(f, levels) {
  if (f.level === null || f.n === 0)
    return [];
  const codes = levels[0].flat(), groups = levels[f.level];
  if (f.counts === null)
    return cappedSegments(f, groups, codes);
  const right = sides(groups, levels);
  const share = f.counts.map((c) => c / f.n);
  let edge = -share.reduce((sum, s, i) => right[i] ? sum : sum + s, 0);
  return share.map((s, i) => {
    const from = edge;
    edge += s;
    return { from, to: edge, kind: "exact", step: step(groups[i], codes),
      group: i };
  });
}

/** At least so many on each side; the rest may stand on either.
 * @param {Figure} f @param {string[][]} groups @param {string[]} codes
 * @returns {Segment[]} */
function cappedSegments(f, groups, codes) {
  const [left, right] = (f.at_least ?? [0, 0]).map((c) => c / f.n);
  const steps = groups.map((g) => step(g, codes));
  return [
    { from: right - 1, to: -left, kind: "maybe", step: steps[0], group: 0 },
    { from: -left, to: 0, kind: "sure", step: steps[0], group: 0 },
    { from: 0, to: right, kind: "sure", step: steps[1], group: 1 },
    { from: right, to: 1 - left, kind: "maybe", step: steps[1], group: 1 },
  ];
}

/**
 * One scale for all bars: wide enough for each side and each interval.
 * @param {Figure[]} figures @param {string[][][]} levels @returns {Axis}
 */
export function divergingAxis(figures, levels) {
  let negative = 0.3, positive = 0.3;
  for (const f of figures) {
    for (const s of segments(f, levels)) {
      negative = Math.max(negative, -s.from);
      positive = Math.max(positive, s.to);
    }
    positive = Math.max(positive, f.positive?.high ?? 0,
      f.honest?.high ?? 0);
  }
  negative = Math.ceil(negative * 10 - 1e-9) / 10;
  positive = Math.ceil(positive * 10 - 1e-9) / 10;
  const scale = scaleLinear([-negative, positive], [0, 100]);
  const ticks = [];
  for (let i = -5; i <= 5; i++)
    if (i / 5 >= -negative - 1e-9 && i / 5 <= positive + 1e-9)
      ticks.push(i / 5);
  return { negative, positive, ticks,
    at: (share) => Math.round(scale(share) * 1000) / 1000 };
}

/** One scale from 0 to max, a mark every step. @param {number} max
 * @param {number} each @returns {Axis} */
export function plainAxis(max, each) {
  const scale = scaleLinear([0, max], [0, 100]);
  return { negative: 0, positive: max, ticks: Array.from(
    { length: Math.floor(max / each + 1e-9) + 1 }, (_, i) => i * each),
  at: (share) => Math.round(scale(share) * 1000) / 1000 };
}

const pc = (/** @type {number} */ v) => `${v}%`;

/** The pattern of "may be"; once in a page. */
export const HatchDefs = () => html`
  <svg class="chart-defs" aria-hidden="true" width="0" height="0">
    <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)">
      <rect class="hatch-ground" width="7" height="7" />
      <rect class="hatch-line" width="2" height="7" />
    </pattern>
  </svg>`;

/** Lines behind a whole row, its notes included.
 * @param {{axis: Axis}} props */
export const AxisGrid = ({ axis }) => html`
  <svg class="chart-lines" aria-hidden="true" height="100%">
    ${axis.ticks.map((s) => html`
      <line class=${s === 0 ? "chart-zero" : "chart-grid"} x1=${pc(axis.at(s))}
        x2=${pc(axis.at(s))} y1="0" y2="100%" />`)}
  </svg>`;

/** The shares under the bars, without a sign: each side counts from the line.
 * @param {{axis: Axis, sparse?: boolean, label?: (v: number) => string}} props
 *   sparse: every other one, where there is little room; label: of something
 *   else than shares */
export const AxisTicks = ({ axis, sparse, label = (v) => percent(Math.abs(v)) }) => html`
  <svg class="chart-axis" aria-hidden="true" height="24">
    ${axis.ticks.filter((s) => !sparse || Math.round(s * 5) % 2 === 0).map((s) => html`<text x=${pc(axis.at(s))} y="18"
      text-anchor="middle">${label(s)}</text>`)}
  </svg>`;

/** @param {{s: Segment, axis: Axis, height: number, width: number,
 *   label: string}} props */
function Mark({ s, axis, height, width, label }) {
  const x = axis.at(s.from), w = axis.at(s.to) - x;
  if (w <= 0)
    return null;
  const written = s.kind !== "maybe" && w * width / 100 >= 38 && height > 14;
  const y = 4;
  return html`<g class=${s.kind === "maybe" ? "maybe" : `amount-${s.step}`}>
    <rect class="mark" x=${pc(x)} y=${y} width=${pc(w)} height=${height}>
      ${label && html`<title>${label}</title>`}
    </rect>
    ${written && html`<text class="share" x=${pc(x + w / 2)}
      y=${y + height / 2} dy=".35em" text-anchor="middle">${
      percent(s.to - s.from)}</text>`}
  </g>`;
}

/** The interval as a line with ends, and a point where one share is known.
 * @param {{p: Interval & {share: number | null}, axis: Axis, y: number}} props */
const Whisker = ({ p, axis, y }) => html`<g class="whisker">
  <line x1=${pc(axis.at(p.low))} x2=${pc(axis.at(p.high))} y1=${y} y2=${y} />
  ${[p.low, p.high].map((v) => html`<line x1=${pc(axis.at(v))}
    x2=${pc(axis.at(v))} y1=${y - 4} y2=${y + 4} />`)}
  ${p.share !== null && html`<circle cx=${pc(axis.at(p.share))} cy=${y}
    r="3.5" />`}
</g>`;

/**
 * @param {{figure: Figure, levels: string[][][], axis: Axis, width: number,
 *   title: string, desc: string, slim?: boolean, id: string,
 *   label?: (s: Segment) => string}} props
 */
export function DivergingBar(props) {
  const { figure, levels, axis, width, id } = props;
  const bar = props.slim ? 16 : 26, y = bar + 14;
  const marks = segments(figure, levels);
  return html`
    <svg class="chart-bar" role="img" height=${y + 8}
        aria-labelledby=${`${id}-t`} aria-describedby=${`${id}-d`}>
      <title id=${`${id}-t`}>${props.title}</title>
      <desc id=${`${id}-d`}>${props.desc}</desc>
      ${marks.map((s) => html`<${Mark} s=${s} axis=${axis} height=${bar}
        width=${width} label=${props.label?.(s) ?? ""} />`)}
      ${marks.length > 0 && html`<line class="chart-middle"
        x1=${pc(axis.at(0))} x2=${pc(axis.at(0))} y1="0" y2=${bar + 8} />`}
      ${figure.honest && html`<rect class="honest" y=${y - 6} height="12"
        x=${pc(axis.at(figure.honest.low))} rx="3" width=${pc(
          axis.at(figure.honest.high) - axis.at(figure.honest.low))} />`}
      ${figure.positive !== null && html`<${Whisker} p=${figure.positive}
        axis=${axis} y=${y} />`}
      ${marks.length === 0 && html`<text class="nothing" x=${pc(axis.at(0))}
        y=${y / 2 + 4} dx="14" dy=".3em">·</text>`}
    </svg>`;
}

/**
 * One value on a plain axis: a bar from 0 when asked for, and its interval.
 * share null is between two bounds: then the bar is hatched where it may end.
 * @param {{p: (Interval & {share: number | null}) | null, axis: Axis,
 *   bounds?: [number, number] | null, bar?: boolean, title: string,
 *   id: string}} props
 */
export function PointBar({ p, axis, bounds, bar, title, id }) {
  const ends = p === null || !bar ? null : bounds ?? [p.share ?? 0, p.share ?? 0];
  return html`
    <svg class="chart-bar" role="img" height=${bar ? 24 : 18}
        aria-labelledby=${id}>
      <title id=${id}>${title}</title>
      ${ends !== null && html`
        <g class="amount-3"><rect class="mark" x="0" y="3" height="10"
          width=${pc(axis.at(ends[0]))} /></g>
        ${ends[1] > ends[0] && html`<g class="maybe"><rect class="mark" y="3"
          x=${pc(axis.at(ends[0]))} height="10"
          width=${pc(axis.at(ends[1]) - axis.at(ends[0]))} /></g>`}`}
      ${p !== null && html`<${Whisker} p=${p} axis=${axis} y=${bar ? 18 : 9} />`}
      ${p === null && html`<text class="nothing" x="0" y=${bar ? 13 : 10}
        dx="10" dy=".3em">·</text>`}
    </svg>`;
}

/**
 * An interval around 0, from -max to max.
 * @param {Interval & {max: number, title: string, id: string,
 *   clear?: boolean}} props
 */
export function Range({ low, high, max, title, id, clear }) {
  const at = scaleLinear([-max, max], [1, 99]);
  return html`
    <svg class=${clear ? "chart-range clear" : "chart-range"} role="img"
        height="20" aria-labelledby=${id}>
      <title id=${id}>${title}</title>
      <line class="chart-zero" x1=${pc(at(0))} x2=${pc(at(0))} y1="0"
        y2="20" />
      <line class="range" x1=${pc(at(low))} x2=${pc(at(high))} y1="10"
        y2="10" />
    </svg>`;
}
