// SPDX-License-Identifier: EUPL-1.2
/*
 * say.js - figures in words: labels of groups, shares, intervals, pairs.
 */
import { number, text } from "../../common/web/i18n.js";
import { percent } from "../../common/web/chart.js";
import { t } from "./words.js";

/** @typedef {import("../../common/web/chart.js").Figure & {
 *   answer_sets: number, aside: number, hidden: number, not_asked: number,
 *   ceiling?: boolean, honest?: Honest | null,
 *   intervals: {low: number, high: number}[] | null}} Figures */
/** @typedef {Pick<Figures, "n" | "at_least" | "positive">} Share  of a total, of
 *   a point in time, of an option */
/** @typedef {{low: number, high: number, eligible: number,
 *   sure: {low: number, high: number}}} Honest */
/** @typedef {Figures & {channel: "self" | "assisted"}} Channel */
/** @typedef {{project: string | null, channel: "self" | "assisted",
 *   first: string, last: string}} Part */
/** @typedef {Omit<Figures, "hidden" | "not_asked"> & {codes: string[]}} Group */
/** @typedef {{coding: number | null, level: number | null, groups: Group[],
 *   shown: number, hidden: number, not_asked: number,
 *   apart: number}} Breakdown */
/** @typedef {{low: number, high: number, clear: boolean}} Gap */
/** @typedef {Figures & {site: string, channels: Channel[], gap: Gap | null,
 *   straddling: Part[], breakdown: Breakdown | null}} Site */
/** @typedef {Record<string, import("../../common/web/i18n.js").Text>} Labels */
/** @typedef {{a: string, b: string, low: number, high: number,
 *   clear: boolean}} Difference */
/** @typedef {{question: string, text: import("../../common/web/i18n.js").Text,
 *   from: string, to: string, levels: string[][][], labels: Labels,
 *   attribute: {id: string, text: import("../../common/web/i18n.js").Text,
 *     codings: string[][][], labels: Labels} | null,
 *   sites: Site[], differences: Difference[],
 *   funnel: Funnel | null}} Comparison */
/** @typedef {Pick<Comparison, "levels" | "labels">} Sides */
/** @typedef {{low: number, high: number}} Limits */
/** @typedef {{target: number, sites: number, outside: string[],
 *   limits: {n: number, near: Limits, far: Limits}[]}} Funnel */

/** From so many sites on, differences are told one by one. */
export const MANY = 12;

/** "yes / yes, a lot" @param {string[]} codes @param {{labels: Labels}} c */
export const group = (codes, c) =>
  codes.map((code) => text(c.labels[code]) || code).join(" / ");

/** "18 to 35"; without codes they did not say.
 * @param {string[]} codes @param {Comparison} c */
export const people = (codes, c) => codes.length === 0 ? t("notsaid")
  : group(codes, c.attribute ?? c);

/** Of a site that released it: each group, as a figure of its own.
 * @param {Site} s @returns {(Figures & {codes: string[]})[]} */
export const groupsOf = (s) => (s.breakdown?.groups ?? []).map((g) =>
  ({ ...g, hidden: 0, not_asked: 0 }));

/** The side right of the line. @param {Sides} c */
export const rightSide = (c) => group(c.levels[c.levels.length - 1][1], c);

/** @param {Sides} c */
export const leftSide = (c) => group(c.levels[c.levels.length - 1][0], c);

/** "66–82 %", or "75 %" when both round to one.
 * @param {number} low @param {number} high */
export function span(low, high) {
  const a = percent(low), b = percent(high);
  return a === b ? a : `${number(Math.round(low * 100))}–${b}`;
}

/** The least and the most that the share right of the line may be, where only
 * bounds are known.  @param {Share} f @returns {[number, number] | null} */
export const ends = (f) => f.at_least === null || f.n === 0 ? null
  : [f.at_least[1] / f.n, 1 - f.at_least[0] / f.n];

/** The share right of the line, or its bounds. @param {Share} f */
export function share(f) {
  if (f.positive === null)
    return "·";
  return f.positive.share !== null ? percent(f.positive.share)
    : span(...ends(f) ?? [0, 1]);
}

/** @param {Share} f */
export const interval = (f) => f.positive === null ? ""
  : span(f.positive.low, f.positive.high);

/** "at least 18 of 20: yes / yes, a lot", one for each side that is known.
 * @param {Figures} f @param {Comparison} c @returns {string[]} */
export function bounds(f, c) {
  if (f.at_least === null)
    return [];
  const groups = c.levels[c.levels.length - 1];
  return f.at_least.flatMap((a, i) => a === 0 ? [] : [t("atleast",
    { a: number(a), n: number(f.n), label: group(groups[i], c) })]);
}

/** Names in one line; past max only how many more.
 * @param {string[]} names @param {number} max */
export const names = (names, max = 8) => names.length <= max
  ? names.join(", ")
  : `${names.slice(0, max).join(", ")} ${t.n("more", names.length - max)}`;

/** "+8", "−12" @param {number} v a difference of shares */
const points = (v) => number(Math.round(v * 100),
  { signDisplay: "exceptZero" }).replace("-", "−");

/** "−12 and +8" @param {{low: number, high: number}} d */
export const between = (d) => t("points", { low: points(d.low),
  high: points(d.high) });
