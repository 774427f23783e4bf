// SPDX-License-Identifier: EUPL-1.2
/*
 * languages.mjs - the kiosk in every language: all are offered without
 * scrolling; each is written in its direction and with a font of its script;
 * and what a pack cannot say is said by the source.
 */
import { accessible, check, fits, picture, run } from "./lib.mjs";
import { pack } from "./kiosk_ear.mjs";

const TRANSLATIONS = ["ar", "es", "ff", "kmr", "prs", "ps", "rn", "so", "ti",
  "tr", "uk"];
const FONT = { ar: /arabic/, ti: /ethiopic/, uk: /cyrillic/, tr: /latin-ext/ };
const SIZES = ["small", "phone", "portrait", "tablet", "desktop"];

/** By keyboard, where one step chooses, heard or not. */
async function language(page, tag) {
  await page.waitForSelector(".language");
  await page.focus(`.language[data-lang=${tag}]`);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".sentences");
}

/** Take the first answer, and go on. */
async function answer(page) {
  await page.focus(".answer");
  await page.keyboard.press("Enter");
  await page.click(".next:enabled");
  await page.waitForTimeout(100);
}

async function start(page, tag) {
  await language(page, tag);
  await page.click("[data-do=start]");
  await page.waitForSelector(".answers");
}

/** What is written where: of the page and of its parts. */
const written = (page, selector) => page.$eval(selector, (x) =>
  `${x.closest("[lang]").lang} ${getComputedStyle(x).direction}`);

async function offers(open, home) {
  for (const size of SIZES) {
    const page = await open({ size });
    await page.goto(home);
    await page.waitForSelector(".language");
    check(`${size}: fourteen, the centre's own first`, (await page.$$eval(
      ".language", (all) => all.map((x) => x.dataset.lang))).join() ===
      ["nl", "en", "fr", ...TRANSLATIONS].join());
    await fits(page, `${size}: fourteen languages`);
    if (size === "small") { // while a font is on its way another stands in
      await page.route("**/*.woff2", (route) => route.abort());
      await page.reload();
      await page.waitForSelector(".language");
      await fits(page, `${size}: fourteen languages without their fonts`);
    }
    await picture(page, `languages-${size}`);
    if (size === "tablet")
      await accessible(page, "fourteen languages");
    await page.context().close();
  }
}

/** One visit's screens in each language; fonts come when they are needed. */
async function speaks(open, home, tag) {
  const page = await open({ size: tag === "tr" ? "phone" : "tablet" });
  const fonts = [];
  page.on("request", (r) => r.url().endsWith(".woff2") && fonts.push(r.url()));
  await page.goto(`${home}&preview=${tag}`);
  await page.waitForSelector(".language");
  check(`${tag}: who looks at a translation is told`, await page.isVisible(".preview"));
  await language(page, tag);
  const way = ["ar", "prs", "ps"].includes(tag) ? "rtl" : "ltr";
  const known = tag === "prs" ? "fa-AF" : tag;
  check(`${tag}: the page is in it`, await written(page, "html") ===
    `${known} ${way}` && await written(page, ".sentences p") === `${known} ${way}`);
  await page.waitForSelector(".silent");
  check(`${tag}: as there are no clips, it says that there is no voice`,
    (await page.innerText(".silent")).trim() === pack(tag).words.no_voice.text);
  await accessible(page, `${tag}: intention`);
  await picture(page, `language-${tag}-intention`);
  await page.click("[data-do=start]");
  await page.waitForSelector(".answers");
  await page.evaluate(() => document.fonts.ready);
  await picture(page, `language-${tag}-question`);
  if (FONT[tag] !== undefined)
    check(`${tag}: its font comes`, fonts.some((f) => FONT[tag].test(f)));
  check(`${tag}: and no other`, Object.entries(FONT).every(([l, f]) =>
    l === "tr" || f.test(FONT[tag]?.source ?? "") || (way === "rtl" && l === "ar") ||
    !fonts.some((x) => f.test(x))), fonts.join(" "));
  await page.click("[data-source=nl]");
  await page.waitForSelector("html[lang=nl]");
  check(`${tag}: the source by one tap, in its own direction`,
    await written(page, ".ask h1") === "nl ltr" &&
    await page.$eval(".source button", (x) => x.dir) === way);
  await page.context().close();
}

