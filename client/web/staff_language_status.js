// SPDX-License-Identifier: EUPL-1.2
/* staff_language_status.js - a language's name and the sign of its state. */
import check from "lucide-static/icons/badge-check.svg";
import book from "lucide-static/icons/book-open.svg";
import draft from "lucide-static/icons/pencil.svg";

/** @type {Record<"source" | "reviewed" | "draft", string>} */
export const STATUS = { source: book, reviewed: check, draft };

/** What browsers call by its tag, or too widely. @type {Record<string, any>} */
const NAMES = {
  ff: { nl: "Pular (Guinee)", fr: "Pular (Guinée)", en: "Pular (Guinea)" },
  kmr: { nl: "Koerdisch (Kurmanci)", fr: "Kurde (kurmandji)",
    en: "Kurdish (Kurmanji)" },
  rn: { nl: "Rundi", fr: "Kirundi", en: "Rundi" },
};

/** "Arabic" @param {string} tag @param {string} lang */
export function nameOf(tag, lang) {
  const name = NAMES[tag]?.[lang] ??
    new Intl.DisplayNames([lang], { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(lang) + name.slice(1);
}
