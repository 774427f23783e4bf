// SPDX-License-Identifier: EUPL-1.2
/*
 * svg_path.mjs - how far a path of an SVG file reaches.
 *
 * Curves and arcs are followed in small steps, so that the box is that of the
 * drawn line and not of its control points.
 * Source: W3C, SVG 2, chapter 9 and appendix B.2.4 (centre of an arc).
 */

/** How many numbers each command takes. */
const TAKES = { m: 2, l: 2, h: 1, v: 1, q: 4, t: 2, c: 6, s: 4, a: 7, z: 0 };
const STEPS = 24;

/** Whether a text is a path at all: commands and numbers, from an M on. */
export const PATH_COMMANDS = /^M[MLHVQTCSAZmlhvqtcsaz0-9. -]+$/;

/** The commands of a path, each with its numbers; throws on a broken one. */
function commands(d) {
  const out = [];
  for (const [, letter, rest] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const n = (rest.match(/-?(\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const takes = TAKES[letter.toLowerCase()];
    if (takes === 0 ? n.length > 0 : n.length === 0 || n.length % takes !== 0)
      throw new Error(`${letter}${rest}`);
    for (let i = 0; i === 0 || i < n.length; i += takes || 1)
      out.push({ letter: i > 0 && letter === "M" ? "L"
        : i > 0 && letter === "m" ? "l" : letter, n: n.slice(i, i + takes) });
  }
  return out;
}

/** The points of a Bezier curve of any degree. */
function* curve(points) {
  for (let k = 1; k <= STEPS; k++) {
    const t = k / STEPS;
    let p = points;
    while (p.length > 1)
      p = p.slice(1).map(([x, y], i) =>
        [p[i][0] + (x - p[i][0]) * t, p[i][1] + (y - p[i][1]) * t]);
    yield p[0];
  }
}

/** The points of an arc that is part of a circle or of an upright ellipse. */
function* arc([x0, y0], [rx0, ry0, , large, sweep, x1, y1]) {
  const dx = (x0 - x1) / 2, dy = (y0 - y1) / 2;
  const grow = Math.max(1, Math.hypot(dx / rx0, dy / ry0));
  const rx = rx0 * grow, ry = ry0 * grow;
  const u = dx / rx, v = dy / ry, part = u * u + v * v;
  const k = (large === sweep ? -1 : 1) *
    Math.sqrt(Math.max(0, (1 - part) / (part || 1)));
  const cx = k * rx * v + (x0 + x1) / 2, cy = -k * ry * u + (y0 + y1) / 2;
  const from = Math.atan2((y0 - cy) / ry, (x0 - cx) / rx);
  let turn = Math.atan2((y1 - cy) / ry, (x1 - cx) / rx) - from;
  if (sweep && turn < 0)
    turn += 2 * Math.PI;
  if (!sweep && turn > 0)
    turn -= 2 * Math.PI;
  for (let i = 1; i <= STEPS; i++)
    yield [cx + rx * Math.cos(from + turn * i / STEPS),
      cy + ry * Math.sin(from + turn * i / STEPS)];
}

/** Every point that a path goes through. */
function* walk(d) {
  let at = [0, 0], start = [0, 0], mirror = null, last = "";
  for (const { letter, n } of commands(d)) {
    const kind = letter.toLowerCase(), rel = letter === kind;
    const from = at;
    const abs = (i) => [n[i] + (rel ? at[0] : 0), n[i + 1] + (rel ? at[1] : 0)];
    const bent = () => ("qt".includes(kind) ? "qt" : "cs").includes(last) && mirror
      ? [2 * at[0] - mirror[0], 2 * at[1] - mirror[1]] : at;
    let control = null, points = null;
    switch (kind) {
    case "z": at = start; break;
    case "h": at = [n[0] + (rel ? at[0] : 0), at[1]]; break;
    case "v": at = [at[0], n[0] + (rel ? at[1] : 0)]; break;
    case "q": control = abs(0); points = [from, control, abs(2)]; break;
    case "t": control = bent(); points = [from, control, abs(0)]; break;
    case "c": control = abs(2); points = [from, abs(0), control, abs(4)]; break;
    case "s": control = abs(0); points = [from, bent(), control, abs(2)]; break;
    case "a": at = abs(5); yield* arc(from, [...n.slice(0, 5), ...at]); break;
    default: at = abs(0);
    }
    if (points !== null) {
      yield* curve(points);
      at = points[points.length - 1];
    }
    if (kind === "m")
      start = at;
    yield at;
    mirror = control;
    last = kind;
  }
}

/** @param {string} d  NaN everywhere when the path is broken */
export function boxOf(d) {
  const box = { left: 64, top: 64, right: 0, bottom: 0 };
  try {
    for (const [x, y] of walk(d)) {
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  } catch {
    return { left: NaN, top: NaN, right: NaN, bottom: NaN };
  }
  return box;
}
