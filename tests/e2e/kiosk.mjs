// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk.mjs - the kiosk in a browser: whole visits by finger and by keyboard,
 * every screen in nl, fr and en, light and dark, phone, tablet and desktop,
 * and what it does when an answer cannot be saved.
 *
 * Environment: lib.mjs.  Against a real program this stores answer sets in the
 * first project that has a questionnaire to ask, and looks at fewer screens:
 * how they look does not depend on who serves them.
 */
import { accessible, check, fits, picture, poison, reflows, run, unhurt }
  from "./lib.mjs";
import { attributes, several } from "./kiosk_many.mjs";
import { always, choose, language, onwards, start, unsealed, walk }
  from "./kiosk_steps.mjs";

const LOOKS = [["tablet", false, "fr"], ["phone", true, "nl"], ["low", false, "fr"],
  ["tablet", true, "nl"], ["portrait", false, "fr"], ["portrait", true, "en"],
  ["desktop", false, "en"], ["desktop", true, "nl"], ["phone", false, "fr"]];
const ANSWERS = "**/api/v1/answers";

/** Every screen of one visit, looked at closely. */
async function looks(open, home, site, size, dark, lang) {
  const page = await open({ size, dark, locale: `${lang}-BE` });
  const name = `${size}-${dark ? "dark" : "light"}-${lang}`;
  const look = async (screen) => {
    await fits(page, `${name} ${screen}`);
    await always(page, `${name} ${screen}`);
    await accessible(page, `${name} ${screen}`);
    await picture(page, `kiosk-${name}-${screen}`);
  };
  await page.goto(home);
  await page.waitForSelector(".language");
  await look("1-language");
  await language(page, lang);
  await look("2-intention");
  await page.click("[data-do=start]");
  const ids = site.ids;
  for (const [i, id] of ids.entries()) {
    await page.waitForSelector(`[data-step="${id}"]`);
    await look(`3-${i}-${id}`);
    const codes = await page.$$eval(".answer", (x) => x.map((a) => a.dataset.code));
    await choose(page, codes[i % codes.length]);
    if (i === 2)
      await look("4-chosen");
    if (i === 2 && !site.languages.includes(lang))
      await translation(page, site, id, lang, name);
    await page.click(".next");
  }
  await page.waitForSelector(".thanks");
  await look("5-thanks");
  check(`${name}: no error, nothing from outside`, page.problems.length === 0,
    page.problems.join("; "));
  await page.context().close();
}

/** The official text is one tap away, and so is the way back. */
async function translation(page, site, id, lang, name) {
  const source = site.languages[0];
  const words = { nl: "Vertaling uit het Nederlands", fr: "Traduction du français" };
  check(`${name}: says that it is a translation`,
    (await page.textContent(".source")).includes(words[source]));
  await page.click(`[data-source=${source}]`);
  await page.waitForSelector(`.ask[lang=${source}]`);
  check(`${name}: the source is one tap away`,
    (await page.textContent("h1")).replace(/\s+/g, " ").trim() ===
    site.questions.get(id).text[source].replace(/\s+/g, " "));
  await page.click(".source button");
  await page.waitForSelector(`.ask[lang=${lang}]`);
}

