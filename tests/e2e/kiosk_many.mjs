// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_many.mjs - the question of which up to three answers may be chosen, by
 * finger, by keyboard alone and as a screen reader has it; and what is asked
 * about the group of people.
 */
import { accessible, check, fits, picture, reflows } from "./lib.mjs";
import { always, choose, language, onwards, start, unsealed, walk }
  from "./kiosk_steps.mjs";

const FULL = { nl: /Maximaal 3/, fr: /3 au maximum/, en: /Three at most/ };

const chosen = (page) => page.$$eval(".answer[aria-checked=true]",
  (x) => x.map((a) => a.dataset.code).join());
const status = (page) => page.textContent("[role=status]");

/** From the languages to the question of which several may be chosen. */
async function arrive(page, home, site, lang) {
  await page.goto(home);
  await start(page, lang);
  const { id } = site.many;
  await walk(page, site.ids.slice(0, site.ids.indexOf(id)), () => "skipped");
  await page.waitForSelector(`[data-step="${id}"]`);
}

/** The rest of the visit; what was sent about the question. */
async function finish(page, site) {
  const { id } = site.many;
  const sent = page.waitForRequest("**/api/v1/answers");
  await page.click(".next");
  await walk(page, site.ids.slice(site.ids.indexOf(id) + 1), () => "skipped");
  const set = JSON.parse((await sent).postData());
  await page.waitForSelector(".thanks");
  return JSON.stringify(set.answers[id]);
}

async function byFinger(open, home, site) {
  const page = await open({ size: "tablet" });
  await unsealed(page);
  const codes = site.many.levels[0], alone = site.many.extra[0];
  const tap = (code) => page.tap(`.answer[data-code="${code}"]`);
  const pause = () => page.waitForTimeout(600); // a second tap, no double one
  await arrive(page, home, site, "nl");
  check("several: nothing chosen, next is not to be pressed",
    await page.isDisabled(".next") && await chosen(page) === "");
  for (const code of codes.slice(0, 3))
    await tap(code);
  check("several: three are chosen, and the visitor is still here",
    await chosen(page) === codes.slice(0, 3).join());
  check("several: a place for each is taken",
    await page.locator(".slot.taken svg").count() === 3);
  await tap(codes[3]);
  check("several: a fourth is refused, in words that are seen and read out",
    await chosen(page) === codes.slice(0, 3).join() &&
    FULL.nl.test(await page.textContent("#upto")) &&
    FULL.nl.test(await status(page)));
  await accessible(page, "several, three and no more");
  await tap(codes[1]);
  check("several: a second tap takes back, and there is room again",
    await chosen(page) === [codes[0], codes[2]].join() &&
    !FULL.nl.test(await page.textContent("#upto")));
  await tap(codes[3]);
  check("several: then the fourth is chosen",
    await chosen(page) === [codes[0], codes[2], codes[3]].join());
  await pause();
  await page.dblclick(`.answer[data-code="${codes[0]}"]`);
  await pause();
  await page.dblclick(`.answer[data-code="${codes[0]}"]`);
  check("several: a double click is one tap",
    await chosen(page) === [codes[0], codes[2], codes[3]].join());
  await page.click(".back");
  await page.click(".next");
  await page.waitForSelector(`[data-step="${site.many.id}"]`);
  check("several: back and on again keeps what was chosen",
    await chosen(page) === [codes[0], codes[2], codes[3]].join());
  await tap(alone);
  check("several: what stands alone drives out the others",
    await chosen(page) === alone);
  await tap(codes[5]);
  check("several: and the others drive it out", await chosen(page) === codes[5]);
  await choose(page, "refused");
  check("several: an exit too", await chosen(page) === "" &&
    await page.getAttribute("[data-code=refused]", "aria-pressed") === "true");
  await tap(codes[5]);
  await tap(codes[6]);
  check("several: nothing of the exit is left",
    await page.$("[aria-pressed=true]") === null);
  const sent = await finish(page, site);
  check("several: a list is sent", sent === JSON.stringify([codes[5], codes[6]]),
    sent);
  await page.click(".thanks button");
  await arrive(page, home, site, "nl");
  check("several: nothing of the last visitor is to be seen",
    await chosen(page) === "" && await status(page) === "" &&
    await page.$(".slot.taken, .full, [aria-pressed=true]") === null);
  await choose(page, "not_understood");
  check("several: an exit is sent as a word",
    await finish(page, site) === '"not_understood"');
  await page.context().close();
}

