// SPDX-License-Identifier: EUPL-1.2
/*
 * central_login.mjs - into the centre's pages, with the account of WK_E2E_NAME,
 * another name or the mock's, and WK_E2E_PASSWORD; a first password is changed
 * once.
 */
const NAME = process.env.WK_E2E_NAME ?? "coordinator";
const NEW = process.env.WK_E2E_NEW_PASSWORD ?? "een lange nieuwe zin";
const FIRST = process.env.WK_E2E_PASSWORD ?? "first-password";
const changed = new Set(); // names whose first password was changed

export async function login(page, url, search = "", name = NAME) {
  await page.goto(`${url}/${search}`);
  await page.waitForSelector("form.gate, .top nav");
  if (await page.locator("form.gate").count() === 0)
    return;
  await page.fill("#name", name);
  await page.fill("#password", changed.has(name) ? NEW : FIRST);
  await page.click("form.gate button[type=submit]");
  await page.waitForSelector("#old, .top nav");
  if (await page.locator("#old").count() > 0) {
    await page.fill("#old", FIRST);
    await page.fill("#new", NEW);
    await page.fill("#again", NEW);
    await page.click("form.gate button[type=submit]");
    changed.add(name);
    await page.waitForSelector(".top nav");
  }
}
