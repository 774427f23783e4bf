// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_real.mjs - whole visits in nl, fr, ar and ti against the real program:
 * by finger and by keyboard alone, in the right script and direction, to 201.
 * Whoever says no, thank you, sees the same end.
 *
 * The site has ar and ti reviewed: run.sh records it.
 */
import { readFileSync } from "node:fs";
import { check, fits, run } from "./lib.mjs";
import { choose, onwards, start, unsealed } from "./kiosk_steps.mjs";

const LANGS = ["nl", "fr", "ar", "ti"];
const pack = (l) => JSON.parse(readFileSync(new URL(
  `../../client/content/packs/${l}.json`, import.meta.url)));

/** A page of the kiosk, and what the site replied to what it sent. */
async function machine(open, home, size) {
  const page = await open({ size });
  const said = [];
  await unsealed(page);
  page.on("response", async (r) => /api\/v1\/answers$/.test(r.url()) &&
    said.push({ status: r.status(), set: r.request().postDataJSON() }));
  await page.goto(home);
  await page.waitForSelector(".language");
  return { page, said };
}

/** The script and the direction that the screen has. */
async function inScript(page, p, what) {
  const seen = await page.evaluate(() => {
    const h = document.querySelector("h1");
    return { text: h.textContent, lang: h.closest("[lang]").lang,
      dir: getComputedStyle(h).direction };
  });
  check(`${what}: in its language and direction`, seen.dir === p.direction &&
    seen.lang.split("-")[0] === p.language, JSON.stringify(seen));
  await fits(page, what);
}

/** One step: the second answer, and on. */
async function answer(page, byKeys) {
  const step = await page.getAttribute("[data-step]", "data-step");
  if (byKeys) {
    await page.focus(".answer"); // a list chooses as it moves, a tile is pressed
    await page.keyboard.press(await page.locator(".tiles").count() > 0
      ? "Space" : "ArrowDown");
    await onwards(page);
  } else {
    await choose(page, await page.getAttribute(".answer >> nth=1", "data-code"));
    await page.click(".next");
  }
  await page.waitForFunction((s) =>
    document.querySelector(`[data-step="${s}"]`) === null, step);
  return step;
}

/** From the languages to the end. */
async function visit(open, home, lang, byKeys) {
  const p = pack(lang), what = `${lang}, ${byKeys ? "keys" : "finger"}`;
  const { page, said } = await machine(open, home, byKeys ? "desktop" : "tablet");
  const steps = [];
  await start(page, lang);
  await inScript(page, p, `${what}, first question`);
  while (await page.locator("[data-step]").count() > 0)
    steps.push(await answer(page, byKeys));
  await page.waitForSelector(".thanks");
  await inScript(page, p, `${what}, thanks`);
  check(`${what}: each set was saved, with an answer`, said.length > 0 &&
    said.every((r) => r.status === 201 && r.set.channel === "self" &&
      Object.keys(r.set.answers).length > 0), JSON.stringify(said));
  check(`${what}: what is for practice stays`, steps.includes("C00") &&
    said.every((r) => r.set.answers.C00 === undefined &&
      r.set.answers.practice === undefined), steps.join());
  check(`${what}: no error, nothing from outside`, page.problems.length === 0,
    page.problems.join("; "));
  await page.context().close();
}

async function spec({ open, url }) {
  const config = await (await fetch(`${url}/api/v1/kiosk`)).json();
  const project = config.projects.find((x) => config.questionnaires[x.wave]);
  const home = `${url}/kiosk/?project=${project.id}`;
  check("all four are offered", LANGS.every((l) =>
    config.packs.some((x) => x.language === l)), JSON.stringify(config.packs));
  for (const lang of LANGS) {
    await visit(open, home, lang, false);
    await visit(open, home, lang, true);
  }
}

await run(spec);
