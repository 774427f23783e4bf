// SPDX-License-Identifier: EUPL-1.2
/* staff_loop_themes.js - the themes' names, as the language packs have them. */
import { themes as en } from "../content/packs/en.json";
import { themes as fr } from "../content/packs/fr.json";
import { themes as nl } from "../content/packs/nl.json";
import { lang } from "../../common/web/i18n.js";

/** @type {Record<string, Record<string, {text: string}>>} */
const NAMES = { nl, fr, en };

/** The codes, in the order of the packs. */
export const THEMES = Object.keys(nl);

/** What a theme is called; a code that no pack knows is shown itself.
 * @param {string} code */
export const theme = (code) => NAMES[lang()][code]?.text ?? code;
