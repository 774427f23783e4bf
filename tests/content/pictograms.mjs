// SPDX-License-Identifier: EUPL-1.2
/*
 * pictograms.mjs - every drawing of client/content/pictograms keeps to the
 * style and is said aloud: it is listed in kiosk_pictograms.js, its code is an
 * address of each source pack, and its file holds nothing but paths of known
 * classes that stay within the grid.  The checks are tried on bad files first.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pictograms } from "../../common/web/pictograms.mjs";
import { PATH_COMMANDS, boxOf } from "./svg_path.mjs";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const require = createRequire(new URL("common/web/package.json", root));
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

/** The module of the kiosk, as it is bundled. */
async function shipped() {
  const { build } = require("esbuild");
  const { outputFiles } = await build({ bundle: true, write: false,
    format: "esm", plugins: [pictograms], logLevel: "error",
    entryPoints: [new URL("client/web/kiosk_pictograms.js", root).pathname],
    nodePaths: [new URL("common/web/node_modules", root).pathname] });
  return import(`data:text/javascript;base64,${
    Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

const { hasPictogram, pictogramCodes, Pictogram } = await shipped();

/** The file that the kiosk's picture of a code would be. @param {string} code */
const shown = (code) => file(...Pictogram({ code }).props.children.map(
  ({ props: { class: classes, d } }) => `<path class="${classes}" d="${d}"/>`));

const names = readdirSync(new URL(FOLDER, root)).map((f) => {
  check(f, /^[A-Za-z0-9_]+\.svg$/.test(f) ? [] : ["no name of a drawing"]);
  return f.replace(/\.svg$/, "");
});
for (const name of names) {
  const svg = read(`${FOLDER}${name}.svg`);
  check(name, faultsOf(svg));
  check(name, !hasPictogram(name) ? ["not in kiosk_pictograms.js"]
    : shown(name) === svg ? [] : ["shows another"]);
}
const packs = ["nl", "fr", "en"].map((tag) =>
  JSON.parse(read(`client/content/packs/${tag}.json`)));
for (const pack of packs) {
  for (const code of pictogramCodes())
    check(`${code} in ${pack.language}`,
      addressOf(code, pack) ? [] : ["has no words to be said"]);
  for (const code of ["I1", "refused", ...Object.keys(pack.answers),
    ...Object.keys(pack.themes)])
    check(`${code} of ${pack.language}`,
      hasPictogram(/^[0-3]$/.test(code) ? `cup${code}` : code) ? [] : ["has no picture"]);
}
check("an unknown code has no words",
  addressOf("nobody", packs[0]) === null ? [] : ["it has"]);
check("an unknown code has no picture",
  hasPictogram("nobody") || hasPictogram("toString") ? ["it has"] : []);

console.log(`pictograms: ${names.length} drawings under ${
  pictogramCodes().length} codes, ${BAD.length} bad ones found out, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