/** What is sent, and that it is sent once however often it takes. */
async function sending(open, home, site) {
  const page = await open({ size: "tablet" });
  await unsealed(page);
  const sent = [];
  let reply = () => null;
  await page.route(ANSWERS, async (route) => {
    const set = JSON.parse(route.request().postData());
    sent.push({ set, token: route.request().headers()["x-weerklank-token"] });
    const own = reply(sent.length);
    if (own === "abort")
      return route.abort("connectionrefused");
    return own === null ? route.continue() : route.fulfill(own);
  });
  const visit = async (codes) => {
    sent.length = 0;
    await page.goto(home);
    await start(page, "nl");
    await walk(page, site.ids, codes);
  };

  await visit(() => "skipped");
  await page.waitForSelector(".thanks");
  const [{ set, token }] = sent;
  check("one request for one visit", sent.length === 1);
  check("a random 128-bit id", /^[0-9a-f]{32}$/.test(set.id));
  check("the page's token goes along", token !== undefined && token.length > 0);
  check("exactly the questions of this project, nothing of the practice",
    Object.keys(set.answers).join() ===
    site.ids.filter((id) => !/^(practice|C00)$/.test(id)).join(), JSON.stringify(set));
  check("nothing else is in it", Object.keys(set).sort().join() ===
    "answers,channel,id,project,questionnaire" && set.channel === "self");
  check("all skipped is said as skipped",
    Object.values(set.answers).every((x) => x === "skipped"));
  const first = set.id;

  const full = { status: 503, contentType: "application/json",
    body: '{"error": "disk full"}' };
  reply = (n) => n === 1 ? full : n === 2 ? "abort" : null;
  await visit((codes) => codes[0]);
  await page.waitForSelector(".unsaved");
  await fits(page, "not saved");
  await accessible(page, "not saved");
  await picture(page, "kiosk-unsaved-nl");
  check("a full disk: it says in words that nothing was saved",
    /niet bewaard/.test(await page.textContent("h1")));
  await page.click("[data-do=again]");
  await page.waitForSelector(".sending");
  await page.waitForSelector(".unsaved");
  check("no contact: it says so again", true);
  await page.click("[data-do=again]");
  await page.waitForSelector(".thanks");
  check("three attempts carry one id and the same answers", sent.length === 3 &&
    new Set(sent.map((x) => JSON.stringify(x.set))).size === 1);
  check("another visit has another id", sent[0].set.id !== first);

  reply = (n) => n === 1 ? { status: 429, headers: { "Retry-After": "1" },
    contentType: "application/json", body: '{"error": "wait"}' } : null;
  await visit((codes) => codes.at(-1));
  await page.waitForSelector(".thanks");
  check("too many: it waits and sends the same set again", sent.length === 2 &&
    sent[0].set.id === sent[1].set.id);

  reply = (n) => n === 1 ? { status: 403, contentType: "application/json",
    body: '{"error": "X-Weerklank-Token"}' } : null;
  await visit(() => "refused");
  await page.waitForSelector(".thanks");
  check("a program that was started again: it fetches the new token",
    sent.length === 2);

  reply = () => full;
  await visit(() => "not_understood");
  await page.waitForSelector(".unsaved");
  await page.click("[data-do=stop]");
  await page.waitForSelector(".thanks");
  check("who stops is not asked again, and nothing is kept", sent.length === 1 &&
    await page.evaluate(() => localStorage.length + sessionStorage.length +
      document.cookie.length) === 0);
  await page.context().close();
}

/** Nobody is there: ask, wait, and begin again for the next one. */
async function silence(open, home, site) {
  const page = await open({ size: "tablet" });
  await page.clock.install({ time: 0 });
  await page.goto(home);
  await page.waitForSelector(".language");
  await page.clock.pauseAt(600_000); // time goes by as the test says
  await start(page, "fr");
  await page.waitForSelector(`[data-step="${site.ids[0]}"]`);
  await page.clock.runFor(59_000);
  check("no question within a minute", await page.$("dialog") === null);
  await page.clock.runFor(2_000);
  await page.waitForSelector("dialog[open]");
  await page.clock.runFor(19_000);
  await page.click("dialog [data-do=yes]");
  check("more time: the visit goes on", await page.$("dialog") === null &&
    await page.$(".answers") !== null);
  await page.clock.runFor(61_000);
  await page.waitForSelector("dialog[open]");
  await page.clock.resume(); // axe-core has timers of its own
  await accessible(page, "more time?");
  await picture(page, "kiosk-more-fr");
  await page.clock.fastForward(31_000);
  await page.waitForSelector(".language");
  check("silence: back to the languages", await page.$("dialog") === null);
  await start(page, "fr");
  check("and nothing is chosen for the next visitor",
    await page.$("[aria-checked=true], [aria-pressed=true]") === null);
  await page.context().close();
}

