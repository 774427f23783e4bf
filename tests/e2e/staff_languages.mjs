// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_languages.mjs - the page of languages: all of them, one of them beside
 * its source in its own direction, and a review that makes the kiosk offer it.
 */
import { accessible, check, go, picture } from "./lib.mjs";

export async function openLanguages(page) {
  await go(page, "languages");
  await page.waitForSelector(".packs", { state: "attached" });
}

/** One of them, from the list. */
async function openLanguage(page, tag) {
  await openLanguages(page);
  await page.click(`.packs a[href$="/${tag}"]`);
  await page.waitForSelector(".texts tbody tr", { state: "attached" });
  await page.waitForSelector(".recorder .strings", { state: "attached" });
}

const offered = (page) => page.evaluate(async () =>
  (await (await fetch("/api/v1/kiosk")).json()).packs.map((p) => p.language));

export async function languages(page) {
  await openLanguages(page);
  const told = await page.evaluate(async () =>
    (await (await fetch("/api/v1/languages")).json()).languages);
  check("every language, by its own name", (await page.$$eval(".packs strong",
    (all) => all.map((x) => x.textContent).sort().join())) ===
    told.map((l) => l.endonym).sort().join());
  check("nothing is missing", told.every((l) => l.missing.length === 0));
  const tag = told.find((l) => l.status === "draft" && l.direction === "rtl")
    .language;
  check("a draft is not offered at the kiosk",
    !(await offered(page)).includes(tag));
  await openLanguage(page, tag);
  check("what is long is folded", await page.$$eval(".texts", (all) =>
    all.length > 3 && all.every((d) => !d.open)) &&
    (await page.$$(".recorder details[open]")).length === 1);
  await page.$$eval(".texts", (all) => all.forEach((d) => { d.open = true; }));
  check("it is read beside the source, each in its direction",
    await page.$$eval(".texts:first-of-type tbody tr", (rows, l) =>
      rows.length > 50 && rows.every((r) => r.cells[0].lang === "nl" &&
        r.cells[1].lang === l && r.cells[1].dir === "rtl" &&
        getComputedStyle(r.cells[1]).direction === "rtl"), tag));
  check("and looked at on the kiosk", (await page.getAttribute(
    "a[target=_blank]", "href")) === `/kiosk/?preview=${tag}`);
  await page.click(".review button");
  await page.waitForSelector(".review .problem");
  check("a review needs a role", !(await offered(page)).includes(tag));
  await accessible(page, "a refused review");
  await picture(page, "staff-language-refused", true);
  await page.selectOption("#review-role", "translator");
  await page.focus(".review button");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".state .reviewed");
  check("recorded with the keys, it is offered",
    (await offered(page)).includes(tag) && await page.$(".review") === null);
}
