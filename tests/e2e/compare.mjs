// SPDX-License-Identifier: EUPL-1.2
/*
 * compare.mjs - the centre's pages in a browser: login, every question, option
 * and breakdown, figures as the API has them, order, address, keyboard, paper.
 *
 * Against a program:  WK_E2E_URL, WK_E2E_NAME, WK_E2E_PASSWORD and, when the
 * password must still be changed, WK_E2E_NEW_PASSWORD.  Otherwise a mock serves
 * WK_E2E_PAGES (BUILD/pages/server).
 */
import { accessible, check, picture, run } from "./lib.mjs";
import { ANY, api, askable, digits, groups, options, RANKING, READY, show, switching }
  from "./compare_steps.mjs";
import { OTHERS, pages } from "./compare_pages.mjs";
import { login } from "./central_login.mjs";
import { routes } from "./central_routes.mjs";

const NAME = process.env.WK_E2E_NAME ?? "coordinator";

const wide = (page) => page.evaluate(() =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The first cells of the table: name, n, answer sets, without channels. */
const tableRows = (page) => page.$$eval(".figures tbody tr:first-child",
  (rows) => rows.map((r) => [...r.children].map((c) => c.textContent.trim())));

/** What the page shows of one question is what the API says of it. */
async function figures(page, url, known, id) {
  await show(page, url,
    `?question=${id}&from=${known.first}&to=${known.last}`);
  const c = await api(page, "/api/v1/compare?" + new URLSearchParams(
    { question: id, from: known.first, to: known.last }));
  const rows = await tableRows(page);
  check(`${id}: every site in the order of the API`,
    JSON.stringify(rows.map((r) => r[0])) ===
    JSON.stringify(c.sites.map((s) => s.site)), JSON.stringify(rows));
  check(`${id}: n and answer sets as in the API`, c.sites.every((s, i) =>
    s.level === null ? rows[i][1] === "·" : digits(rows[i][1]) === s.n &&
      digits(rows[i][2]) === s.answer_sets));
  const names = await page.$$eval(".row-toggle span:last-child",
    (els) => els.map((e) => e.textContent));
  check(`${id}: the chart keeps that order`, JSON.stringify(names) ===
    JSON.stringify(c.sites.map((s) => s.site)));
  const bars = await page.$$eval(".site > .row:first-child", (els) => els.map(
    (e) => ({ marks: e.querySelectorAll(".mark").length,
      widths: [...e.querySelectorAll(".mark")].map((m) =>
        parseFloat(m.getAttribute("width"))),
      whisker: e.querySelectorAll(".whisker").length,
      dot: e.querySelectorAll(".nothing").length,
      hatched: e.querySelectorAll(".maybe").length,
      title: e.querySelector("title").textContent,
      desc: e.querySelector("desc").textContent })));
  check(`${id}: bar and interval where known, a dot where hidden`,
    c.sites.every((s, i) => s.level === null
      ? bars[i].marks === 0 && bars[i].dot === 1 && bars[i].whisker === 0
      : bars[i].marks > 0 && bars[i].whisker === 1 && bars[i].dot === 0));
  check(`${id}: each bar as long as its share`, c.sites.every((s, i) => {
    const whole = bars[i].widths.reduce((a, b) => a + b, 0);
    const counts = (s.counts ?? []).filter((n) => n > 0);
    return counts.every((n, k) =>
      Math.abs(bars[i].widths[k] / whole - n / s.n) < .001);
  }));
  check(`${id}: only capped totals are hatched`, c.sites.every((s, i) =>
    (bars[i].hatched > 0) === (s.at_least !== null)));
  check(`${id}: each bar is said in words`, bars.every((b, i) =>
    b.title.includes(c.sites[i].site) && b.desc !== ""));
  const summary = await page.innerText(".summary");
  const clear = c.differences.filter((d) => d.clear);
  const pairs = await page.$$eval(".clear-pairs li:not(.note)",
    (els) => els.map((e) => e.textContent));
  check(`${id}: clear differences and no others are named`,
    pairs.length === Math.min(5, clear.length) && pairs.every((p, i) =>
      p.startsWith(clear[i].a) && p.endsWith(clear[i].b)), summary);
  const hidden = await page.innerText(".summary > div:last-child");
  check(`${id}: told where answers were joined, and where silence is unknown`,
    c.sites.length > 8 || c.sites.every((s) => s.level === null ||
      (s.level === 0 && s.honest) || hidden.includes(s.site) ||
      (s.level === 0 && c.sites.every((x) => !x.honest))), hidden);
  const words = await page.innerText("main");
  check(`${id}: nobody is ranked`, !RANKING.test(words),
    RANKING.exec(words)?.[0]);
}

async function languages(page, url, known) {
  const id = askable(known)[0];
  const { text } = await api(page, "/api/v1/compare?" + new URLSearchParams(
    { question: id, from: known.first, to: known.last }));
  for (const lang of ["nl", "fr", "en"]) {
    await page.click(`.tools button[lang=${lang}]`);
    await page.waitForFunction((l) => document.documentElement.lang === l, lang);
    await show(page, url,
      `?question=${id}&from=${known.first}&to=${known.last}`);
    const title = (await page.innerText("main h1")).replace(/\s/g, " ");
    check(`${lang}: the question in that language`, title === text[lang],
      title);
    const words = await page.innerText("main");
    check(`${lang}: nobody is ranked`, !RANKING.test(words),
      RANKING.exec(words)?.[0]);
    check(`${lang}: the one explanation of a hidden figure`,
      (await page.innerText("#why")).includes(
        { nl: "minder dan tien", fr: "moins de dix", en: "fewer than ten" }[lang]));
  }
}

async function address(page, url, known) {
  const asked = (q) => q.options[0]?.id ?? q.id;
  await show(page, url,
    `?question=${asked(known.questions[0])}&from=${known.first}&to=${known.last}`);
  const last = known.questions[known.questions.length - 1];
  await page.selectOption("#question", last.id);
  await page.waitForFunction((id) => location.search.includes(
    `question=${id}`), asked(last));
  await page.selectOption("#from", known.last);
  await page.waitForSelector(READY);
  const q = new URLSearchParams(await page.evaluate(() => location.search));
  check("the address carries question and months", q.get("question") ===
    asked(last) && q.get("from") === known.last && q.get("to") === known.last);
  await page.reload();
  await page.waitForSelector(READY);
  check("the same address shows the same", await page.inputValue("#question") ===
    last.id && await page.inputValue("#from") === known.last);
  await page.goBack();
  await page.waitForSelector(READY);
  const before = known.first === known.last ? known.questions[0] : last;
  await page.waitForFunction(([id, from]) =>
    document.querySelector("#question")?.value === id &&
    document.querySelector("#from")?.value === from, [before.id, known.first]);
  check("back goes back", true);
  const href = await page.getAttribute("#csv", "href");
  check("the CSV is of this view", href.includes(`question=${asked(before)}`) &&
    href.includes(`from=${known.first}`));
}

async function csv(page, url, known, mocked) {
  if (mocked)
    return;
  const r = await page.evaluate(async (p) => {
    const reply = await fetch(p);
    return { status: reply.status, type: reply.headers.get("Content-Type"),
      text: await reply.text() };
  }, await page.getAttribute("#csv", "href"));
  check("CSV: 200 and text/csv", r.status === 200 &&
    r.type.startsWith("text/csv"), `${r.status} ${r.type}`);
  check("CSV: a header and every site", r.text.startsWith("question,from,to,") &&
    known.sites.every((s) => r.text.includes(s)));
}

async function keyboard(page, url, known) {
  await show(page, url,
    `?question=${askable(known)[0]}&from=${known.first}&to=${known.last}`);
  await page.focus(".row-toggle");
  await page.keyboard.press("Enter");
  check("Enter opens a site's channels",
    await page.locator(".site.open .row.channel").count() === 2);
  check("with the warning that channels were not drawn by lot",
    await page.locator(".warning").isVisible());
  await page.keyboard.press("Enter");
  check("Enter closes them", await page.locator(".site.open").count() === 0 &&
    await page.locator(".warning").count() === 0);
  await page.check("#channels");
  await page.waitForFunction(() => location.search.includes("channels=1"));
  check("all channels at once, and in the address",
    await page.locator(".site.open").count() === known.sites.length);
}

/** Each page of the navigation, by keyboard; folded on a narrow screen. */
async function navigation(page, url) {
  await page.goto(`${url}/`);
  await page.waitForSelector(".top nav a");
  const links = await page.$$eval(".top nav a", (els) =>
    els.map((e) => e.getAttribute("href")));
  for (const href of links) {
    await page.focus(`.top nav a[href="${href}"]`);
    await page.keyboard.press("Enter");
    const name = new URLSearchParams(href).get("page");
    await page.waitForFunction((p) => new URLSearchParams(location.search)
      .get("page") === p, name);
    await page.waitForSelector(ANY);
    const words = await page.innerText("main");
    check(`${name}: opened by keyboard, marked, with the focus, nobody ranked`,
      await page.locator(".top nav a[aria-current=page]").count() === 1 &&
      (await page.getAttribute(".top nav a[aria-current=page]", "href"))
        .includes(`page=${name}`) && !RANKING.test(words) &&
      await page.evaluate(() => document.activeElement.id === "main" ||
        document.activeElement.closest("nav") !== null),
      RANKING.exec(words)?.[0]);
  }
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  if (links.length > 4) {
    check("narrow: the links are folded", !await page.locator(".top nav a")
      .first().isVisible());
    await page.click(".top nav .menu");
    check("one press opens them", await page.locator(".top nav a").last()
      .isVisible());
    await picture(page, "menu");
    await page.keyboard.press("Escape");
    check("Escape folds them", !await page.locator(".top nav a").first()
      .isVisible());
  }
  await page.setViewportSize(before);
}

/** Everything in every size and both themes: axe, width, pictures.  A long list
 * of pairs stays folded, since axe-core needs very long for hundreds. */
async function looks({ open, url }, known) {
  // Options look alike: the first stands for all of its question.
  const views = known.questions.map((q) => q.options[0]?.id ?? q.id)
    .map((id) => [id, READY,
    `?question=${id}&from=${known.first}&to=${known.last}`]);
  const broken = known.questions.find((q) => q.attributes.length > 0);
  const chart = views[0], many = views.find((v) => v[0].includes("."));
  // One chart with its channels, the sites, and one of groups and of options.
  const few = [[`${chart[0]}-channels`, READY, `${chart[2]}&channels=1`],
    ["sites", ".sites-table", "?page=sites"]];
  if (broken !== undefined)
    few.push([`${broken.id}-groups`, ".panel", `?question=${broken.id}&from=${
      known.first}&to=${known.last}&by=${broken.attributes[0].id}`]);
  views.push(...few);
  const plain = OTHERS.map(([name, ready]) => [name, ready,
    `?page=${name}&question=${chart[0]}&from=${known.first}&to=${known.last}`]);
  if (many !== undefined)
    few.push(many);
  for (const [size, dark, locale, which] of [["desktop", false, "nl-BE", [...views,
    ...plain]], ["desktop", true, "fr-BE", few],
  ["portrait", false, "en-GB", few],
  ["phone", true, "nl-BE", few], ["phone", false, "fr-BE", [...few, ...plain]]]) {
    const page = await open({ size, dark, locale });
    await login(page, url);
    for (const [name, ready, search] of which) {
      const what = `${name} ${size} ${dark ? "dark" : "light"} ${locale}`;
      await page.goto(`${url}/${search}`);
      await page.waitForSelector(ready);
      await page.evaluate(() => document.querySelectorAll("details")
        .forEach((d) => { d.open = d.querySelectorAll("tr").length < 60; }));
      await accessible(page, what);
      check(`${what}: as wide as the screen`, await wide(page) <= 0);
      await picture(page, what.replaceAll(" ", "-"), true);
    }
    check(`${size} ${locale}: no policy broken, nothing fetched elsewhere`,
      page.problems.length === 0, page.problems.join("; "));
    await page.context().close();
  }
}

async function paper(page, url, known) {
  await show(page, url,
    `?question=${askable(known)[0]}&from=${known.first}&to=${known.last}`);
  await page.emulateMedia({ media: "print" });
  check("paper: nothing to press", await page.locator(".pick").isHidden() &&
    await page.locator(".actions").isHidden() &&
    await page.locator(".tools").isHidden());
  check("paper: question, months and explanation stay",
    await page.locator("main h1").isVisible() &&
    await page.locator("#why").isVisible());
  await picture(page, "print", true);
  await page.emulateMedia({ media: "screen" });
}

/** Nothing there yet, and nothing to be had. */
async function edges(page, url, known) {
  await page.route("**/api/v1/questions", (r) => r.fulfill({ json: { ...known,
    first: null, last: null } }));
  await page.goto(`${url}/`);
  await page.waitForSelector("main .empty");
  check("without figures the page says so", true);
  await page.unroute("**/api/v1/questions");
  await page.route("**/api/v1/compare?*", (r) => r.fulfill({ status: 500,
    json: { error: "made up" } }));
  await page.goto(`${url}/?page=compare`);
  await page.waitForSelector("main .problem button");
  await page.unroute("**/api/v1/compare?*");
  await page.click("main .problem button");
  await page.waitForSelector(READY);
  check("after a failure one press tries again", true);
}

async function spec(context) {
  const { open, url, mocked } = context;
  const page = await open({ size: "desktop" });
  await page.goto(`${url}/`);
  await page.waitForSelector("form.gate");
  check("nothing is shown before the login",
    await page.locator(".result").count() === 0);
  await accessible(page, "login");
  await page.fill("#name", NAME);
  await page.fill("#password", "not the password");
  await page.click("form.gate button[type=submit]");
  await page.waitForSelector("[role=alert] .problem");
  check("a wrong password is refused", true);
  await login(page, url);
  const known = await api(page, "/api/v1/questions");
  check("there are questions", known.questions.length > 0);
  for (const id of askable(known))
    await figures(page, url, known, id);
  for (const q of known.questions)
    for (const a of q.attributes)
      await groups(page, url, known, q.id, a.id);
  await options(page, url, known);
  await pages(page, url, known);
  await languages(page, url, known);
  await address(page, url, known);
  await switching(page, url, known);
  await csv(page, url, known, mocked);
  await keyboard(page, url, known);
  await edges(page, url, known);
  await paper(page, url, known);
  await page.click(".top nav a[href*='page=sites']");
  await page.waitForSelector(".sites-table");
  const sites = await page.$$eval(".sites-table th[scope=row]",
    (els) => els.map((e) => e.textContent));
  check("sites: in the order of the API", JSON.stringify(sites) ===
    JSON.stringify((await api(page, "/api/v1/sites")).sites.map((s) => s.site)));
  await navigation(page, url);
  await looks(context, known);
  await page.goto(`${url}/`);
  await page.waitForSelector(".tools button:last-child");
  await page.click(".tools > button:last-child");
  await page.waitForSelector("form.gate");
  check("logged out", await page.evaluate(async () =>
    (await fetch("/api/v1/questions")).status) === 401);
  check("no policy broken, nothing fetched elsewhere",
    page.problems.length === 0, page.problems.join("; "));
}

await run(spec, { files: { "/": "compare.html" }, routes });
