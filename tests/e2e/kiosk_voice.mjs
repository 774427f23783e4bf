// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_voice.mjs - the kiosk by ear alone: everything is found, heard and
 * chosen without a look at the screen, by finger and by keyboard; and without
 * a voice nothing waits for one.  In nl, fr, ar and ti.
 *
 * Against the mock only: a voice is a matter of the page.
 */
import { accessible, check, fits, run } from "./lib.mjs";
import { addresses, forget, hears, listen, pack, said } from "./kiosk_ear.mjs";
import { language, start, walk } from "./kiosk_steps.mjs";

/* Measured on what deploy/speech makes: a clip takes START_S and its characters
 * at so many a second (marks of vowels are no characters). */
const CHARACTERS_PER_S = { nl: 13.8, fr: 18, ar: 9.2 };
const START_S = 0.22;
const TAP_S = 1.2;
const GAP_S = 0.2;

/** Seconds that clips take, by the length of what they say. */
function seconds(list) {
  return list.reduce((sum, address) => {
    const [lang, part, key] = address.split(".");
    const { text, speak } = pack(lang)[part][key];
    return sum + GAP_S + START_S + (speak ?? text).normalize("NFD")
      .replace(/\p{M}/gu, "").length / CHARACTERS_PER_S[lang];
  }, 0);
}

const plain = (lang, list) => list.map((a) => `${lang}.${a}`);
const starts = (list, with_) => with_.every((a, i) => list[i] === a);

/** Touch twice: hear it, then press it.  Not as fast as a double click. */
async function twice(page, selector, words) {
  await page.evaluate(() => { globalThis.said = []; });
  await page.tap(selector);
  await hears(page, words);
  await page.waitForTimeout(520);
  await page.tap(selector);
}

/** The first screens: a touch says, a second one does. */
async function begin(page, home, lang) {
  await page.goto(home);
  await page.waitForSelector(".language");
  await page.tap(`.language[data-lang=${lang}]`);
  await hears(page, `${lang}.words.tap_again`);
  check(`${lang}: a first touch says welcome and how to go on, and chooses nothing`,
    (await said(page)).join() === plain(lang, ["words.welcome", "words.tap_again"])
      .join() &&
    await page.$(".sentences") === null &&
    await page.locator(".language.armed").count() === 1);
  await page.waitForTimeout(520);
  await page.tap(`.language[data-lang=${lang}]`);
  await page.waitForSelector(".sentences");
  await hears(page, `${lang}.words.decline`);
}

/** A whole visit with eyes shut; every touch is heard before it counts. */
async function blind(open, home, lang, official) {
  const page = await open({ size: "tablet" });
  await listen(page, [lang]);
  await begin(page, home, lang);
  const card = (await said(page)).slice(2);
  check(`${lang}: the intention is read sentence by sentence`, starts(card,
    plain(lang, [...(official ? [] : ["words.translated"]), "words.before",
      "words.I1", "words.I2", "words.I3", "words.I4", "words.I5", "words.I6",
      "words.start", "words.decline"])), card.join());
  const all = [...await said(page)];
  let taps = 2;
  await page.tap("[data-do=start]");
  await hears(page, `${lang}.words.tap_again`);
  check(`${lang}: "start" is said first`, await page.$(".question") === null);
  await page.waitForTimeout(520);
  await page.tap("[data-do=start]");
  all.push(...plain(lang, ["words.start", "words.tap_again"]));
  taps += 2;
  const sent = page.waitForRequest("**/api/v1/answers", { timeout: 0 });
  const cups = new Set(); // what questions had for answers
  let id;
  for (let n = 0; n < 20 && await page.$(".thanks, .sending") === null; n++) {
    id = await page.getAttribute("[data-step]", "data-step");
    const codes = await page.$$eval(".answer", (x) => x.map((a) => a.dataset.code));
    const own = ["practice", "C00", "N01"].includes(id);
    const fresh = own ? codes : codes.filter((c) => !cups.has(c));
    const last = id === "C00" ? `${lang}.words.${codes.at(-1)}`
      : id === "practice" ? `${lang}.words.how_hear`
        : fresh.length > 0 ? `${lang}.answers.${fresh.at(-1)}` : `${lang}.questions.${id}`;
    await hears(page, last);
    const read = await said(page);
    const from = read.findLastIndex((a) => /questions|C00|practice_question/.test(a));
    all.push(...read.slice(from));
    if (!own && fresh.length < codes.length) {
      check(`${lang}, ${id}: cups that were read are not read again`,
        !read.slice(from).some((a) => cups.has(a.split(".").at(-1))), read.join());
      await page.tap("[data-do=hear]");
      await hears(page, `${lang}.answers.${codes.at(-1)}`);
    }
    if (!own || id === "practice")
      codes.forEach((c) => cups.add(c));
    const word = id === "C00" ? "words" : "answers";
    const pick = codes[1];
    await twice(page, `.answer[data-code="${pick}"]`, `${lang}.${word}.${pick}`);
    // Who has practised no longer waits for how to go on.
    all.push(`${lang}.${word}.${pick}`, ...id === "practice"
      ? [`${lang}.words.tap_again`] : []);
    taps += 2;
    if (id === "N01") {
      check(`${lang}: up to three, touched twice: chosen, and still here`,
        await page.getAttribute(`.answer[data-code="${pick}"]`, "aria-checked")
          === "true");
      await twice(page, ".next", `${lang}.words.next`);
      taps += 2;
    }
    await page.waitForSelector(`[data-step="${id}"]`, { state: "detached" });
  }
  const { answers } = JSON.parse((await sent).postData());
  check(`${lang}: what was heard is what was sent`, Object.values(answers)
    .every((a) => Array.isArray(a) ? a.length === 1 : a === "1"),
  JSON.stringify(answers));
  await page.waitForSelector(".thanks");
  await hears(page, `${lang}.words.thanks`);
  await page.waitForTimeout(50);
  check(`${lang}: nor is it said twice`,
    !(await said(page)).includes(`${lang}.words.thanks_more`));
  await forget(page);
  await page.tap("[data-do=hear]");
  await hears(page, `${lang}.words.thanks_more`);
  check(`${lang}: what was promised is said again only when it is asked for`,
    (await said(page)).join() === plain(lang, ["words.thanks", "words.thanks_more"])
      .join(), (await said(page)).join());
  all.push(`${lang}.words.thanks`);
  const time = seconds(all) + taps * TAP_S;
  check(`${lang}: with audio under three minutes, with room`, time < 165, `${time} s`);
  console.log(`    ${lang}: ${all.length} clips, ${taps} taps, ${Math.round(time)} s`);
  check(`${lang}: by tapping alone under 40 seconds`,
    (taps + 4) * TAP_S < 40, `${taps} taps`);
  await page.context().close();
}