/** Tab and the space bar, and nothing else. */
async function byKeyboard(open, home, site, lang) {
  const page = await open({ size: "desktop", locale: `${lang}-BE` });
  await unsealed(page);
  const codes = site.many.levels[0];
  const press = async (...keys) => {
    for (const key of keys)
      await page.keyboard.press(key);
  };
  const focus = () => page.evaluate(() => document.activeElement.dataset.code);
  await arrive(page, home, site, lang);
  check(`keyboard, ${lang}: the question has the focus`,
    await page.evaluate(() => document.activeElement.id) === "question");
  await press("Tab");
  check(`keyboard, ${lang}: the first Tab is the first answer`,
    await focus() === codes[0]);
  await press("Space", "Tab", "Space", "Tab", "Space", "Tab", "Space");
  check(`keyboard, ${lang}: each answer is a stop, a fourth is refused`,
    await focus() === codes[3] && FULL[lang].test(await status(page)) &&
    await chosen(page) === codes.slice(0, 3).join());
  await press("Shift+Tab", "Space", "Tab", "Space");
  check(`keyboard, ${lang}: take back, and take another`,
    await chosen(page) === [codes[0], codes[1], codes[3]].join());
  await onwards(page);
  check(`keyboard, ${lang}: on to the next screen`,
    await page.waitForSelector(`[data-step="${site.many.id}"]`,
      { state: "detached" }) === null);
  await page.context().close();
}

/** What a screen reader is told. */
async function asTree(open, home, site, lang) {
  const page = await open({ size: "tablet", locale: `${lang}-BE` });
  await unsealed(page);
  const say = (x) => x.replace(/\s+/g, " ").replace(/\u2011/g, "-");
  const words = [...site.many.levels[0], ...site.many.extra].map((code) =>
    say(site.labels[code][lang]));
  await arrive(page, home, site, lang);
  const cdp = await page.context().newCDPSession(page);
  const tree = async () => (await cdp.send("Accessibility.getFullAXTree")).nodes
    .filter((n) => !n.ignored).map((n) => ({ role: n.role?.value,
      name: say(n.name?.value ?? ""), about: say(n.description?.value ?? ""),
      checked: n.properties?.find((p) => p.name === "checked")?.value.value }));
  const boxes = (nodes) => nodes.filter((n) => n.role === "checkbox");
  let nodes = await tree();
  const group = nodes.find((n) => n.role === "group" &&
    n.name === say(site.many.text[lang]));
  check(`tree, ${lang}: the group has the question's name, and says how many`,
    /3/.test(group?.about ?? ""), JSON.stringify(group));
  check(`tree, ${lang}: one check box for each answer, with its word and no more`,
    boxes(nodes).map((n) => n.name).join("|") === words.join("|"),
    JSON.stringify(boxes(nodes)));
  check(`tree, ${lang}: no picture in it beside the path`,
    nodes.filter((n) => /^(image|img|graphics)/i.test(n.role)).length === 1);
  await page.getByRole("checkbox", { name: words[1], exact: true }).click();
  await page.getByRole("checkbox", { name: words[4], exact: true }).click();
  nodes = await tree();
  check(`tree, ${lang}: two of them are checked`, boxes(nodes).filter((n) =>
    n.checked === "true").map((n) => n.name).join() === `${words[1]},${words[4]}`);
  check(`tree, ${lang}: the status names them`,
    say(await status(page)).includes(`${words[1]}, ${words[4]}`));
  await page.context().close();
}