/** Who declines, stops or answers ends on the same screen. */
async function endings(open, home, site) {
  const page = await open({ size: "tablet" });
  await unsealed(page);
  const posts = [];
  page.on("request", (r) => r.method() === "POST" && posts.push(r.postDataJSON()));
  await page.goto(home);
  await language(page, "nl");
  const two = await page.$$eval(".two button", (x) => x.map((b) => {
    const s = getComputedStyle(b), r = b.getBoundingClientRect();
    return [r.width, r.height, s.color, s.backgroundColor, s.fontSize].join();
  }));
  check("yes and no are equal in size and colour", two[0] === two[1]);
  await page.click("[data-do=decline]");
  await page.waitForSelector(".calm");
  check("declining sends nothing before the end", posts.length === 0);
  await page.click(".next");
  await page.waitForSelector(".thanks");
  const declined = await page.innerHTML(".thanks");
  await page.waitForTimeout(300);
  check("declining sends that, once, and nothing else",
    posts.length === 1 && /^[0-9a-f]{32}$/.test(posts[0].id) &&
    JSON.stringify({ ...posts[0], id: "" }) === JSON.stringify({ id: "",
      project: posts[0].project, channel: "self",
      questionnaire: posts[0].questionnaire, declined: true }));
  await page.click(".thanks button");
  await start(page, "nl");
  await page.click(".stop");
  await page.waitForSelector("dialog[open]");
  await picture(page, "kiosk-stop-nl");
  await accessible(page, "stop?");
  await page.click("dialog [data-do=no]");
  check("no: the visit goes on", await page.$(".answers") !== null);
  await page.click(".stop");
  await page.click("dialog [data-do=yes]");
  await page.waitForSelector(".thanks");
  check("stopping sends nothing", posts.length === 1);
  check("stopping ends as declining does",
    await page.innerHTML(".thanks") === declined);
  await page.click(".thanks button");
  await start(page, "nl");
  await walk(page, site.ids, (codes) => codes[1]);
  await page.waitForSelector(".thanks");
  check("answering ends as declining does",
    await page.innerHTML(".thanks") === declined);
  const length = await page.evaluate(() => history.length);
  await page.reload();
  await page.waitForSelector(".language");
  await page.goBack({ timeout: 3000 }).catch(() => {});
  await page.goto(home);
  await page.waitForSelector(".language");
  check("nothing comes back by reload or the back button",
    await page.$(".question, .thanks") === null && length <= 2, `${length}`);
  await page.context().close();
}

/** One tap chooses, two answer; and no mouse is needed. */
async function taps(open, home, site) {
  const page = await open({ size: "desktop" });
  await page.goto(home);
  await start(page, "en");
  const here = () => page.getAttribute("[data-step]", "data-step");
  check("nothing chosen: next is not to be pressed",
    await page.isDisabled(".next"));
  await page.dblclick(".answer >> nth=1");
  check("a double click is one tap", await here() === site.ids[0]);
  await page.click(".answer >> nth=2");
  check("the first tap chooses and stays", await here() === site.ids[0]);
  await page.click(".answer >> nth=2");
  await page.waitForSelector(`[data-step="${site.ids[1]}"]`);
  check("the second tap goes on", true);
  await page.click("[data-code=skipped]");
  check("an exit is chosen the same way", await here() === site.ids[1]);
  await page.click(".back");
  check("back shows what was chosen", await page.getAttribute(
    ".answer >> nth=2", "aria-checked") === "true");

  await page.goto(home);
  await page.waitForSelector(".language");
  const press = async (...keys) => {
    for (const key of keys)
      await page.keyboard.press(key);
  };
  await press("Tab", "Enter");
  await page.waitForSelector(".sentences");
  await press("Tab", "Enter"); // the heading has the focus, "start" is next
  for (const id of site.ids) {
    await page.waitForSelector(`[data-step="${id}"]`);
    check(`keyboard, ${id}: the question has the focus`,
      await page.evaluate(() => document.activeElement?.id) === "question");
    if (site.questions.get(id)?.type === "many") {
      await press("Tab", "Space");
      await onwards(page);
    } else {
      await press("Tab", "ArrowDown", "Enter");
    }
  }
  await page.waitForSelector(".thanks");
  check("a whole visit by keyboard alone", true);
  await page.context().close();
}

/** The address names the project; staff choose it once. */
async function chooser(open, url, config) {
  const page = await open({ size: "tablet" });
  await page.goto(`${url}/kiosk/?project=nowhere`);
  await page.waitForSelector(".chooser");
  await accessible(page, "project chooser");
  await fits(page, "project chooser");
  await picture(page, "kiosk-chooser");
  check("an unknown project is said to be one",
    await page.locator(".projects button").count() === config.projects.length);
  await page.click(".projects button >> nth=0");
  await page.waitForSelector(".language, .quiet-screen");
  check("the address remembers the project", new URL(page.url())
    .searchParams.get("project") === config.projects[0].id);
  const none = config.projects.find((p) => !config.questionnaires[p.wave]);
  if (none !== undefined) {
    await page.goto(`${url}/kiosk/?project=${none.id}`);
    await page.waitForSelector(".quiet-screen");
    await accessible(page, "nothing to ask");
    await picture(page, "kiosk-quiet");
    check("nothing to ask is said", true);
  }
  await page.context().close();
}

