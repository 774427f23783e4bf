// SPDX-License-Identifier: EUPL-1.2
/*
 * saving.mjs - charts taken along: by keyboard, in the dark, as SVG and as PNG,
 * and what the files are when they are opened by themselves.
 */
import { readFileSync } from "node:fs";
import { check, picture } from "./lib.mjs";

/** The file that pressing this button by keyboard gives. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"),
    button.focus().then(() => page.keyboard.press("Enter"))]);
  return { name: download.suggestedFilename(),
    bytes: readFileSync(await download.path()) };
}

/** What a browser makes of the text of an SVG that stands alone. */
const opened = (page, svg) => page.evaluate((text) => {
  const doc = new DOMParser().parseFromString(text, "image/svg+xml");
  const colours = [...doc.querySelectorAll("*")].flatMap((e) =>
    ["fill", "stroke"].map((a) => e.getAttribute(a)).filter(Boolean));
  return { broken: doc.querySelector("parsererror") !== null,
    text: [...doc.querySelectorAll("text")].map((e) => e.textContent),
    marks: doc.querySelectorAll("rect, path, circle").length,
    width: Number(doc.documentElement.getAttribute("width")),
    loose: colours.filter((c) => !/^(#[0-9a-f]{6}|none|url\(#[\w-]+\))$/.test(c)),
    lost: colours.filter((c) => c.startsWith("url(")).some((c) =>
      doc.getElementById(c.slice(5, -1)) === null),
    ground: doc.querySelector("svg > rect").getAttribute("fill") };
}, svg);

/** The first chart of what is shown, both ways.
 * @param {{words: string[], demonstration: boolean}} wanted */
export async function saving(page, open, what, wanted) {
  const buttons = page.locator(".save button");
  await page.waitForSelector(".save button");
  const theme = await page.evaluate(() =>
    document.documentElement.dataset.theme ?? "");
  const svg = await saved(page, buttons.nth(0));
  const text = svg.bytes.toString("utf8"), seen = await opened(page, text);
  check(`${what}: an SVG of its name`, /^weerklank-[\w.-]+\.svg$/.test(svg.name),
    svg.name);
  check(`${what}: it stands alone`, !seen.broken && seen.loose.length === 0 &&
    !seen.lost && !/var\(|class=|style=|<image|href=/.test(text),
  JSON.stringify(seen));
  check(`${what}: light, whatever the page is`, /^#f/.test(seen.ground) &&
    await page.evaluate(() => document.documentElement.dataset.theme ?? "") ===
    theme, seen.ground);
  const all = seen.text.join(" ");
  check(`${what}: title, figures, n and source are in it`, seen.marks > 20 &&
    wanted.words.every((w) => all.includes(w)), all.slice(0, 600));
  check(`${what}: a demonstration says so`,
    /Demonstrati|Démonstration/.test(all) === wanted.demonstration);
  const png = await saved(page, buttons.nth(1));
  check(`${what}: a PNG of its name`, /^weerklank-[\w.-]+\.png$/.test(png.name) &&
    png.bytes.readUInt32BE(0) === 0x89504e47);
  const wide = png.bytes.readUInt32BE(16);
  check(`${what}: twice as fine`, Math.abs(wide - 2 * seen.width) <= 2,
    `${wide} of ${seen.width}`);
  await look(open, what, text, png.bytes);
}

/** Both files in a page of their own. */
async function look(open, what, svg, png) {
  const page = await open({ size: "desktop" });
  const name = what.replace(/\W+/g, "-");
  await page.setContent(`<body style="margin:0">${svg}`);
  await picture(page, `saved-${name}-svg`, true);
  await page.setContent(`<body style="margin:0"><img src="data:image/png;base64,${
    png.toString("base64")}" style="width:100%">`);
  await page.waitForFunction(() => document.querySelector("img").complete);
  check(`${what}: the PNG opens`, await page.evaluate(() => {
    const img = document.querySelector("img"), at = document.createElement("canvas");
    at.width = img.naturalWidth;
    at.height = img.naturalHeight;
    const on = at.getContext("2d");
    on.drawImage(img, 0, 0);
    const found = new Set(new Uint32Array(on.getImageData(0, 0, at.width,
      at.height).data.buffer));
    return found.size > 50; // many colours: something is drawn
  }));
  await picture(page, `saved-${name}-png`, true);
  await page.context().close();
}
