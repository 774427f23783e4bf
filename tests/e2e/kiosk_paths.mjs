// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_paths.mjs - the ways through a visit beside the plain one: declining,
 * what was done last time, a card, a trial, a project's own module; and all
 * of it right to left, in other scripts and as a screen reader has it.
 */
import { accessible, check, fits, picture, run, same, SIZES as SCREENS }
  from "./lib.mjs";
import { pack } from "./kiosk_ear.mjs";
import { always, language, start, walk } from "./kiosk_steps.mjs";

const LONG = "Er is nu elke week een uur voor vragen over wonen. ".repeat(4).trim(); // 200
const LOOP = [
  { theme: "housing", state: "done", said: "2026-09", text: {
    nl: LONG,
    fr: "Une heure par semaine pour les questions de logement." } },
  { theme: "practical_time_place", state: "cannot", said: "2026-09",
    text: { nl: LONG } },
  { theme: "language_learning", state: "doing", said: "2026-08",
    text: { nl: LONG } },
];

/** The project of home, otherwise. */
const otherwise = (page, config, change) => page.route("**/api/v1/kiosk", (route) =>
  route.fulfill({ json: { ...config, projects: [{ ...config.projects[0], ...change }] } }));

const posts = (page) => {
  const list = [];
  page.on("request", (r) => r.method() === "POST" && list.push(r));
  return list;
};

/** Who declines is there as long as others are, on a screen like theirs. */
async function declining(open, home, steps) {
  const page = await open({ size: "tablet" });
  const sent = posts(page);
  await page.clock.install({ time: 0 });
  await page.goto(home);
  await page.waitForSelector(".language");
  await page.clock.pauseAt(600_000); // time goes by as the test says
  await language(page, "nl");
  const shape = () => page.evaluate(() => [".path", ".answers", ".controls", ".back",
    ".exits", ".next", ".stop", ".rail"].map((s) => {
    const r = document.querySelector(s)?.getBoundingClientRect();
    return r && [r.x, r.width, r.height].map(Math.round).join();
  }).join(" "));
  const stop = async () => {
    await page.click(".stop");
    await page.clock.runFor(100); // a dialog opens after its screen was drawn
    await page.click("dialog [data-do=yes]");
    await page.waitForSelector(".sending, .thanks");
    await page.clock.runFor(2_000);
  };
  await page.click("[data-do=start]");
  await page.waitForSelector("[data-step=practice]");
  const asked = await shape();
  await page.click(".back");
  await page.click("[data-do=decline]");
  await page.waitForSelector(".calm");
  check("declining: the screen has the shape of a question's", await shape() === asked,
    `${await shape()} / ${asked}`);
  const stones = [];
  for (let s = 0; s < 58; s += 2) {
    stones.push(await page.locator(".path .gone").count());
    await page.clock.runFor(2_000);
  }
  check("declining: the path goes on, stone by stone",
    stones[0] === 0 && stones.at(-1) === steps - 1 &&
    stones.every((n, i) => i === 0 || n - stones[i - 1] <= 1), stones.join());
  check("declining: no \"more time?\", nothing is sent before the end",
    sent.length === 0 && await page.$("dialog, .thanks") === null);
  await page.clock.runFor(3_000);
  await page.waitForSelector(".sending, .thanks");
  await page.clock.runFor(2_000);
  await page.waitForSelector(".thanks");
  check("declining: after a minute the end of every visit", sent.length === 1 &&
    sent[0].postDataJSON().declined === true);
  await page.clock.runFor(21_000);
  await page.waitForSelector(".language");
  await language(page, "nl");
  await page.click("[data-do=decline]");
  await page.waitForSelector(".calm");
  await fits(page, "declining");
  await page.click(".back");
  await page.click("[data-do=start]");
  await page.waitForSelector("[data-step=practice]");
  check("declining: one can come back from it, uncounted", sent.length === 1);
  await stop();
  await page.click(".thanks [data-do=done]");
  await language(page, "nl");
  await page.click("[data-do=decline]");
  const went = page.waitForRequest((r) => r.method() === "POST");
  await stop();
  await page.waitForSelector(".thanks");
  check("declining: stop ends it as it ends a visit, and it counts",
    (await went).postDataJSON().declined === true && sent.length === 2);
  await page.click(".thanks [data-do=done]");
  await page.clock.resume(); // axe-core has timers of its own
  await language(page, "nl");
  await page.click("[data-do=decline]");
  await page.waitForSelector(".calm");
  await accessible(page, "declining");
  await picture(page, "kiosk-calm");
  await page.context().close();
}

