// SPDX-License-Identifier: EUPL-1.2
/* routes.mjs - the rows of every struct http_route in a folder of C sources. */
import { readdirSync, readFileSync } from "node:fs";

const ROW = /\{\s*"(GET|PUT|POST|DELETE|PATCH)",\s*"(\/[^"]*)",\s*\w+\s*\}/g;

/** @param {string} folder "server" or "client" */
export function routes(folder) {
  const root = new URL(`../../${folder}/`, import.meta.url);
  return readdirSync(root).filter((f) => f.endsWith(".c")).flatMap((f) =>
    [...readFileSync(new URL(f, root), "utf8").matchAll(ROW)].map((m) =>
      ({ method: m[1], path: m[2], file: `${folder}/${f}` })));
}