/** Small, the other way round, with more contrast, and without colours. */
async function strained(open, home, site) {
  const page = await open({ size: "small" });
  await unsealed(page);
  const codes = site.many.levels[0];
  for (const lang of ["nl", "fr", "en"]) {
    await arrive(page, home, site, lang);
    for (const code of codes.slice(0, 4))
      await choose(page, code);
    await fits(page, `several, small phone, ${lang}`);
    await picture(page, `kiosk-many-small-${lang}`);
  }
  await reflows(page, "several");
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.emulateMedia({ contrast: "more" });
  await accessible(page, "several, more contrast");
  await picture(page, "kiosk-many-contrast");
  await page.emulateMedia({ contrast: null, forcedColors: "active" });
  const look = await page.evaluate((code) => {
    const of = (c) => document.querySelector(`.answer[data-code="${c}"]`);
    const tick = (c) => getComputedStyle(of(c).querySelector(".tick")).visibility;
    return [tick(code[0]), tick(code[3]), getComputedStyle(of(code[0])).borderTopWidth];
  }, codes);
  check("several, without colours: a tick and a border say what is chosen",
    look.join() === "visible,hidden,5px", look.join());
  await fits(page, "several, without colours");
  await picture(page, "kiosk-many-forced");
  await page.emulateMedia({ contrast: null, forcedColors: null });
  await arrive(page, `${home}&preview=ar`, site, "ar");
  const side = await page.$$eval(".answer", (x) =>
    x[0].getBoundingClientRect().left > x[1].getBoundingClientRect().left);
  check("several, right to left: the first answer is on the right", side);
  await fits(page, "several, right to left");
  await picture(page, "kiosk-many-rtl");
  await page.context().close();
}

/** The question of which up to three answers may be chosen. */
export async function several(open, home, site) {
  await byFinger(open, home, site);
  for (const lang of ["nl", "fr"]) {
    await byKeyboard(open, home, site, lang);
    await asTree(open, home, site, lang);
  }
  await strained(open, home, site);
}

/** What is asked about the group of people comes last, and may be skipped. */
export async function attributes(open, url, config, sights) {
  const project = config.projects.find((p) =>
    config.questionnaires[p.wave]?.id === "mid-a");
  const { questions, attributes: [stay] } = config.questionnaires[project.wave];
  const home = `${url}/kiosk/?project=${project.id}`;
  const ids = ["practice", "C00", ...questions.map((q) => q.id)];
  for (const [i, [size, dark, lang]] of sights.entries()) {
    const page = await open({ size, dark, locale: `${lang}-BE` });
    await unsealed(page);
    const name = `${size}-${dark ? "dark" : "light"}-${lang}`;
    const code = [...stay.codings[0], "skipped", "refused"][i % 5];
    await page.goto(home);
    await page.waitForSelector(".language");
    await language(page, lang);
    await page.click("[data-do=start]");
    await walk(page, ids, () => "skipped");
    await page.waitForSelector(`[data-step="${stay.id}"]`);
    await fits(page, `${name} ${stay.id}`);
    await always(page, `${name} ${stay.id}`);
    await accessible(page, `${name} ${stay.id}`);
    check(`${name} ${stay.id}: a picture for each answer`,
      await page.locator(".answer .pictogram").count() === stay.codings[0].length);
    await choose(page, code);
    await picture(page, `kiosk-${name}-6-${stay.id}`);
    const sent = page.waitForRequest("**/api/v1/answers");
    await page.click(".next");
    check(`${name} ${stay.id}: ${code} is sent`,
      JSON.parse((await sent).postData()).answers[stay.id] === code);
    await page.waitForSelector(".thanks");
    await page.context().close();
  }
  const page = await open({ size: "tablet" });
  await unsealed(page);
  await page.route("**/api/v1/kiosk", (route) => route.fulfill({ json: {
    ...config, projects: [{ ...project, not_asked: [stay.id] }] } }));
  await page.goto(home);
  await start(page, "nl");
  await walk(page, ids, () => "skipped");
  await page.waitForSelector(".thanks");
  check("a project that leaves an attribute out does not ask it", true);
  await page.context().close();
}
