// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_pages.js - the pages of staff, in the order of their navigation.
 *
 * id is the fragment of the address and the key of the page's name in
 * staff_words.js.  view is given {status, releases, titles, about, session}.
 */
import { Others } from "./staff_others.js";
import { Overview } from "./staff_overview.js";
import { Paper } from "./staff_paper.js";
import { People } from "./staff_people.js";
import { Releases } from "./staff_releases.js";
import { Waves } from "./staff_waves.js";

/** @type {{id: string, view: any}[]} */
export const PAGES = [
  { id: "overview", view: Overview },
  { id: "waves", view: Waves },
  { id: "people", view: People },
  { id: "paper", view: Paper },
  { id: "sent", view: Releases },
  { id: "others", view: Others },
];
