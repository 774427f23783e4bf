// SPDX-License-Identifier: EUPL-1.2
/*
 * scene.js - what a part of the page shows, as a list of marks: boxes, lines,
 * shapes and words with their places and colours, so that it can be drawn again
 * elsewhere (scene_draw.js).  The page's policy lets no picture be made of a
 * page, and so nothing here asks for one.
 *
 *   const s = scene(element);       in the colours that are shown now
 *
 * Left out: what paper leaves out (no-print), what only readers of screens
 * hear, and icons.  Places are CSS pixels from the element's corner; matrix
 * maps a mark's own places to them.
 */

/** @typedef {[number, number, number, number, number, number]} Matrix */
/** @typedef {{paint: string, alpha: number}} Colour  paint "#rrggbb", or "url"
 *   and then the id of a pattern */
/**
 * @typedef {{kind: "rect" | "circle" | "path" | "text", matrix: Matrix,
 *   fill: Colour | null, stroke: Colour | null, width: number, dash: number[],
 *   x?: number, y?: number, w?: number, h?: number, r?: number, d?: string,
 *   text?: string, size?: number, weight?: string,
 *   anchor?: "start" | "middle" | "end"}} Mark
 */
/** @typedef {{id: string, w: number, h: number, matrix: Matrix,
 *   marks: Mark[]}} Pattern */
/** @typedef {{width: number, height: number, marks: Mark[],
 *   patterns: Map<string, Pattern>}} Scene */

const LEFT_OUT = ".no-print, .visually-hidden, .icon, title, desc, defs, " +
  "pattern, script, style, select, input";
/** @type {Matrix} */
const SAME = [1, 0, 0, 1, 0, 0];

const pixel = document.createElement("canvas").getContext("2d",
  { willReadFrequently: true });
const measure = document.createElement("canvas").getContext("2d");

/** Any colour of CSS as #rrggbb and how solid it is; null: nothing to see.
 * @param {string} css @param {number} alpha @returns {Colour | null} */
function colour(css, alpha) {
  if (css === "none" || css === "" || alpha === 0 || pixel === null)
    return null;
  const pattern = /^url\("?#([^")]+)"?\)/.exec(css);
  if (pattern !== null)
    return { paint: `url ${pattern[1]}`, alpha };
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = css;
  pixel.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
  return a === 0 ? null : { alpha: alpha * a / 255,
    paint: `#${[r, g, b].map((v) => v.toString(16).padStart(2, "0")).join("")}` };
}

/** How far letters of this style rise above their line. @param {string} font */
function ascent(font) {
  if (measure === null)
    return 0;
  measure.font = font;
  return measure.measureText("x").fontBoundingBoxAscent;
}

/** @param {CSSStyleDeclaration} s */
const fontOf = (s) => `${s.fontWeight} ${s.fontSize} ${s.fontFamily}`;

