// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_people.mjs - the view of headcounts: two numbers are entered with the
 * keys, kept, refused in words, and taken back.
 */
import { accessible, check, go, picture } from "./lib.mjs";

/** Open the view and wait for its fields. */
export async function openPeople(page) {
  await go(page, "people");
  await page.waitForSelector(".count", { state: "attached" });
}

/** Enter both numbers of the first period; what is said then. */
async function enter(page, eligible, asked) {
  const form = page.locator(".count").first();
  await form.locator("input").first().focus();
  for (const value of [eligible, asked]) {
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.keyboard.type(value);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter"); // the button has the focus now
  await form.locator(".said svg").waitFor();
  return form.locator(".said");
}

/** What the program keeps of the first period. */
const kept = (page) => page.evaluate(async () => {
  const { periods } = await (await fetch("/api/v1/headcounts")).json();
  return [periods[0].eligible, periods[0].asked].join();
});

export async function people(page) {
  await openPeople(page);
  const told = await page.evaluate(async () =>
    (await (await fetch("/api/v1/headcounts")).json()).periods);
  check("one form for each period", (await page.$$(".count")).length ===
    told.length, `${told.length} periods`);
  check("each field has a label", await page.$$eval(".count input", (all) =>
    all.every((i) => i.labels.length === 1)));
  let said = await enter(page, "40", "41");
  check("more asked than there were is refused in words",
    await said.getAttribute("class") === "said bad" &&
    await kept(page) !== "40,41", await said.innerText());
  await accessible(page, "a refused number");
  await picture(page, "staff-people-refused");
  said = await enter(page, "veel", "");
  check("so is what is no number",
    await said.getAttribute("class") === "said bad", await said.innerText());
  said = await enter(page, "40", "35");
  check("two numbers are saved with the keys",
    await said.getAttribute("class") === "said" &&
    await kept(page) === "40,35", await kept(page));
  await page.reload();
  await page.waitForSelector(".count", { state: "attached" });
  check("and stand there when one comes back",
    (await page.$$eval(".count:first-of-type input", (all) =>
      all.slice(0, 2).map((i) => i.value))).join() === "40,35");
  await enter(page, "", "");
  check("empty fields take them back", await kept(page) === ",", await kept(page));
}