/** The tools: again, slower, off; marks; and what is asked in between. */
async function tools(open, home) {
  const page = await open({ size: "tablet" });
  await listen(page, ["nl", "fr"], 40);
  await begin(page, home, "nl");
  await page.evaluate(() => document.querySelector("[data-do=start]").click());
  await page.waitForSelector("[data-step=practice]");
  await hears(page, "nl.answers.2");
  check("what is said is marked, and nothing else",
    await page.evaluate(() => globalThis.marked) === 1);
  check("a question is read once, its answers after it", starts(
    (await said(page)).slice((await said(page)).indexOf("nl.words.practice_question")),
    plain("nl", ["words.practice_question", "words.practice", "answers.0",
      "answers.1", "answers.2"])));
  await forget(page);
  await page.tap("[data-do=slow]");
  await hears(page, "nl.words.practice_question");
  check("slower: it is said again, at 0.8", await page.evaluate(() =>
    globalThis.rates.at(-1)) === 0.8 &&
    await page.getAttribute("[data-do=slow]", "aria-pressed") === "true");
  await forget(page);
  await page.tap("[data-do=hear]");
  await page.waitForFunction(() => globalThis.said.join()
    .includes("nl.words.practice_question,nl.words.practice,nl.answers.0"));
  check("again: from the beginning", true);
  await page.tap("h1");
  await page.waitForFunction(() => globalThis.said.at(-1) === "nl.words.practice_question");
  check("the question is heard where it is touched", true);
  await page.tap(".stop");
  await hears(page, "nl.words.stop");
  check("stop is said before it stops", await page.$("dialog") === null);
  await accessible(page, "a button touched once");
  await page.waitForTimeout(520);
  await page.tap(".stop");
  await hears(page, "nl.words.stop_no");
  check("what is asked in between is read with its answers",
    await page.$("dialog[open]") !== null);
  await twice(page, "dialog [data-do=no]", "nl.words.stop_no");
  await page.waitForSelector("dialog", { state: "detached" });
  await twice(page, "[data-do=sound]", "nl.words.sound_off");
  await forget(page);
  await page.tap(".answer[data-code='1']");
  await page.waitForTimeout(520);
  await page.tap(".answer[data-code='1']");
  await page.waitForSelector("[data-step=C00]");
  check("sound off: one touch chooses, two go on, and nothing is said",
    (await said(page)).length === 0);
  await page.tap(".stop");
  await page.waitForSelector("dialog[open]");
  check("sound off: a button acts at once", true);
  await page.tap("dialog [data-do=yes]");
  await page.tap(".thanks [data-do=done]");
  await page.waitForSelector(".language");
  await page.tap(".language[data-lang=fr]");
  await hears(page, "fr.words.welcome");
  check("the next visitor hears again, at full speed", await page.evaluate(() =>
    globalThis.rates.at(-1)) === 1);
  await page.context().close();
}

