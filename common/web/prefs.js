// SPDX-License-Identifier: EUPL-1.2
/*
 * prefs.js - light or dark: as the device says ("auto"), or as somebody chose.
 * The choice is data-theme on <html>; tokens.css does the rest.
 */
import { useState } from "preact/hooks";

/** @typedef {"auto" | "light" | "dark"} Theme */

/** @type {Theme[]} */
export const THEMES = ["auto", "light", "dark"];
const KEY = "weerklank-theme";

/** @returns {Theme} */
function read() {
  try {
    const found = THEMES.find((x) => x === localStorage.getItem(KEY));
    return found ?? "auto";
  } catch {
    return "auto";
  }
}

/** @param {Theme} theme */
function apply(theme) {
  if (theme === "auto")
    delete document.documentElement.dataset.theme;
  else
    document.documentElement.dataset.theme = theme;
}

/** Show the page as it was last chosen; call it before rendering. */
export const startTheme = () => apply(read());

/** @returns {[Theme, (theme: Theme) => void]} */
export function useTheme() {
  const [theme, set] = useState(read);
  return [theme, (next) => {
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    apply(next);
    set(next);
  }];
}
