// SPDX-License-Identifier: EUPL-1.2
/* kiosk_steps.mjs - moves of a visitor, and what must hold on every screen. */
import { check } from "./lib.mjs";

export async function language(page, lang) {
  await page.click(`.language[data-lang=${lang}]`);
  await page.waitForSelector(".sentences");
}

/** Before the first page: the program says that nothing can be sealed to it, so
 * that what is sent can be read here, and nothing is kept. */
export const unsealed = (page) => page.route(/\/api\/v1\/kiosk\b/,
  async (route) => {
    const response = await route.fetch().catch(() => null);
    if (response === null)
      return route.abort();
    return route.fulfill({ response,
      json: { ...await response.json(), seal: null } });
  });

/** From the languages to the first question. */
export async function start(page, lang) {
  await page.waitForSelector(".language");
  await language(page, lang);
  await page.click("[data-do=start]");
  await page.waitForSelector(".answers");
}

export const choose = (page, code) => page.click(`[data-code="${code}"]`);

/** Answer every step; pick(codes) says with what. */
export async function walk(page, ids, pick) {
  for (const id of ids) {
    await page.waitForSelector(`[data-step="${id}"]`);
    const codes = await page.$$eval(".answer", (x) =>
      x.map((a) => a.dataset.code));
    await choose(page, pick(codes));
    await page.click(".next");
  }
}

/** By keyboard alone, from wherever the focus is, to the arrow and on. */
export async function onwards(page) {
  for (let i = 0; i < 30; i++) {
    if (await page.evaluate(() => document.activeElement.matches(".next")))
      break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
}

/**
 * The three exits on every question, answers one below the other (tiles in
 * whole rows), and from tablets on targets large enough with room between them.
 */
export async function always(page, what) {
  const { width, height } = page.viewportSize();
  const found = await page.evaluate(() => {
    const box = (x) => x.getBoundingClientRect().toJSON();
    const answers = [...document.querySelectorAll(".answer")].map(box);
    const small = [...document.querySelectorAll(".stage button")].filter((x) => {
      const r = x.getBoundingClientRect();
      return r.width < 96 || r.height < 96;
    }).map((x) => x.textContent.trim());
    const gaps = answers.flatMap((a, i) => answers.slice(i + 1).map((b) =>
      Math.max(b.top - a.bottom, a.top - b.bottom, b.left - a.right,
        a.left - b.right)));
    const columns = new Set(answers.map((r) => r.left)).size;
    return { question: document.querySelector(".question") !== null, small,
      exits: document.querySelectorAll(".exit").length,
      order: document.querySelector(".tiles") === null ? columns <= 1
        : answers.length % columns === 0, gap: Math.min(...gaps, 99) };
  });
  if (found.question)
    check(`${what}: the three exits, answers in order`,
      found.exits === 3 && found.order, JSON.stringify(found));
  if (Math.min(width, height) >= 768)
    check(`${what}: targets of 96, gaps of 16`,
      found.small.length === 0 && found.gap >= 16, JSON.stringify(found));
}