/** Zoomed in, and with markup in every text. */
async function strained(open, home, site) {
  const page = await open({ size: "tablet" });
  await page.goto(home);
  await page.waitForSelector(".language");
  await reflows(page, "languages");
  await language(page, "fr");
  await reflows(page, "intention");
  await page.click("[data-do=start]");
  await page.waitForSelector(".answers");
  await reflows(page, "question");
  await poison(page);
  await page.goto(home);
  await page.waitForSelector(".language");
  await unhurt(page, "languages");
  await start(page, "nl");
  await walk(page, site.ids.slice(0, 2), (codes) => codes[0]);
  await page.waitForSelector(`[data-step="${site.ids[2]}"]`);
  await unhurt(page, "question");
  await page.context().close();
}

/** Small, and whole: no network is needed between loading and sending. */
async function alone(open, home, site) {
  const page = await open({ size: "tablet" });
  await page.goto(home);
  await page.waitForSelector(".language");
  // And all that is fetched behind it, for the screens to come.
  await page.waitForFunction(() => performance.getEntriesByType("resource")
    .some((e) => /kiosk_screen/.test(e.name)));
  await page.waitForLoadState("networkidle");
  const all = await page.evaluate(() => [
    ...performance.getEntriesByType("navigation"),
    ...performance.getEntriesByType("resource")]
    .filter((e) => !/\.woff2$|\/speech\//.test(e.name))
    .map((e) => ({ name: e.name, bytes: e.encodedBodySize })));
  const bytes = all.reduce((sum, e) => sum + e.bytes, 0);
  check("the first screen is under 150 kB without fonts and audio",
    all.length > 5 && bytes > 10_000 && bytes < 150_000, `${bytes}`);
  check("and what the program says is asked for once",
    all.filter((e) => e.name.endsWith("/api/v1/kiosk")).length === 1);
  await page.context().setOffline(true);
  await start(page, "nl");
  await walk(page, site.ids, (codes) => codes[0]);
  if (site.seals) {
    await page.waitForSelector(".thanks");
    check("without network: every question, then thanks: it waits", true);
    const saved = page.waitForResponse((r) => r.request().method() === "POST");
    await page.context().setOffline(false);
    check("and with it again: saved, sealed", (await saved).status() === 201 &&
      Object.keys((await saved).request().postDataJSON()).join() === "sealed");
  } else {
    await page.waitForSelector(".unsaved");
    check("without network: every question, then the plain truth", true);
    await page.context().setOffline(false);
    await page.click("[data-do=again]");
    await page.waitForSelector(".thanks");
    check("and with it again: saved", true);
  }
  await page.context().close();
}

await run(async ({ url, open, mocked }) => {
  const config = await (await fetch(`${url}/api/v1/kiosk`)).json();
  const project = config.projects.find((p) => config.questionnaires[p.wave]);
  const form = config.questionnaires[project.wave];
  const questions = form.questions.filter((q) =>
    !(project.not_asked ?? []).includes(q.id));
  const site = { languages: config.languages, seals: Boolean(config.seal),
    questions: new Map(questions.map((q) => [q.id, q])),
    ids: ["practice", "C00", ...questions.map((q) => q.id),
      ...(form.attributes ?? []).map((a) => a.id)] };
  const home = `${url}/kiosk/?project=${project.id}`;

  await taps(open, home, site);
  await sending(open, home, site);
  await silence(open, home, site);
  await endings(open, home, site);
  await chooser(open, url, config);
  await strained(open, home, site);
  await alone(open, home, site);
  const many = questions.find((q) => q.type === "many");
  if (many !== undefined)
    await several(open, home, { ...site, many, labels: form.labels });
  if (mocked) {
    await attributes(open, url, config, LOOKS);
    const q = config.questionnaires[config.projects[1].wave];
    const page = await open({ size: "desktop" });
    await page.goto(`${url}/kiosk/?project=${config.projects[1].id}`);
    await start(page, "en");
    await walk(page, ["practice", "C00", q.questions[0].id, q.attributes[0].id],
      (codes) => codes[0]);
    await page.waitForSelector(".thanks");
    check("another scale, and what is asked about the group", true);
    await page.context().close();
  }
  for (const [size, dark, lang] of mocked ? LOOKS : LOOKS.slice(0, 2))
    await looks(open, home, site, size, dark, lang);
});
