// SPDX-License-Identifier: EUPL-1.2
/*
 * pack_check.mjs - tell what is wrong with the language packs: node
 * client/content/pack_check.mjs.  See pack_lib.mjs for what is looked at.
 */
import { fileURLToPath } from "node:url";
import { faults, load } from "./pack_lib.mjs";

process.exitCode = 1;
try {
  const content = load(fileURLToPath(new URL(".", import.meta.url)));
  const found = faults(content);
  for (const fault of found)
    console.log(fault);
  console.log(`${Object.keys(content.packs).length} packs, ${found.length} faults`);
  process.exitCode = found.length === 0 ? 0 : 1;
} catch (e) {
  console.log(e.message); // a file that cannot be read
}
