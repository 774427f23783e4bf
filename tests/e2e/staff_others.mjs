// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_others.mjs - the view of the network's figures: letters in their
 * order, no rank, and no difference that may be chance.
 */
import { check } from "./lib.mjs";

export async function openOthers(page) {
  await page.click("nav a[href='#others']");
  await page.waitForSelector(".beside-others", { state: "attached" });
}

export async function others(page) {
  await openOthers(page);
  const told = await page.evaluate(async () =>
    (await fetch("/api/v1/others")).json());
  const shown = await page.$$eval(".beside-others", (all) => all.map((one) =>
    [...one.querySelectorAll("tbody tr")].map((row) =>
      [...row.children].map((cell) => cell.innerText.trim()))));
  check("three others or more beside our own", told.questions.length > 0 &&
    told.questions.every((q) => q.others.length >= 3), `${told.questions.length}`);
  check("ours first, then the letters, whatever the values",
    shown.every((rows) => rows.slice(1).map(([letter]) => letter).join() ===
      rows.slice(1).map(([letter]) => letter).sort().join() &&
      rows[0][0] === "Ons centrum"));
  check("a difference is named only when chance cannot explain it",
    told.questions.every((q, i) => q.others.every((o, k) =>
      shown[i][k + 1][4] === (o.clear ? "duidelijk verschil"
        : "geen duidelijk verschil"))));
  check("each interval is in figures as well", shown.flat().every((row) =>
    /^\d+–\d+\s%$/.test(row[2]) && /^\d/.test(row[3])));
  check("nobody is ranked, says the page",
    (await page.innerText("main")).includes("Niemand krijgt een rang"));
}