class Walk {
  /** @param {Element} root */
  constructor(root) {
    this.root = root;
    this.corner = root.getBoundingClientRect();
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Map<string, Pattern>} */
    this.patterns = new Map();
  }

  /** @param {Partial<Mark> & {kind: Mark["kind"]}} mark */
  add(mark) {
    if (mark.fill ?? mark.stroke)
      this.marks.push({ matrix: SAME, fill: null, stroke: null, width: 0,
        dash: [], ...mark });
  }

  /** @param {Node} node @param {number} alpha  of all that is around it */
  visit(node, alpha) {
    if (node instanceof Text) {
      this.words(node, alpha);
    } else if (node instanceof Element && !node.matches(LEFT_OUT)) {
      const style = getComputedStyle(node);
      if (style.display === "none" || style.visibility === "hidden")
        return;
      const solid = alpha * Number(style.opacity);
      if (node instanceof SVGGraphicsElement)
        this.shape(node, style, solid);
      else
        this.box(node, style, solid);
      if (!(node instanceof SVGTextElement))
        node.childNodes.forEach((child) => this.visit(child, solid));
    }
  }

  /** Ground and borders of an element of HTML.
   * @param {Element} el @param {CSSStyleDeclaration} s @param {number} alpha */
  box(el, s, alpha) {
    if (s.display === "contents")
      return;
    const r = el.getBoundingClientRect();
    const x = r.left - this.corner.left, y = r.top - this.corner.top;
    if (r.width === 0 || r.height === 0)
      return;
    if (el !== this.root)
      this.add({ kind: "rect", x, y, w: r.width, h: r.height,
        r: parseFloat(s.borderTopLeftRadius) || 0,
        fill: colour(s.backgroundColor, alpha) });
    for (const [side, d] of /** @type {[string, string][]} */ ([
      ["Top", `M${x} ${y}h${r.width}`],
      ["Bottom", `M${x} ${y + r.height}h${r.width}`],
      ["Left", `M${x} ${y}v${r.height}`],
      ["Right", `M${x + r.width} ${y}v${r.height}`]])) {
      const at = /** @type {Record<string, string>} */ (
        /** @type {unknown} */ (s));
      const width = parseFloat(at[`border${side}Width`]) || 0;
      if (width > 0 && at[`border${side}Style`] !== "none")
        this.add({ kind: "path", d, width,
          stroke: colour(at[`border${side}Color`], alpha),
          dash: at[`border${side}Style`] === "dashed" ? [4, 3] : [] });
    }
  }

  /** The words of HTML, a mark a line. @param {Text} node @param {number} alpha */
  words(node, alpha) {
    const text = node.data;
    if (text.trim() === "" || node.parentElement === null)
      return;
    const s = getComputedStyle(node.parentElement), range = new Range();
    /** @type {{top: number, left: number, right: number, text: string}[]} */
    const lines = [];
    for (const m of text.matchAll(/\S+/g)) {
      range.setStart(node, m.index);
      range.setEnd(node, m.index + m[0].length);
      const rect = range.getBoundingClientRect();
      const line = lines[lines.length - 1];
      if (rect.width === 0)
        continue;
      if (line !== undefined && Math.abs(line.top - rect.top) < 2)
        Object.assign(line, { right: rect.right, text: `${line.text} ${m[0]}` });
      else
        lines.push({ top: rect.top, left: rect.left, right: rect.right,
          text: m[0] });
    }
    const side = /right|end/.test(s.textAlign) ? "end"
      : s.textAlign === "center" ? "middle" : "start";
    for (const l of lines) {
      const x = side === "end" ? l.right : side === "middle"
        ? (l.left + l.right) / 2 : l.left;
      this.add({ kind: "text", text: l.text, anchor: side,
        x: x - this.corner.left,
        y: l.top - this.corner.top + ascent(fontOf(s)),
        w: l.right - l.left, size: parseFloat(s.fontSize),
        weight: s.fontWeight, fill: colour(s.color, alpha) });
    }
  }

  /** @param {SVGGraphicsElement} el @param {CSSStyleDeclaration} s
   * @param {number} alpha */
  shape(el, s, alpha) {
    const m = el.getScreenCTM();
    if (m === null || s.display === "none")
      return;
    this.add_shape(el, s, alpha, [m.a, m.b, m.c, m.d,
      m.e - this.corner.left, m.f - this.corner.top]);
  }

  /** @param {SVGElement} el @param {CSSStyleDeclaration} s
   * @param {number} alpha @param {Matrix} matrix */
  add_shape(el, s, alpha, matrix) {
    const geometry = shapeOf(el, s);
    if (geometry === null)
      return;
    const fill = colour(s.fill, alpha * Number(s.fillOpacity || 1));
    const stroke = colour(s.stroke, alpha * Number(s.strokeOpacity || 1));
    for (const c of [fill, stroke])
      if (c !== null && c.paint.startsWith("url "))
        this.pattern(c.paint.slice(4));
    this.add({ ...geometry, matrix, stroke,
      fill: el instanceof SVGLineElement ? null : fill,
      width: stroke === null ? 0 : parseFloat(s.strokeWidth),
      dash: s.strokeDasharray === "none" ? []
        : s.strokeDasharray.split(/[ ,]+/).map(parseFloat) });
  }

  /** @param {string} id */
  pattern(id) {
    const el = document.getElementById(id);
    if (this.patterns.has(id) || !(el instanceof SVGPatternElement))
      return;
    const m = el.patternTransform.baseVal.consolidate()?.matrix;
    const inner = new Walk(this.root);
    for (const child of el.children)
      if (child instanceof SVGElement)
        inner.add_shape(child, getComputedStyle(child), 1, SAME);
    this.patterns.set(id, { id, w: el.width.baseVal.value,
      h: el.height.baseVal.value, marks: inner.marks,
      matrix: m === undefined ? SAME : [m.a, m.b, m.c, m.d, m.e, m.f] });
  }
}

/** Its words, without those that only stand there to be pointed at.
 * @param {SVGTextElement} el */
const shown = (el) => [...el.childNodes].filter((n) =>
  !(n instanceof SVGTitleElement)).map((n) => n.textContent).join("").trim();

/** @param {SVGElement} el @param {CSSStyleDeclaration} s
 * @returns {(Partial<Mark> & {kind: Mark["kind"]}) | null} */
function shapeOf(el, s) {
  const v = (/** @type {SVGAnimatedLength} */ length) => length.baseVal.value;
  if (el instanceof SVGRectElement)
    return { kind: "rect", x: v(el.x), y: v(el.y), w: v(el.width),
      h: v(el.height), r: v(el.rx) };
  if (el instanceof SVGLineElement)
    return { kind: "path",
      d: `M${v(el.x1)} ${v(el.y1)}L${v(el.x2)} ${v(el.y2)}` };
  if (el instanceof SVGCircleElement)
    return { kind: "circle", x: v(el.cx), y: v(el.cy), r: v(el.r) };
  if (el instanceof SVGPathElement)
    return { kind: "path", d: el.getAttribute("d") ?? "" };
  if (el instanceof SVGPolylineElement || el instanceof SVGPolygonElement)
    return { kind: "path", d: `M${[...el.points].map((p) =>
      `${p.x} ${p.y}`).join("L")}${el instanceof SVGPolygonElement ? "Z" : ""}` };
  if (el instanceof SVGTextElement && el.getNumberOfChars() > 0) {
    const start = el.getStartPositionOfChar(0);
    const length = el.getComputedTextLength();
    const anchor = s.textAnchor === "middle" || s.textAnchor === "end"
      ? s.textAnchor : "start";
    return { kind: "text", text: shown(el), anchor,
      x: start.x + (anchor === "middle" ? length / 2 : anchor === "end"
        ? length : 0), y: start.y, w: length, size: parseFloat(s.fontSize),
      weight: s.fontWeight };
  }
  return null;
}

/** @param {Element} element @returns {Scene} */
export function scene(element) {
  const walk = new Walk(element);
  walk.visit(element, 1);
  return { width: walk.corner.width, height: walk.corner.height,
    marks: walk.marks, patterns: walk.patterns };
}
