// SPDX-License-Identifier: EUPL-1.2
/*
 * scene_draw.js - a scene (scene.js) drawn again: as an SVG that stands alone,
 * or on a canvas.
 *
 *   toSvg(scene, "title")           the text of a file
 *   await toPng(scene)              a Blob, twice as fine as the screen
 */

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Mark} Mark */
/** @typedef {import("./scene.js").Colour} Colour */

export const FONT = "\"Noto Sans\", \"Segoe UI\", Arial, Helvetica, sans-serif";
const FINE = 2;
const MOST = 16_000; // pixels of a side that every browser still draws

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" };
const esc = (/** @type {string} */ s) => s.replace(/[&<>"]/g, (c) =>
  ESCAPES[/** @type {"&"} */ (c)]);
const num = (/** @type {number | undefined} */ v) =>
  String(Math.round((v ?? 0) * 100) / 100);
const fine = (/** @type {number} */ v) => String(Math.round(v * 1e5) / 1e5);

/* ---- SVG ---- */

/** @param {string} name @param {Colour | null} c */
const paint = (name, c) => c === null ? ` ${name}="none"`
  : ` ${name}="${c.paint.startsWith("url ") ? `url(#${esc(c.paint.slice(4))})`
    : c.paint}"${c.alpha < 1 ? ` ${name}-opacity="${num(c.alpha)}"` : ""}`;

/** @param {Mark} m */
function look(m) {
  const moved = m.matrix.some((v, i) => Math.abs(v - (i % 3 === 0 && i < 4
    ? 1 : 0)) > 1e-6);
  return paint("fill", m.fill) + (m.stroke === null ? ""
    : `${paint("stroke", m.stroke)} stroke-width="${num(m.width)}"`) +
    (m.dash.length > 0 ? ` stroke-dasharray="${m.dash.map(num).join(" ")}"`
      : "") +
    (moved ? ` transform="matrix(${m.matrix.map(fine).join(" ")})"` : "");
}

/** @param {Mark} m */
function element(m) {
  switch (m.kind) {
  case "rect":
    return `<rect x="${num(m.x)}" y="${num(m.y)}" width="${num(m.w)}" height="${
      num(m.h)}"${m.r ? ` rx="${num(m.r)}"` : ""}${look(m)}/>`;
  case "circle":
    return `<circle cx="${num(m.x)}" cy="${num(m.y)}" r="${num(m.r)}"${
      look(m)}/>`;
  case "path":
    return `<path d="${esc(m.d ?? "")}"${look(m)}/>`;
  case "text": // as wide as here, whatever letters there are elsewhere
    return `<text x="${num(m.x)}" y="${num(m.y)}" textLength="${num(m.w)
    }" lengthAdjust="spacingAndGlyphs" font-size="${num(m.size)}"${
      m.weight === "400" ? "" : ` font-weight="${m.weight}"`}${
      m.anchor === "start" ? "" : ` text-anchor="${m.anchor}"`}${
      m.stroke === null ? "" : " paint-order=\"stroke\""}${look(m)}>${
      esc(m.text ?? "")}</text>`;
  }
}

/** @param {Scene} s @param {string} title */
export function toSvg(s, title) {
  const patterns = [...s.patterns.values()].map((p) => `<pattern id="${
    esc(p.id)}" width="${num(p.w)}" height="${num(p.h)
  }" patternUnits="userSpaceOnUse" patternTransform="matrix(${
    p.matrix.map(fine).join(" ")})">${p.marks.map(element).join("")}</pattern>`);
  return [`<svg xmlns="http://www.w3.org/2000/svg" width="${num(s.width)
  }" height="${num(s.height)}" viewBox="0 0 ${num(s.width)} ${num(s.height)
  }" role="img" font-family="${esc(FONT)}">`,
  `<title>${esc(title)}</title>`,
  ...(patterns.length > 0 ? [`<defs>${patterns.join("")}</defs>`] : []),
  ...s.marks.map(element), "</svg>", ""].join("\n");
}

/* ---- Canvas ---- */

/** @param {CanvasRenderingContext2D} to @param {Colour} c @param {Scene} s
 * @param {number} times */
function brush(to, c, s, times) {
  if (!c.paint.startsWith("url "))
    return c.paint;
  const p = s.patterns.get(c.paint.slice(4));
  const tile = document.createElement("canvas");
  const on = tile.getContext("2d");
  if (p === undefined || on === null)
    return "#888";
  tile.width = Math.ceil(p.w * times);
  tile.height = Math.ceil(p.h * times);
  for (const m of p.marks)
    draw(on, m, s, times);
  const found = to.createPattern(tile, "repeat");
  // The tile is as fine as the picture; its places are not.
  found?.setTransform(new DOMMatrix(p.matrix).scale(1 / times));
  return found ?? "#888";
}

/** @param {Mark} m */
function outline(m) {
  const path = new Path2D();
  if (m.kind === "rect")
    path.rect(m.x ?? 0, m.y ?? 0, m.w ?? 0, m.h ?? 0);
  else if (m.kind === "circle")
    path.arc(m.x ?? 0, m.y ?? 0, m.r ?? 0, 0, 2 * Math.PI);
  else
    path.addPath(new Path2D(m.d));
  return path;
}

/** @param {CanvasRenderingContext2D} to @param {Mark} m @param {Scene} s
 * @param {number} times */
function draw(to, m, s, times) {
  const [a, b, c, d, e, f] = m.matrix;
  to.setTransform(new DOMMatrix([times, 0, 0, times, 0, 0])
    .multiply(new DOMMatrix([a, b, c, d, e, f])));
  if (m.kind === "text") {
    to.font = `${m.weight} ${m.size}px ${FONT}`;
    to.textAlign = m.anchor === "middle" ? "center" : m.anchor ?? "start";
  }
  if (m.stroke !== null && m.kind === "text") // a rim, behind the letters
    stroked(to, m, s, times, () => to.strokeText(m.text ?? "", m.x ?? 0,
      m.y ?? 0));
  if (m.fill !== null) {
    to.globalAlpha = m.fill.alpha;
    to.fillStyle = brush(to, m.fill, s, times);
    if (m.kind === "text")
      to.fillText(m.text ?? "", m.x ?? 0, m.y ?? 0);
    else
      to.fill(outline(m));
  }
  if (m.stroke !== null && m.kind !== "text")
    stroked(to, m, s, times, () => to.stroke(outline(m)));
}

/** @param {CanvasRenderingContext2D} to @param {Mark} m @param {Scene} s
 * @param {number} times @param {() => void} stroke */
function stroked(to, m, s, times, stroke) {
  if (m.stroke === null)
    return;
  to.globalAlpha = m.stroke.alpha;
  to.strokeStyle = brush(to, m.stroke, s, times);
  to.lineWidth = m.width;
  to.lineJoin = m.kind === "text" ? "round" : "miter";
  to.setLineDash(m.dash);
  stroke();
}

/** @param {Scene} s @returns {Promise<Blob>} */
export function toPng(s) {
  const times = Math.min(FINE, MOST / s.width, MOST / s.height);
  const canvas = document.createElement("canvas");
  const to = canvas.getContext("2d");
  canvas.width = Math.round(s.width * times);
  canvas.height = Math.round(s.height * times);
  if (to !== null)
    for (const m of s.marks)
      draw(to, m, s, times);
  return new Promise((done, failed) => canvas.toBlob((b) => b === null
    ? failed(new Error("no picture")) : done(b), "image/png"));
}
