// SPDX-License-Identifier: EUPL-1.2
/*
 * central_sample_pages.mjs - made-up replies for Trend, Needs, Trust and
 * Overview: periods of one and of more months, overlapping, capped and hidden
 * ones, a ceiling, a change, a site without anything.  Clearly synthetic.
 */
import { capped, difference, exact, LEVELS, NAMES, none, OPTIONS,
  QUESTIONS, SHORT } from "./central_sample.mjs";

const asked = (id) => ({ question: id, text: QUESTIONS.find((q) =>
  q[0] === id.split(".")[0])[2], levels: LEVELS, labels: SHORT });

const months = (address) => {
  const q = new URL(address, "http://mock").searchParams;
  return { from: q.get("from"), to: q.get("to") };
};

const point = (first, last, f) => ({ first, last, ...f });
const LINES = [
  [point("2025-11", "2025-11", exact([3, 7, 19, 11])),
    point("2025-12", "2025-12", exact([6, 9, 21, 9])),
    point("2026-01", "2026-03", exact([4, 12, 23, 8])),
    point("2026-04", "2026-04", none()),
    point("2026-05", "2026-06", exact([5, 9, 24, 14])),
    point("2026-07", "2026-10", exact([6, 14, 31, 19]))],
  Array.from({ length: 12 }, (_, i) => {
    const m = `${i < 2 ? 2025 : 2026}-${String((i + 10) % 12 + 1).padStart(2, "0")}`;
    return point(m, m, exact([9 + i % 4, 21, 40 + 3 * i, 18 + i]));
  }),
  [point("2025-12", "2026-02", capped(20, 0, 18)),
    point("2026-03", "2026-05", exact([12, 22])),
    point("2026-05", "2026-08", exact([6, 24]))],
  [point("2026-06", "2026-06", exact([21, 19, 11, 4])),
    point("2026-07", "2026-07", exact([3, 5, 31, 24]))],
  [],
];

const changeOf = (points) => {
  const last = points.length - 1;
  const before = points.findLastIndex((p) => p.n > 0 &&
    p.last < points[last].first);
  return before < 0 ? null : { before, after: last,
    ...difference(points[last], points[before], 2.4) };
};

/** GET /api/v1/trend */
export const trend = (address) => ({
  ...asked(new URL(address, "http://mock").searchParams.get("question")),
  ...months(address), sites: NAMES.map((site, i) => ({ site, points: LINES[i],
    straddling: i === 0 ? 1 : 0,
    change: LINES[i].length === 0 ? null : changeOf(LINES[i]) })) });

/** GET /api/v1/needs */
export const needs = (address) => ({ ...asked("N01"), ...months(address),
  options: OPTIONS.N01.map(([code, text], i) => ({ id: `N01.${code}`, text,
    sites: 4, ...exact([170 + 20 * i, 250 - 20 * i]) })),
  sites: NAMES.map((site, i) => ({ site, options: OPTIONS.N01.map((_, k) =>
    i === 4 || (i === 2 && k === 1) ? none()
      : k === 3 ? capped(64 + i, 62 + i, 0)
        : exact([30 + 7 * ((i + k) % 5), 34 - 7 * ((i + k) % 5) + i])) })) });

const mean = (f) => {
  if (f.level !== 0)
    return null;
  const m = f.counts.reduce((sum, c, i) => sum + c * i, 0) / f.n;
  const half = 2 / Math.sqrt(f.n);
  return { low: m - half, high: Math.min(3, m + half), mean: m };
};

const TRUST = { C07: [exact([6, 14, 41, 19]), exact([9, 21, 52, 38]),
  capped(20, 0, 18), exact([0, 3, 31, 18]), none()],
C08: [exact([41, 24, 10, 5]), exact([50, 21, 12, 8]), capped(20, 18, 0),
  exact([12, 14, 10, 8]), none()],
C12: [exact([11, 19, 24, 8]), exact([20, 22]), exact([9, 8, 7, 6]),
  exact([7, 12, 21, 10]), none()] };

