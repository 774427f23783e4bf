// SPDX-License-Identifier: EUPL-1.2
/*
 * pages.js - every page of the comparison, in the order of the navigation.  A
 * page is one line here, a component of its own, and a file of words that says
 * its name: words_NAME.js, which words.js puts with the others.
 *
 * name     in the address (?page=), and the word for it
 * page     draws it, given PageProps
 * figures  it shows figures: without any, one sentence stands in its place
 * apart    it is about single sites: not for those who see all together
 */
import { together } from "./audience.js";
import { Compare } from "./compare.js";
import { Data } from "./data.js";
import { Needs } from "./needs.js";
import { Overview } from "./overview.js";
import { Silence } from "./silence.js";
import { Sites } from "./sites.js";
import { Trend } from "./trend.js";
import { Trust } from "./trust.js";
import { Ways } from "./ways.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {{known: import("./pick.js").Known, view: View,
 *   change: (v: Partial<View>) => void}} PageProps */
/** @typedef {{name: string, page: (props: PageProps) => any,
 *   figures: boolean, apart?: boolean}} Page */

/** @type {Page[]} */
export const PAGES = [
  { name: "overview", page: Overview, figures: true },
  { name: "compare", page: Compare, figures: true },
  { name: "trend", page: Trend, figures: true },
  { name: "ways", page: Ways, figures: true },
  { name: "trust", page: Trust, figures: true },
  { name: "needs", page: Needs, figures: true },
  { name: "silence", page: Silence, figures: true },
  { name: "sites", page: Sites, figures: false, apart: true },
  { name: "data", page: Data, figures: false },
];

/** Whether it is for whoever looks. @param {Page} p */
export const isFor = (p) => !(p.apart && together());

/** The page of that name; the first when there is none.
 * @param {string} name */
export const pageOf = (name) => PAGES.find((p) => p.name === name) ?? PAGES[0];
