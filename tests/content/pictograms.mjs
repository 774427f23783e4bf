// SPDX-License-Identifier: EUPL-1.2
/*
 * pictograms.mjs - every drawing of client/content/pictograms keeps to the
 * style and is said aloud: it is listed in kiosk_pictograms.js, its code is an
 * address of each source pack, and its file holds nothing but paths of known
 * classes that stay within the grid.  The checks are tried on bad files first.
 */
import { readdirSync, readFileSync } from "node:fs";
import { PATH_COMMANDS, boxOf } from "./svg_path.mjs";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const FOLDER = "client/content/pictograms/";
const CLASSES = ["ground", "fill", "line fill", "line ground", "line", "sign",
  "dot", "line dash"];
const OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">';
const MARGIN = 4; // left free all round, for the centre of a line
const MOST = 1200; // bytes of a file: what every visit loads stays small

/** What the kiosk says for a code: its address in a pack, or null. */
export function addressOf(code, pack) {
  const cup = /^cup([0-3])$/.exec(code);
  const places = cup ? [["answers", cup[1]]]
    : ["answers", "words", "themes"].map((part) => [part, code]);
  const found = places.find(([part, key]) => pack[part][key]?.text?.trim());
  return found ? found.join(".") : null;
}

/** What is wrong with the text of one file; nothing when it is fine. */
export function faultsOf(svg) {
  const faults = [];
  if (!svg.startsWith(`${OPEN}\n`))
    faults.push("does not begin with the one svg tag");
  if (!svg.endsWith("</svg>\n"))
    faults.push("does not end with its svg tag");
  if (svg.length > MOST)
    faults.push(`${svg.length} bytes`);
  const lines = svg.split("\n").slice(1, -2);
  if (lines.length === 0)
    faults.push("draws nothing");
  for (const line of lines) {
    const path = /^<path class="([a-z ]+)" d="([^"]+)"\/>$/.exec(line);
    if (path === null || !CLASSES.includes(path[1])) {
      faults.push(`not a path of the style: ${line.slice(0, 40)}`);
      continue;
    }
    if (!PATH_COMMANDS.test(path[2]) || /\.\d\d/.test(path[2])) {
      faults.push(`not a lean path: ${path[2].slice(0, 40)}`);
      continue;
    }
    const { left, top, right, bottom } = boxOf(path[2]);
    if (!(Math.min(left, top) >= MARGIN && Math.max(right, bottom) <= 64 - MARGIN))
      faults.push(`leaves its box: ${[left, top, right, bottom]
        .map((v) => v.toFixed(1))}`);
  }
  return faults;
}

let failed = 0;
function check(what, faults) {
  if (faults.length === 0)
    return;
  failed++;
  console.log(`FAILED  ${what}: ${faults.join("; ")}`);
}

const file = (...inner) => `${OPEN}\n${inner.join("\n")}\n</svg>\n`;
/** Bad files: each must be found out. */
const BAD = [
  ["another grid", file('<path class="line" d="M9 9h9"/>').replace("64 64", "24 24")],
  ["a colour", file('<path class="line" fill="#f00" d="M9 9h9"/>')],
  ["a style", file('<path class="line" style="fill:red" d="M9 9h9"/>')],
  ["a class of its own", file('<path class="red" d="M9 9h9"/>')],
  ["a script", file("<script>alert(1)</script>")],
  ["letters", file("<text>A</text>")],
  ["a picture inside", file('<image href="x.png"/>')],
  ["nothing", `${OPEN}\n</svg>\n`],
  ["out on the right", file('<path class="line" d="M50 9h11"/>')],
  ["out by the belly of a curve", file('<path class="line" d="M9 30q-20 9 0 20"/>')],
  ["out by an arc", file('<path class="line" d="M9 20a8 8 0 1 0 0 16"/>')],
  ["too exact", file('<path class="line" d="M9.123 9h9"/>')],
  ["an unfinished path", file('<path class="line" d="M9 9q5"/>')],
  ["a second root", file('<path class="line" d="M9 9h9"/>') + file()],
  ["too long", file(`<path class="line" d="M9 9${"h1h-1".repeat(300)}"/>`)],
];
for (const [what, svg] of BAD)
  check(`finds ${what}`, faultsOf(svg).length > 0 ? [] : ["it did not"]);
check("lets a good one pass", faultsOf(file('<path class="line" d="M9 9h9"/>')));

/** The codes of kiosk_pictograms.js, each with the file it shows. */
function listed() {
  const js = read("client/web/kiosk_pictograms.js");
  const block = (name) => new RegExp(`const ${name} = \\{([^}]*)\\}`).exec(js)[1];
  const imported = new Map([...js.matchAll(
    /^import (\w+) from "\.\.\/content\/pictograms\/(\w+)\.svg";$/gm)]
    .map(([, name, file]) => [name, file]));
  const codes = block("PICTOGRAMS").match(/\w+/g).map((name) => [name, name]);
  for (const [, code, name] of block("SAME").matchAll(/(\w+): (\w+)/g))
    codes.push([code, name]);
  return new Map(codes.map(([code, name]) => [code, imported.get(name)]));
}

const codes = listed();
const names = readdirSync(new URL(FOLDER, root)).map((f) => {
  check(f, /^[A-Za-z0-9_]+\.svg$/.test(f) ? [] : ["no name of a drawing"]);
  return f.replace(/\.svg$/, "");
});
for (const name of names) {
  check(name, faultsOf(read(`${FOLDER}${name}.svg`)));
  check(name, codes.get(name) === name ? [] : ["not in kiosk_pictograms.js"]);
}
for (const [code, name] of codes)
  check(code, names.includes(name) ? [] : ["no such file"]);
const packs = ["nl", "fr", "en"].map((tag) =>
  JSON.parse(read(`client/content/packs/${tag}.json`)));
for (const pack of packs) {
  for (const code of codes.keys())
    check(`${code} in ${pack.language}`,
      addressOf(code, pack) ? [] : ["has no words to be said"]);
  for (const code of ["I1", "refused", ...Object.keys(pack.answers),
    ...Object.keys(pack.themes)])
    check(`${code} of ${pack.language}`,
      codes.has(/^[0-3]$/.test(code) ? `cup${code}` : code) ? [] : ["has no picture"]);
}
check("an unknown code has no words",
  addressOf("nobody", packs[0]) === null ? [] : ["it has"]);
console.log(`pictograms: ${names.length} drawings under ${
  codes.size} codes, ${BAD.length} bad ones found out, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
