// SPDX-License-Identifier: EUPL-1.2
/*
 * pictograms.mjs - a plugin of the bundler: a drawing of content/pictograms is
 * shipped without its tags, as one line for the classes of each path and one
 * for the path, since every visit loads them all.
 */
import { readFileSync } from "node:fs";

const PATH = /<path class="([^"]+)" d="([^"]+)"\/>/g;

/** The lines of a file's text. @param {string} svg */
export const linesOf = (svg) =>
  [...svg.matchAll(PATH)].flatMap(([, classes, d]) => [classes, d]).join("\n");

export const pictograms = {
  name: "pictograms",
  /** @param {any} build */
  setup(build) {
    build.onLoad({ filter: /content[\\/]pictograms[\\/][^\\/]+\.svg$/ },
      (/** @type {{path: string}} */ { path }) =>
        ({ contents: linesOf(readFileSync(path, "utf8")), loader: "text" }));
  },
};
