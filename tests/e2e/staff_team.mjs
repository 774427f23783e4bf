// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_team.mjs - the board "you said, we did", accounts and the log: entered
 * with the keys, kept, refused in words, and printed.
 */
import { accessible, check, go, picture } from "./lib.mjs";

export async function openLoop(page) {
  await go(page, "loop");
  await page.waitForSelector(".boards", { state: "attached" });
}

export async function openAccounts(page) {
  await go(page, "accounts");
  await page.waitForSelector(".accounts", { state: "attached" });
}

export async function openLog(page) {
  await go(page, "log");
  await page.waitForSelector(".log", { state: "attached" });
}

const SAID = "Er staan nu banken in de gang.";

/** Enter one, change it, put it away; the poster. */
async function loop(page) {
  await openLoop(page);
  await page.click(".choose .primary");
  await page.waitForSelector(".loop-form");
  await accessible(page, "the form of the board");
  await picture(page, "staff-loop-form", true);
  await page.selectOption("#loop-new-theme", "welcome_respect");
  await page.selectOption("#loop-new-state", "done");
  const areas = await page.$$(".loop-form textarea");
  for (const area of areas)
    await area.fill("x".repeat(250));
  check("a text has at most 200 characters", (await areas[0].inputValue())
    .length === 200);
  for (const area of areas.slice(0, -1))
    await area.fill(SAID);
  await areas.at(-1).fill(areas.length > 1 ? "" : SAID);
  if (areas.length > 1) {
    await page.click(".loop-form .primary");
    await page.waitForSelector(".loop-form .problem");
    check("in each language, or in none", true);
    await areas.at(-1).fill(SAID);
  }
  await page.focus(".loop-form .primary");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".loop-form", { state: "detached" });
  const mine = page.locator(".said-did", { hasText: SAID }).first();
  check("what was entered stands on the board",
    /Gedaan/.test(await mine.innerText()));
  await mine.locator("button").click();
  await page.waitForSelector(".loop-form");
  const form = page.locator(".loop-form");
  await form.locator("select[id$=-state]").selectOption("cannot");
  await form.locator(".primary").click();
  await page.waitForSelector(".loop-form", { state: "detached" });
  check("and can be changed", /niet/.test(await mine.locator(".state").innerText()));
  await page.emulateMedia({ media: "print" });
  check("the poster has no buttons", await page.isHidden(".said-did button") &&
    await page.isHidden(".choose") && await page.isVisible(".said-did .words"));
  await picture(page, "staff-loop-print", true);
  await page.emulateMedia({ media: "screen" });
  await mine.locator("button").click();
  await form.locator("input[type=checkbox]").check();
  await form.locator(".primary").click();
  await page.waitForSelector(".loop-form", { state: "detached" });
  check("and be put away", await page.locator(".said-did", { hasText: SAID })
    .count() === 0);
}

/** Make an account, see its password once, remove it. */
async function accounts(page) {
  await openAccounts(page);
  const name = `nieuw-${await page.locator(".accounts tbody tr").count()}`;
  await page.fill("#new-name", "geen naam");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".problem");
  check("a name that is none is refused in words", true);
  await page.fill("#new-name", name);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".made");
  check("the first password is shown",
    (await page.innerText(".made code")).length >= 20);
  await accessible(page, "a first password");
  await picture(page, "staff-accounts-made", true);
  const password = await page.innerText(".made code");
  await page.click(".made button");
  check("and then no more", !(await page.content()).includes(password));
  const row = page.locator(".accounts tbody tr", { hasText: name });
  await row.locator("select").selectOption("coordinator");
  await page.waitForFunction((n) => fetch("/api/v1/accounts").then((r) => r.json())
    .then((r) => r.accounts.find((a) => a.name === n).role === "coordinator"), name);
  await page.waitForSelector(".done:not(:empty)");
  check("a role that was changed is said", (await page.innerText(".done"))
    .includes(`${name} heeft nu de rol coördinator`));
  await row.locator("button").last().click();
  await row.locator(".primary").click();
  await row.waitFor({ state: "detached" });
  check("given another role, and removed", true);
  check("nobody can remove themselves", await page.locator(".accounts tbody tr",
    { hasText: "dat bent u" }).locator("button").count() === 0);
}

async function log(page) {
  await openLog(page);
  const told = await page.evaluate(async () =>
    (await fetch("/api/v1/log?kind=all")).json());
  check("the newest first, fifty at most", (await page.$$(".log tbody tr"))
    .length === told.lines.length && told.lines.length <= 50);
  check("older ones are asked for", (await page.$(".log-card > button") !== null) ===
    (told.before !== null));
  if (told.before !== null) {
    await page.click(".log-card > button");
    await page.waitForFunction(() =>
      document.querySelectorAll(".log tbody tr").length > 50);
  }
  const foreign = await page.$$eval(".log [lang=en]", (all) =>
    all.map((e) => e.textContent));
  check("each in the language of the page", foreign.length === 0,
    foreign.join("; "));
  await page.selectOption("#kind", "viewed");
  await page.waitForFunction(() => [...document.querySelectorAll(".log tbody tr")]
    .every((tr) => tr.className === "viewed"));
  check("one kind alone", true);
}

export async function team(page) {
  await loop(page);
  await accounts(page);
  await log(page);
}
