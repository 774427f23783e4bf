// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_own.mjs - the part of staff.mjs about own questions: one of each kind
 * is written, and what the page makes of them is what the program takes.
 */
import { check, go, same } from "./lib.mjs";

/** Write one question; each field says where it is. @param {string} kind */
async function write(page, kind) {
  await page.selectOption("#own-question-kind", kind);
  if (kind === "one")
    await page.click(".offered > button");
  for (const field of await page.$$(".write input"))
    await field.fill(`${kind} ${(await field.getAttribute("id")).slice(13)}`);
  await page.click(".write .primary");
  await page.waitForSelector(".edit");
}

/** As a coordinator, in a project that asks nothing of its own. */
export async function ownQuestions(page) {
  await go(page, "own");
  const first = ".own-project:not(:has(.module)) .primary";
  await page.waitForSelector(first);
  const id = (await page.$eval(first, (e) =>
    e.closest("section").getAttribute("aria-labelledby"))).slice(4);
  const one = page.locator(`[aria-labelledby=own-${id}]`);
  const modules = async () => (await page.evaluate(async () =>
    (await (await fetch("/api/v1/local")).json()).projects))
    .find((p) => p.id === id).modules;
  await page.click(first);
  for (const kind of ["scale", "one", "many"]) {
    if (kind !== "scale")
      await one.locator(".edit > .buttons button").first().click();
    await write(page, kind);
  }
  await one.locator(".edit .primary").click();
  await one.locator(".module .state").waitFor();
  const [m] = await modules();
  check("the program takes what was written", m.last === null &&
    same(m.form.questions.map((q) => [q.type, q.levels.map((l) => l.length)]),
      [["one", [4, 2]], ["one", [3, 2]], ["many", [2]]]) &&
    same(m.form.questions[1].text, { nl: "one nl", fr: "one fr", en: "one en" }),
  JSON.stringify(m.form));
  await one.locator(".module .buttons .quiet").click();
  await one.locator(".module .sure + button").click();
  await page.waitForSelector(`[aria-labelledby=own-${id}]:not(:has(.module))`);
  check("and takes it back", (await modules()).length === 0);
}
