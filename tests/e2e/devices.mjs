// SPDX-License-Identifier: EUPL-1.2
/*
 * devices.mjs - the team's page of devices: the PIN, a code for a tablet as a
 * QR, a tablet taken back; and the page on which a tablet is paired.
 */
import { accessible, check, picture, reflows, run } from "./lib.mjs";

const LOOKS = [["desktop", false, "nl"], ["phone", true, "fr"],
  ["portrait", false, "en"]];

/** Log in by the API: how that looks is another spec's. */
async function enter(page, url) {
  await page.goto(`${url}/staff/`);
  await page.evaluate(async () => {
    const post = (path, body, csrf = "") => fetch(path, { method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
      body: JSON.stringify(body) });
    const { csrf } = await (await post("/api/v1/login", { name: "coordinator",
      password: "first-password" })).json();
    await post("/api/v1/password", { old: "first-password",
      new: "first-password" }, csrf);
  });
  await page.goto(`${url}/staff/#devices`);
  await page.reload();
  await page.waitForSelector(".devices li");
}

const sideways = (page) => page.evaluate(() =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function looks(open, url, size, dark, lang) {
  const page = await open({ size, dark, locale: `${lang}-BE` });
  const name = `devices-${size}-${lang}`;
  await enter(page, url);
  await accessible(page, name);
  await picture(page, `staff-${name}`, true);
  await page.fill("#device-name", "Lokaal 2");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".qr path");
  await accessible(page, `${name} code`);
  await picture(page, `staff-${name}-code`, true);
  check(`${name}: the code and the address stand beside the QR`,
    /mfrg-gzdf-mztw-q2lk/.test(await page.textContent(".pairing")) &&
    /kiosk\.example\.be:7412\/pair/.test(await page.textContent(".pairing")));
  check(`${name}: nothing sticks out`, await sideways(page) <= 0);
  check(`${name}: no error`, page.problems.length === 0, page.problems.join());
  await page.context().close();
}

async function changes(open, url) {
  const page = await open({ size: "desktop" });
  await enter(page, url);
  const posts = [];
  page.on("request", (r) => r.method() === "POST" &&
    posts.push([new URL(r.url()).pathname, r.postDataJSON()]));
  check("an end of the certificate that is near is told",
    await page.$(".notice") !== null);
  await page.fill("#new-pin", "12");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#pin-said svg");
  check("a short PIN is refused here", posts.length === 0);
  await page.fill("#new-pin", "2468");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() =>
    document.querySelector("#new-pin").value === "");
  check("a PIN is set, and gone from the field", JSON.stringify(posts[0]) ===
    '["/api/v1/pin/set",{"pin":"2468"}]', JSON.stringify(posts));
  await page.click(".devices button");
  await page.waitForSelector(".devices .sure");
  check("taking back asks first", posts.length === 1 &&
    await page.evaluate(() => document.activeElement.dataset.do) === "no");
  await accessible(page, "take it back?");
  await page.click(".devices [data-do=yes]");
  await page.waitForFunction(() =>
    document.querySelector(".devices li") === null);
  check("and then it is gone", posts.at(-1)[1].id === "1".repeat(32));
  await reflows(page, "devices");
  await page.context().close();
}

/** On the tablet: by QR, and by hand. */
async function pairing(open, url, tried) {
  const page = await open({ size: "tablet", locale: "fr-BE" });
  await page.goto(`${url}/pair`);
  await page.waitForSelector("#code");
  await accessible(page, "pairing");
  await picture(page, "pair-fr");
  await page.fill("#code", "no");
  await page.click(".pair .big");
  await page.waitForFunction(() =>
    /valable/.test(document.querySelector(".pair [role=status]").textContent));
  check("a wrong code is said to be one", true);
  await page.goto("about:blank");
  await page.goto(`${url}/pair#mfrg-gzdf-mztw-q2lk`);
  await page.waitForURL("**/kiosk/**");
  check("the code of the QR is sent at once, and the kiosk follows",
    tried.at(-1) === "mfrg-gzdf-mztw-q2lk");
  await page.goBack().catch(() => {});
  check("and stands in no history", !page.url().includes("#"), page.url());
  await page.context().close();
}

const tried = [];
await run(async ({ url, open }) => {
  for (const [size, dark, lang] of LOOKS)
    await looks(open, url, size, dark, lang);
  await changes(open, url);
  await pairing(open, url, tried);
}, { files: { "/kiosk/": "kiosk.html", "/staff/": "staff.html",
  "/pair": "pair.html" },
routes: { "POST /api/v1/pair": (body) => {
  tried.push(body.code);
  return body.code === "no" ? [403, { error: "code" }] : [201, { paired: true }];
} } });
