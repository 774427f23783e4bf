// SPDX-License-Identifier: EUPL-1.2
/*
 * pictograms.mjs FOLDER - all pictograms on one sheet, at 96 and at 48 pixels,
 * in light, dark, print and the system's own colours: pictures to look at.
 * It checks nothing; tests/content/pictograms.mjs does.
 *
 *   WK_CHROMIUM  the browser, /usr/bin/chromium
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const { chromium } = createRequire(new URL("common/web/package.json", root))(
  "playwright-core");
const out = process.argv[2];
if (out === undefined)
  throw new Error("say where the pictures go");
mkdirSync(out, { recursive: true });

const css = `${read("common/web/tokens.css").replace(/@import.*/g, "")}
${read("client/web/kiosk_art.css")}
body { margin: 0; background: var(--card); color: var(--ink); }
main { display: flex; flex-wrap: wrap; gap: 12px; padding: 12px; }
figure { margin: 0; width: 112px; text-align: center; font: 9px sans-serif; }
.art { display: block; margin: auto; width: 96px; height: 96px; }
.small figure { width: 64px; font-size: 0; }
.small .art { width: 48px; height: 48px; }`;
const figures = readdirSync(new URL("client/content/pictograms", root)).sort()
  .map((f) => `<figure>${read(`client/content/pictograms/${f}`)
    .replace("<svg", '<svg class="art"')}${f.replace(".svg", "")}</figure>`).join("");
const sheet = `<!doctype html><style>${css}</style><main>${figures}</main>
  <main class="small">${figures}</main>`;

/** How each sheet is shown: what the browser says of its medium. */
const WAYS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  print: { media: "print" },
  forced: { forcedColors: "active", colorScheme: "dark" },
};

const browser = await chromium.launch({
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
  executablePath: process.env.WK_CHROMIUM ?? "/usr/bin/chromium" });
try {
  for (const [name, way] of Object.entries(WAYS)) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.emulateMedia(way);
    await page.setContent(sheet);
    await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
    await page.close();
  }
} finally {
  await browser.close();
}