/** GET /api/v1/trust */
export function trust(address) {
  const items = Object.entries(TRUST).map(([id, figures]) => ({
    ...asked(id === "C07" ? "C04" : id), ...months(address), question: id,
    reversed: id === "C08", sites: figures.map((f, i) => ({ site: NAMES[i], ...f,
      ceiling: f.at_least !== null || (id === "C07" && i === 3),
      mean: f.n === 0 ? null : mean(f) })) }));
  return { ...months(address), scale: 3, items, sites: NAMES.map((site, i) => {
    const m = items.map((c) => c.sites[i].mean);
    const all = (key) => (m[0][key] + 3 - m[1][key === "low" ? "high"
      : key === "high" ? "low" : "mean"] + m[2][key]) / 3;
    return { site, index: m.includes(null) ? null
      : { low: all("low"), high: all("high"), mean: all("mean") } };
  }) };
}

/** GET /api/v1/overview */
export const overview = () => ({ compared: 31,
  fresh: ["C08", "C01", "C04"].map((id) => ({ ...asked(id), from: "2026-09",
    to: "2026-10", sites: 4, ...(id === "C01" ? capped(140, 20, 110)
      : exact([21, 30, 88, 41])) })),
  changes: [{ question: "C04", site: "Gent", before: LINES[3][0],
    after: LINES[3][1], ...difference(LINES[3][1], LINES[3][0], 3.2) }] });


/* What was counted of one channel: releases, answers, who could answer and was
 * asked (each the least and the most), in how many releases, and who declined:
 * in how many, the least and the most. */
const counted = (releases, answered, eligible, asked, [k, of] = [releases,
  releases], declined = null) => ({ releases: of, answer_sets: Math.round(answered * of /
    Math.max(1, releases)), counted: releases === 0 ? null : { releases, answered,
  eligible, response: { low: answered / eligible[1], high: answered / eligible[0] } },
asked: asked === null ? null : { releases: k, answered, eligible, asked,
  reach: { low: asked[0] / eligible[1], high: Math.min(1, asked[1] / eligible[0]) },
  response: { low: answered / asked[1], high: answered / asked[0] } },
declined: declined === null ? null : { releases: declined[0], answered,
  declined: [declined[1], declined[2]] } });
const EMPTY = counted(0, 0, [0, 0], null, [0, 0]);
const COUNTS = [
  [counted(9, 412, [760, 760], [690, 690], [9, 9], [9, 63, 71]), counted(4, 88, [130, 138], [121, 125])],
  [counted(3, 120, [310, 310], null, [0, 8], [6, 0, 24]), EMPTY],
  [counted(2, 31, [31, 39], [31, 39]), EMPTY],
  [counted(5, 160, [212, 212], [190, 190], [5, 5], [5, 17, 17]), counted(0, 0, [0, 0], null, [0, 3])],
  [EMPTY, EMPTY],
];

const plus = (a, b) => a.map((v, i) => v + b[i]);

function together(a, b) {
  const c = [a, b].filter((r) => r.counted !== null);
  const all = [a, b].filter((r) => r.asked !== null);
  const add = (list, key, of) => list.map((r) => r[of][key]).reduce((x, y) =>
    Array.isArray(x) ? plus(x, y) : x + y);
  const declined = a.declined ?? b.declined; // never of both
  if (c.length === 0)
    return { ...EMPTY, releases: a.releases + b.releases };
  const made = counted(add(c, "releases", "counted"), add(c, "answered", "counted"),
    add(c, "eligible", "counted"), all.length === 0 ? null
      : add(all, "asked", "asked"), [all.length === 0 ? 0
      : add(all, "releases", "asked"), a.releases + b.releases]);
  return { ...made, declined };
}

/** GET /api/v1/silence */
export const silence = (address) => ({ ...months(address),
  sites: NAMES.map((site, i) => ({ site, ...together(...COUNTS[i]),
    channels: ["self", "assisted"].map((channel, k) =>
      ({ channel, ...COUNTS[i][k] })) })) });