/** The focus says where it is, Enter does it. */
async function keys(open, home) {
  const page = await open({ size: "desktop" });
  await listen(page, ["nl"]);
  await page.goto(home);
  await page.waitForSelector(".language");
  await page.keyboard.press("Tab");
  await hears(page, "nl.words.welcome");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".sentences");
  await hears(page, "nl.words.decline");
  await forget(page);
  await page.keyboard.press("Tab");
  await hears(page, "nl.words.start");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-step=practice]");
  await hears(page, "nl.words.how_hear");
  await forget(page);
  await page.keyboard.press("Tab");
  await hears(page, "nl.answers.0");
  await page.keyboard.press("ArrowDown");
  await hears(page, "nl.words.tap_again");
  check("keys: an arrow says the answer and chooses it",
    (await said(page)).includes("nl.answers.1"));
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-step=C00]");
  check("keys: the focus says, Enter goes on", true);
  await page.context().close();
}

/** Asked by voice for more time, twenty seconds and more. */
async function moreTime(open, home) {
  const page = await open({ size: "tablet" });
  await listen(page, ["nl"]);
  await page.clock.install({ time: 0 });
  await page.goto(home);
  await page.waitForSelector(".language");
  await page.clock.pauseAt(600_000); // from here on it goes by runFor() alone
  await page.evaluate(() => document.querySelector(".language").click());
  await page.waitForSelector(".sentences");
  for (let i = 0; i < 400 && !(await said(page)).includes("nl.words.decline"); i++) {
    await page.clock.runFor(10);
    await new Promise((done) => setTimeout(done, 20));
  }
  await page.clock.runFor(2_000); // all is read: silence begins
  await page.clock.runFor(56_000);
  check("no question within a minute after it was read",
    await page.$("dialog") === null);
  await page.clock.runFor(4_000);
  await page.waitForSelector("dialog[open]");
  await page.clock.runFor(5_000);
  check("\"more time?\" is asked by voice", (await said(page)).join()
    .endsWith(plain("nl", ["words.more", "words.more_why", "words.more_yes",
      "words.more_no"]).join()), (await said(page)).slice(-5).join());
  await page.clock.runFor(14_000);
  check("there are twenty seconds to answer", await page.$("dialog") !== null);
  await page.clock.runFor(14_000);
  await page.waitForSelector(".language");
  check("and nobody's language is marked", await page.$(".armed, .said") === null);
  await page.context().close();
}

/** No voice: it is said on the screen, and nothing waits. */
async function silent(open, home, ids) {
  const page = await open({ size: "tablet" });
  await listen(page, ["nl"]);
  await page.goto(home);
  await page.waitForSelector(".language");
  await page.tap(".language[data-lang=ti]");
  await page.waitForSelector(".sentences");
  await page.waitForSelector(".silent");
  check("ti without a voice: one touch chooses, and the screen says so",
    (await page.textContent(".silent")).includes(pack("ti").words.no_voice.text));
  await fits(page, "ti, silent");
  await accessible(page, "ti, silent");
  await page.tap("[data-do=start]");
  await walk(page, ids, (codes) => codes[0]);
  await page.waitForSelector(".thanks");
  check("ti without a voice: a whole visit, nothing said", (await said(page))
    .length === 0);
  await page.context().close();
}

/** A press is answered within a tenth of a second. */
async function prompt(open, home) {
  const page = await open({ size: "tablet" });
  await page.goto(home);
  await start(page, "nl");
  await page.evaluate(() => {
    globalThis.took = [];
    new PerformanceObserver((list) => {
      for (const e of list.getEntries())
        if (e.name === "pointerup" || e.name === "click")
          globalThis.took.push(e.duration);
    }).observe({ type: "event", durationThreshold: 16, buffered: true });
  });
  for (const code of ["0", "1", "2", "3", "0"])
    await page.tap(`.answer[data-code="${code}"]`);
  await page.tap(".next");
  await page.waitForSelector("[data-step=C00]");
  await page.waitForTimeout(200);
  // Others share this machine: what most touches take, unless there is time.
  const took = (await page.evaluate(() => globalThis.took)).sort((a, b) => a - b);
  const slow = took[process.env.WK_LONG ? took.length - 1 : took.length >> 1] ?? 0;
  check("a touch is answered within 100 ms", slow <= 100, took.join());
  await page.context().close();
}

await run(async ({ url, open }) => {
  const config = await (await fetch(`${url}/api/v1/kiosk`)).json();
  const [project] = config.projects;
  const home = `${url}/kiosk/?project=${project.id}`;
  const ids = ["practice", "C00", ...config.questionnaires[project.wave].questions
    .map((q) => q.id).filter((id) => !project.not_asked.includes(id))];
  await prompt(open, home);
  // They mostly wait for what is said: so all at once.
  await Promise.all([
    ...["nl", "fr", "ar"].map((lang) => blind(open, home, lang,
      config.languages.includes(lang))),
    tools(open, home), keys(open, home), moreTime(open, home),
    silent(open, home, ids)]);
  check("every string of nl can be said, but those with a variable",
    addresses("nl").length > 100);
}, { reviewed: ["ar", "ti"] });
