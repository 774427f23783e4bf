// SPDX-License-Identifier: EUPL-1.2
/*
 * central_routes.mjs - what the mock of the centre says of every figure: the
 * made-up data of central_sample.mjs and central_sample_pages.mjs.
 */
import * as sample from "./central_sample.mjs";
import * as pages from "./central_sample_pages.mjs";

/** By the last word of the address; each is given the address with its query. */
export const FIGURES = { questions: sample.questions, sites: sample.sites,
  compare: sample.compare, dictionary: sample.dictionary,
  ...Object.fromEntries(["trend", "needs", "trust", "overview", "silence"].map(
    (name) => [name, pages[name]])) };

// The mock looks its routes up by path; the query is in r.url.
export const routes = Object.fromEntries(Object.entries(FIGURES).map(
  ([name, make]) => [`GET /api/v1/${name}`, (body, r) => [200, make(r.url)]]));
