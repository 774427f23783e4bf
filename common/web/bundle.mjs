// SPDX-License-Identifier: EUPL-1.2
/*
 * bundle.mjs - make the pages of one program:
 *
 *   node bundle.mjs OUT PAGE.html... FILE.json...
 *
 * Each page is a plain HTML shell that names its parts by relative paths:
 *
 *   <link rel="stylesheet" href="./kiosk.css">
 *   <script type="module" src="./kiosk.js"></script>
 *   <link rel="icon" href="../../common/web/icon.svg">
 *   <link rel="license" href="licences.txt">
 *
 * They are bundled, minified and written to OUT/assets under names that carry
 * a hash of their content; the page is written to OUT with the new names.
 * What packs to less has its gzip beside it, as NAME.gz.
 * A JSON file goes to OUT without its blanks; one in a folder packs (a language)
 * to OUT/assets, as pack-NAME with its hash.
 * OUT.d lists every file that was read, for the build tool (Makefile syntax).
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync }
  from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const web = dirname(fileURLToPath(import.meta.url));
const modules = join(web, "node_modules");
const { build } = await import(join(modules, "esbuild", "lib", "main.js"));
const out = resolve(process.argv[2]);
const given = process.argv.slice(3).map((p) => resolve(p));
const pages = given.filter((p) => extname(p) === ".html");
const read = new Set([fileURLToPath(import.meta.url), ...given]);

const REFERENCE = /\b(href|src)="([^"/][^"]*)"/g;

/** Write one file under a name that carries its hash; return its address. */
function hashed(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  const ext = extname(name);
  const file = `${basename(name, ext)}.${hash}${ext}`;
  writeFileSync(join(out, "assets", file), bytes);
  return `/assets/${file}`;
}

/** The licences of everything that is shipped to a browser, as one text. */
function licences() {
  const { dependencies } = JSON.parse(
    readFileSync(join(web, "package.json"), "utf8"));
  const lock = JSON.parse(readFileSync(join(web, "package-lock.json"), "utf8"));
  const shipped = Object.keys(lock.packages)
    .filter((p) => p !== "" && lock.packages[p].dev !== true)
    .sort();
  if (shipped.length < Object.keys(dependencies).length)
    throw new Error("package-lock.json does not fit package.json");
  const parts = ["Weerklank: EUPL-1.2\n\nIts pages contain parts of:\n"];
  for (const path of shipped) {
    const dir = join(web, path);
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE"]
      .map((name) => join(dir, name)).find(existsSync);
    if (file === undefined)
      throw new Error(`${path}: no licence file`);
    parts.push(`==== ${path.replace("node_modules/", "")} ` +
      `${lock.packages[path].version}\n\n${readFileSync(file, "utf8")}`);
  }
  return Buffer.from(parts.join("\n"));
}

/** Bundle the scripts and style sheets; return source path -> address. */
async function bundle(sources) {
  const result = await build({
    entryPoints: sources,
    outdir: out,
    outbase: "/",
    entryNames: "assets/[name].[hash]",
    assetNames: "assets/[name].[hash]",
    publicPath: "/",
    chunkNames: "assets/[name].[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    format: "esm",
    target: ["chrome103", "firefox102", "safari15.6"],
    charset: "utf8",
    legalComments: "none",
    loader: { ".svg": "text", ".woff2": "file" },
    nodePaths: [modules],
    absWorkingDir: web,
    logLevel: "warning",
  });
  for (const name of Object.keys(result.metafile.inputs))
    read.add(resolve(web, name));
  const addresses = new Map();
  for (const [name, o] of Object.entries(result.metafile.outputs)) {
    if (o.entryPoint === undefined)
      continue;
    const address = `/${relative(out, resolve(web, name))}`;
    addresses.set(resolve(web, o.entryPoint), address);
  }
  return addresses;
}

function references(page) {
  return [...readFileSync(page, "utf8").matchAll(REFERENCE)]
    .map((m) => m[2]);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "assets"), { recursive: true });

const sources = new Set();
for (const page of pages)
  for (const ref of references(page))
    if (/\.(js|css)$/.test(ref))
      sources.add(resolve(dirname(page), ref));
const addresses = sources.size > 0 ? await bundle([...sources]) : new Map();

for (const page of pages) {
  const html = readFileSync(page, "utf8").replace(REFERENCE, (all, key, ref) => {
    const path = resolve(dirname(page), ref);
    let address = addresses.get(path);
    if (address === undefined && ref === "licences.txt") {
      address = hashed(ref, licences());
    } else if (address === undefined) {
      read.add(path);
      address = hashed(ref, readFileSync(path));
    }
    return `${key}="${address}"`;
  });
  writeFileSync(join(out, basename(page)),
    html.replace(/<!--[^]*?-->\s*/g, "").replace(/\n\s+/g, "\n"));
}

for (const file of given.filter((p) => extname(p) === ".json")) {
  const text = JSON.stringify(JSON.parse(readFileSync(file, "utf8")));
  if (basename(dirname(file)) === "packs")
    hashed(`pack-${basename(file)}`, text);
  else
    writeFileSync(join(out, basename(file)), text);
}

for (const name of readdirSync(join(out, "assets"))) {
  const file = join(out, "assets", name), bytes = readFileSync(file);
  const gz = gzipSync(bytes, { level: 9 });
  if (gz.length < 0.9 * bytes.length)
    writeFileSync(`${file}.gz`, gz);
}

const escaped = (p) => p.replace(/([ #])/g, "\\$1").replace(/\$/g, "$$$$");
writeFileSync(`${out}.d`,
  `${escaped(process.argv[2])}.stamp: ` +
  `${[...read].sort().map(escaped).join(" \\\n  ")}\n`);
writeFileSync(`${out}.stamp`, "");
