// SPDX-License-Identifier: EUPL-1.2
/*
 * pack_of.mjs - record that a translation is of what the sources say now:
 *
 *   node client/content/pack_of.mjs TAG [ADDRESS...]
 *
 * Run it after translating, for what was looked at: all of TAG, or only the
 * strings at these addresses ("words.I1"), when a source has changed.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { addresses, load, SOURCES, sourceHash } from "./pack_lib.mjs";

const folder = new URL(".", import.meta.url);
const [tag, ...only] = process.argv.slice(2);
const { packs, of } = load(fileURLToPath(folder));
const pack = SOURCES.includes(tag) ? undefined : packs[tag];
const all = pack === undefined ? [] : addresses(pack);
const unknown = only.filter((address) => !all.includes(address));

if (pack === undefined || unknown.length > 0) {
  console.error(unknown.length > 0 ? `${tag}: no ${unknown.join(", ")}`
    : "usage: pack_of.mjs TAG [ADDRESS...], TAG of a translation");
  process.exit(2);
}
const known = of[tag] ?? {};
const now = Object.fromEntries(all
  .map((address) => [address, only.length === 0 || only.includes(address)
    ? sourceHash(packs, address) : known[address]])
  .filter(([, hash]) => hash !== undefined));
mkdirSync(new URL("packs/of", folder), { recursive: true });
writeFileSync(new URL(`packs/of/${tag}.json`, folder),
  `${JSON.stringify(now, null, 2)}\n`);