/** "You said, we did": before the questions, and at the end. */
async function loop(open, home, config, lang) {
  const p = pack(lang);
  for (const size of ["tablet", "phone"]) {
    const page = await open({ size });
    await otherwise(page, config, { loop: LOOP });
    await page.goto(home);
    await page.waitForSelector(".language");
    await page.click(`.language[data-lang=${lang}]`);
    await page.waitForSelector(".last");
    const text = await page.textContent(".last");
    check(`${lang}, ${size}: last time, in words`, [p.words.last_time, p.words.you_said,
      p.words.done_so, p.themes.housing, p.words.we_cannot].every((w) =>
      text.includes(w.text)));
    check(`${lang}, ${size}: the team's words, in an official language`,
      await page.locator(".told q[lang=nl][dir=ltr]").count() === 3);
    await fits(page, `${lang}, ${size}: last time`);
    await accessible(page, `${lang}, ${size}: last time`);
    await picture(page, `kiosk-last-${lang}-${size}`);
    await page.click("[data-do=onwards]");
    await page.click("[data-do=decline]");
    await page.click(".next");
    await page.waitForSelector(".thanks .told");
    await fits(page, `${lang}, ${size}: thanks`);
    await accessible(page, `${lang}, ${size}: thanks`);
    await picture(page, `kiosk-told-${lang}-${size}`);
    await page.context().close();
  }
}

/** A card is asked for, checked, and goes along with the answers. */
async function card(open, home, config, ids) {
  const page = await open({ size: "tablet" });
  const sent = posts(page);
  await otherwise(page, config, { cards: true });
  await page.goto(home);
  await page.waitForSelector(".language");
  await language(page, "nl");
  await page.click("[data-do=start]");
  await page.waitForSelector(".keys");
  const type = async (digits) => {
    for (const d of digits)
      await page.click(`[data-digit="${d}"]`);
  };
  for (const size of ["small", "tablet"]) {
    await page.setViewportSize(SCREENS[size]);
    await fits(page, `card, ${size}`);
  }
  await accessible(page, "card");
  await always(page, "card");
  await picture(page, "kiosk-card");
  await type("654321");
  await page.waitForFunction((w) => document.querySelector(".why").textContent
    .includes(w), pack("nl").words.card_wrong.text);
  check("card: wrong digits are said and gone",
    (await page.textContent(".digits")).trim() === "");
  await type("999999");
  await page.waitForFunction((w) => document.querySelector(".why").textContent
    .includes(w), pack("nl").words.card_wait.text);
  check("card: too many tries are said", true);
  await type("1299");
  await page.click("[data-digit=erase]");
  await page.click("[data-digit=erase]");
  await page.keyboard.type("34");
  await type("56");
  await page.waitForSelector("[data-step=practice]");
  await walk(page, ids, (codes) => codes[0]);
  await page.waitForSelector(".thanks");
  check("card: it is sent with the answers",
    sent.at(-1).postDataJSON().card === "123456");
  await page.click(".thanks [data-do=done]");
  await language(page, "nl");
  await page.click("[data-do=start]");
  await page.waitForSelector(".keys");
  check("card: nothing of it is left", (await page.textContent(".digits")).trim() === "");
  await page.context().close();
}

/** A trial keeps nothing and says so. */
async function pilot(open, home, config, ids) {
  const page = await open({ size: "tablet" });
  const sent = posts(page);
  await otherwise(page, config, { pilot: true });
  await page.goto(home);
  await language(page, "so"); // the longest
  for (const size of ["portrait", "phone", "small", "tablet"]) {
    await page.setViewportSize(SCREENS[size]);
    await fits(page, `trial: intention, ${size}`);
  }
  await page.goto(home);
  await start(page, "nl");
  check("trial: it is said on every screen", (await page.textContent(".notice"))
    .includes(pack("nl").words.pilot.text));
  await fits(page, "trial");
  await accessible(page, "trial");
  await walk(page, ids, (codes) => codes[0]);
  await page.waitForSelector(".thanks");
  await page.click(".thanks [data-do=done]");
  await language(page, "nl");
  await page.click("[data-do=decline]");
  await page.click(".next");
  await page.waitForSelector(".thanks");
  check("trial: nothing is sent", sent.length === 0);
  await page.context().close();
}

/** A project's own module: a set of its own, kept until it is saved too. */
async function local(open, home, config, ids) {
  const page = await open({ size: "tablet" });
  const own = config.projects[1].wave, [{ id }] = config.questionnaires[own].questions;
  const after = config.questionnaires[own].attributes.map((a) => a.id);
  await otherwise(page, config, { local: own });
  const sent = [];
  await page.route("**/api/v1/answers", (route) => {
    const set = route.request().postDataJSON();
    sent.push(set);
    return sent.filter((s) => s.questionnaire === own).length === 1 &&
      set.questionnaire === own
      ? route.fulfill({ status: 503, json: { error: "full" } }) : route.continue();
  });
  await page.goto(home);
  await start(page, "nl");
  await walk(page, [...ids, id, ...after], (codes) => codes[1]);
  await page.waitForSelector(".unsaved");
  await page.click("[data-do=again]");
  await page.waitForSelector(".thanks");
  const [core, module] = [sent.filter((s) => s.questionnaire !== own),
    sent.filter((s) => s.questionnaire === own)];
  check("module: the saved set is not sent again, the other is, as it was",
    core.length === 1 && module.length === 2 && same(module[0], module[1]));
  check("module: two sets that share nothing but the project",
    core[0].id !== module[0].id && same(Object.keys(module[0].answers),
      [id, ...after]) && !Object.keys(core[0].answers).includes(id));
  await page.context().close();
}