/** What a questionnaire words otherwise is not what the pack translated. */
async function otherwise(open, home) {
  const page = await open({ size: "tablet" });
  await page.route("**/api/v1/kiosk*", async (route) => {
    const reply = await route.fetch(), config = await reply.json();
    for (const q of Object.values(config.questionnaires)) {
      for (const x of q.questions)
        x.text.nl = `Anders: ${x.text.nl}`;
      if (q.labels?.["0"] !== undefined)
        q.labels["0"].nl = "nooit";
    }
    await route.fulfill({ response: reply, json: config });
  });
  await page.goto(`${home}&preview=ar`);
  await start(page, "ar");
  for (let i = 0; i < 5 && await page.$("[data-step=C04]") === null; i++)
    await answer(page);
  await page.waitForSelector("[data-step=C04]");
  check("a question worded otherwise is put in the source's words",
    /^Anders: /.test((await page.innerText("#question")).trim()) &&
    await written(page, "#question") === "nl ltr");
  check("so is an answer, and no other", (await page.innerText(
    "[data-code='0'] .words")).trim() === "nooit" &&
    await written(page, "[data-code='0'] .words") === "nl ltr" &&
    await written(page, "[data-code='1'] .words") === "ar rtl");
  await fits(page, "a question in the source's words");
  await picture(page, "language-otherwise");
  await page.context().close();
}

/** A pack that cannot be had: the sources stay, and the visitor where they are. */
async function away(open, home) {
  const page = await open({ size: "tablet" });
  let asked = 0;
  await page.route("**/assets/pack-*", (route) => {
    asked++;
    return route.abort();
  });
  await page.goto(home);
  await page.waitForSelector(".language");
  await page.focus(".language[data-lang=ti]");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".language[data-lang=ti]", { state: "detached" });
  check("a pack that cannot be had is not offered again, the others are",
    (await page.$$(".language")).length === TRANSLATIONS.length + 2);
  check("it was asked for twice", asked === 2, `${asked}`);
  await start(page, "fr");
  check("a source is always there", await written(page, ".ask h1") === "fr ltr");
  await page.context().close();
}

/** The same, and nobody goes away: it is offered again by itself, and taken. */
async function back(open, home) {
  const page = await open({ size: "tablet" });
  await page.clock.install();
  await page.route("**/assets/pack-*", (route) => route.abort());
  await page.goto(home);
  await page.click(".language[data-lang=ti]");
  await page.waitForSelector(".language[data-lang=ti]", { state: "detached" });
  await page.unroute("**/assets/pack-*");
  await page.clock.runFor(15_000);
  await page.click(".language[data-lang=ti]");
  await page.waitForSelector(".sentences");
  check("a pack that was missed is offered again by itself", true);
  await page.context().close();
}

/** Who looks at a translation sends nothing, to the very end. */
async function kept(open, home, saved) {
  const page = await open({ size: "tablet" });
  await page.goto(`${home}&preview=uk`);
  await start(page, "uk");
  for (let i = 0; i < 20 && await page.$(".answer") !== null; i++) {
    await answer(page);
  }
  await page.waitForSelector(".thanks");
  await page.click(".thanks .big");
  await language(page, "uk");
  await page.click("[data-do=decline]");
  await page.waitForSelector(".sentences", { state: "detached" });
  await page.waitForTimeout(2_000); // one that is sent is sent at once
  check("of a preview nothing is kept, not even a refusal", saved.size === 0);
  await page.context().close();
}

await run(async ({ url, open, saved }) => {
  const home = `${url}/kiosk/?project=wijkhuis`;
  await offers(open, home);
  for (const tag of TRANSLATIONS)
    await speaks(open, home, tag);
  await otherwise(open, home);
  await away(open, home);
  await back(open, home);
  await kept(open, home, saved);
}, { reviewed: TRANSLATIONS });
