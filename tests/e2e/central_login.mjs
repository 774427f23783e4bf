// SPDX-License-Identifier: EUPL-1.2
/*
 * central_login.mjs - into the centre's pages, with the account of WK_E2E_NAME
 * and WK_E2E_PASSWORD, or the mock's; a first password is changed once.
 */
const NAME = process.env.WK_E2E_NAME ?? "coordinator";
const NEW = process.env.WK_E2E_NEW_PASSWORD ?? "een lange nieuwe zin";
let password = process.env.WK_E2E_PASSWORD ?? "first-password";

export async function login(page, url, search = "") {
  await page.goto(`${url}/${search}`);
  await page.waitForSelector("form.gate, .top nav");
  if (await page.locator("form.gate").count() === 0)
    return;
  await page.fill("#name", NAME);
  await page.fill("#password", password);
  await page.click("form.gate button[type=submit]");
  await page.waitForSelector("#old, .top nav");
  if (await page.locator("#old").count() > 0) {
    await page.fill("#old", password);
    await page.fill("#new", NEW);
    await page.fill("#again", NEW);
    await page.click("form.gate button[type=submit]");
    password = NEW;
    await page.waitForSelector(".top nav");
  }
}