/** What a screen reader is told: names and roles, in each language. */
async function tree(open, home, config, lang) {
  const page = await open({ size: "tablet" });
  const p = pack(lang), plain = (x) => x.replace(/\s+/g, " ").trim();
  await page.goto(home);
  await page.waitForSelector(".language");
  const cdp = await page.context().newCDPSession(page);
  const nodes = async () => (await cdp.send("Accessibility.getFullAXTree")).nodes
    .filter((n) => !n.ignored).map((n) => `${n.role?.value} ${plain(n.name?.value ?? "")}`);
  const has = (list, ...wanted) => wanted.filter((w) => !list.includes(plain(w)));
  let missing = has(await nodes(), `button ${p.endonym} ${p.words.welcome.text}`);
  check(`tree, ${lang}: the language by its own name`, missing.length === 0, missing.join());
  await language(page, lang);
  missing = has(await nodes(), `heading ${p.words.before.text}`,
    `button ${p.words.start.text}`, `button ${p.words.decline.text}`,
    `button ${p.words.back.text}`, `button ${p.words.stop.text}`);
  check(`tree, ${lang}: the intention`, missing.length === 0, missing.join());
  await page.click("[data-do=start]");
  await page.waitForSelector("[data-step=practice]");
  await walk(page, ["practice", "C00"], () => "skipped");
  await page.waitForSelector("[data-step=C04]");
  missing = has(await nodes(), `heading ${p.questions.C04.text}`,
    `radiogroup ${p.questions.C04.text}`,
    ...["0", "1", "2", "3"].map((c) => `radio ${p.answers[c].text}`),
    ...["skipped", "refused", "not_understood"].map((c) => `button ${p.words[c].text}`));
  check(`tree, ${lang}: a question and its answers`, missing.length === 0, missing.join());
  check(`tree, ${lang}: the language and its direction are said`, await page.evaluate(
    ([l, d]) => [...document.querySelectorAll("html, .stage, .ask")]
      .every((x) => x.lang === l && x.dir === d), [lang, p.direction]));
  await accessible(page, `${lang}, a question`);
  await fits(page, `${lang}, a question`);
  await page.context().close();
}

const SIZES = [["phone", false], ["tablet", true], ["portrait", false],
  ["desktop", true], ["small", false]];

/** Every screen of a visit fits. */
async function sizes(open, home, lang, list = SIZES) {
  for (const [size, dark] of list) {
    const page = await open({ size, dark });
    const name = `${lang}-${size}${dark ? "-dark" : ""}`;
    await page.goto(home);
    await page.waitForSelector(".language");
    await fits(page, `${name}: languages`);
    await picture(page, `kiosk-${name}-0`);
    await language(page, lang);
    await fits(page, `${name}: intention`);
    await picture(page, `kiosk-${name}-1`);
    await page.click("[data-do=start]");
    for (let n = 2; n < 12 && await page.$(".thanks, .sending") === null; n++) {
      const id = await page.getAttribute("[data-step]", "data-step");
      await page.click(".answer >> nth=1");
      await fits(page, `${name}: ${id}`);
      await picture(page, `kiosk-${name}-${n}-${id}`);
      await page.click(".next");
      await page.waitForSelector(`[data-step="${id}"]`, { state: "detached" });
    }
    await page.waitForSelector(".thanks");
    await fits(page, `${name}: thanks`);
    await picture(page, `kiosk-${name}-9`);
    await page.context().close();
  }
}

const TRANSLATED = ["ar", "prs", "ps", "ti", "tr", "kmr", "uk", "so", "rn", "ff", "es"];

await run(async ({ url, open }) => {
  const config = await (await fetch(`${url}/api/v1/kiosk`)).json();
  const [project] = config.projects;
  const home = `${url}/kiosk/?project=${project.id}`;
  const ids = ["practice", "C00", ...config.questionnaires[project.wave].questions
    .map((q) => q.id).filter((id) => !project.not_asked.includes(id))];
  await declining(open, home, ids.length);
  await Promise.all(["nl", "fr", "ar", "ti"].map((lang) =>
    tree(open, home, config, lang)));
  await Promise.all([loop(open, home, config, "nl"), loop(open, home, config, "ar"),
    card(open, home, config, ids), pilot(open, home, config, ids),
    local(open, home, config, ids)]);
  if (process.env.WK_LONG) // 14 languages
    for (const lang of ["nl", "fr", "en", ...TRANSLATED])
      await sizes(open, home, lang);
  else // kiosk.mjs looks at nl, fr and en
    await Promise.all([["ar", 1, 4], ["ti", 2], ["uk", 4], ["rn", 0, 3]].map(
      ([lang, ...of]) => sizes(open, home, lang, of.map((i) => SIZES[i]))));
}, { reviewed: TRANSLATED });
