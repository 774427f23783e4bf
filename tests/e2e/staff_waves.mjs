// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_waves.mjs - the view of waves: nothing starts without every sentence of
 * the promise, a trial and a wave are started and ended, a note is kept; nl,
 * fr, en, light and dark, phone to desktop.  Then the site's own questions:
 * written, ordered, saved, stopped.  Against the mock alone.
 */
import { accessible, check, picture, poison, reflows, run, unhurt }
  from "./lib.mjs";

const NEW = "een korte zin is goed";
let password = "first-password";

async function enter(page, url) {
  await page.goto(`${url}/staff/#waves`);
  await page.fill("#name", "coordinator");
  await page.fill("#password", password);
  await page.click("button[type=submit]");
  await page.waitForSelector("#old, nav");
  if (await page.$("#old") !== null) {
    for (const [id, value] of [["old", password], ["new", NEW], ["again", NEW]])
      await page.fill(`#${id}`, value);
    password = NEW;
    await page.click("button[type=submit]");
  }
  await page.waitForSelector(".wave .line", { state: "attached" });
}

const card = (page, id) => page.locator(`[aria-labelledby="${id}-name"]`);
const kept = async (page, id) => (await page.evaluate(async () =>
  (await (await fetch("/api/v1/waves")).json()).projects))
  .find((p) => p.id === id).waves;

/** The promise, with the keys alone: nothing starts before it is whole. */
async function promised(page) {
  const one = card(page, "wonen");
  check("a single wave at the end is said gently",
    await one.locator(".gentle").count() === 1);
  await one.locator("button.primary").focus();
  await page.keyboard.press("Enter");
  await one.locator(".promise").waitFor();
  await accessible(page, "the promise");
  await picture(page, "staff-waves-promise", true);
  await one.locator("#start-wonen-role").fill("voorzitter");
  await one.locator(".start .act .primary").click();
  await one.locator(".start .problem").waitFor();
  check("no wave without the promise", (await kept(page, "wonen")).length === 0);
  for (const key of ["p1", "p2", "p3"]) {
    await one.locator(`#start-wonen-${key}`).focus();
    await page.keyboard.press("Space");
  }
  await one.locator(".start .act .primary").click();
  await one.locator(".start .problem").waitFor();
  check("nor with all sentences but one", (await kept(page, "wonen")).length === 0);
  await one.locator("#start-wonen-p4").check();
  await one.locator("#start-wonen-en").check();
  await one.locator(".start .act .primary").click();
  await one.locator(".start .problem").waitFor();
  check("nor in another language for nobody",
    (await kept(page, "wonen")).length === 0);
  await accessible(page, "a refused start");
  await picture(page, "staff-waves-refused", true);
  await one.locator("#start-wonen-target").fill("nieuwkomers");
  await one.locator("#start-wonen-until").fill("2027-03-31");
  await one.locator(".start .act .primary").focus();
  await page.keyboard.press("Enter");
  await one.locator(".facts").waitFor();
  const [w] = await kept(page, "wonen");
  check("then it starts, with role and languages", w.promised_role ===
    "voorzitter" && w.languages.join() === "nl,fr,en" && w.until ===
    "2027-03-31" && w.kind === "normal");
  check("the line says so", await one.locator(".step.now.promised").count() === 1);
}

/** A trial is ended in two steps, and a real wave follows in its period. */
async function piloted(page) {
  const one = card(page, "taal");
  check("the trial says that nothing is kept",
    await one.locator(".step.now.pilot").count() === 1);
  await one.locator("textarea").fill("De stoel stond te laag.");
  await one.locator(".learn button").click();
  await one.locator(".learn [role=status]:not(:empty)").waitFor();
  check("what was learned is kept",
    (await kept(page, "taal"))[0].note === "De stoel stond te laag.");
  await one.locator("textarea").fill("x".repeat(401));
  check("a long note cannot be saved",
    await one.locator(".learn button").isDisabled());
  await one.locator("button.end").click();
  await one.locator(".sure").waitFor();
  check("one step ends nothing", (await kept(page, "taal"))[0].ended_on === null);
  await accessible(page, "the end of a trial");
  await one.locator(".sure button").first().click();
  await one.locator("button.primary").click();
  for (const key of ["p1", "p2", "p3", "p4"])
    await one.locator(`#start-taal-${key}`).check();
  await one.locator("#start-taal-role").fill("directeur");
  await one.locator(".start .act .primary").click();
  await one.locator(".step.now.promised").waitFor();
  check("a wave follows in the same period",
    (await kept(page, "taal")).map((w) => w.kind).join() === "pilot,normal");
}

async function looks(open, url, size, dark, lang) {
  const page = await open({ size, dark, locale: `${lang}-BE` });
  const name = `staff-waves-${size}-${dark ? "dark" : "light"}-${lang}`;
  await enter(page, url);
  await accessible(page, name);
  const over = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${name}: nothing sticks out`, over <= 0, `${over} px`);
  await picture(page, name, true);
  check(`${name}: no error, nothing from outside`, page.problems.length === 0,
    page.problems.join("; "));
  await page.context().close();
}

/** A question is written, seen as on the kiosk, ordered, saved and stopped. */
async function own(page, url) {
  await page.goto(`${url}/staff/#own`);
  await page.waitForSelector(".release .results");
  const told = () => page.evaluate(async () =>
    await (await fetch("/api/v1/local")).json());
  const modules = async () => (await told()).projects[0].modules;
  const { releases } = await told();
  check("each release of own questions has a card",
    (await page.$$(".release")).length === releases.length && releases.length > 0);
  await accessible(page, "own questions");
  await picture(page, "staff-own", true);
  await reflows(page, "own questions");
  const one = page.locator("[aria-labelledby=own-wijkhuis]");
  await one.getByRole("button", { name: "Veranderen", exact: true }).click();
  await one.getByRole("button", { name: "Vraag toevoegen" }).click();
  const fill = async (id, nl, fr) => {
    await page.fill(`#own-question${id}-nl`, nl);
    await page.fill(`#own-question${id}-fr`, fr);
  };
  await page.fill("#own-question-nl", "Wanneer komt u het liefst?");
  await one.locator(".write .primary").click();
  await one.locator(".write .problem").waitFor();
  check("nothing half is kept", (await one.locator(".own-list").count()) === 0);
  await fill("", "Wanneer komt u het liefst?", "Quand préférez-vous venir ?");
  await page.selectOption("#own-question-kind", "one");
  await fill("-0", "overdag", "le jour");
  await fill("-1", "op zaterdag", "le samedi");
  await one.getByRole("button", { name: "Nog een antwoord" }).click();
  await fill("-2", "'s avonds", "le soir");
  await page.selectOption("#own-question-cut", "2");
  check("the screen has the question and its answers", /liefst\?.*overdag.*zaterdag.*avonds/s
    .test(await one.locator(".glass").textContent()));
  await accessible(page, "a question that is written");
  await picture(page, "staff-own-write", true);
  await one.locator(".kiosk-screen [lang=fr]").first().click();
  check("in the other language too",
    /préférez-vous.*le samedi/s.test(await one.locator(".glass").textContent()));
  await one.locator(".write .primary").click();
  await one.getByRole("button", { name: "Vraag 2 hoger" }).click();
  await accessible(page, "the list");
  await picture(page, "staff-own-list", true);
  await page.evaluate(() => fetch("/api/v1/local?refuse"));
  await one.getByRole("button", { name: "Bewaren" }).click();
  await one.locator(".problem").waitFor();
  check("a refusal is said in the page's words", /intussen/.test(
    await one.locator(".problem").textContent()) && (await modules()).length === 1);
  await one.getByRole("button", { name: "Bewaren" }).click();
  await one.locator(".module").nth(1).waitFor();
  const [old, next] = await modules();
  const q = next.form.questions[0], [a, b, c] = q.levels[0];
  check("from the next period on, in place of the other", old.last === "2026-11" &&
    next.first === "2026-12" && next.last === null &&
    next.form.id === old.form.id && next.form.version === old.form.version + 1);
  check("the new one first, the old one as it was", /^site:q/.test(q.id) &&
    JSON.stringify(next.form.questions[1]) === JSON.stringify(old.form.questions[0]));
  check("two groups, as they were cut", JSON.stringify(q.levels[1]) ===
    JSON.stringify([[a, b], [c]]) && next.form.labels[b].fr === "le samedi");
  const begun = one.locator(".module").nth(1);
  await begun.getByRole("button", { name: "Niet meer stellen" }).click();
  await accessible(page, "before it is stopped");
  await begun.getByRole("button", { name: "Ja, stop ermee" }).click();
  await one.getByRole("button", { name: "Toch blijven stellen" }).click();
  await one.getByRole("button", { name: "Veranderen", exact: true }).waitFor();
  check("stopped, and the other one is asked on", (await modules())
    .map((m) => m.last).join() === "" && (await modules()).length === 1);
}

/** The same on a phone and dark, in the other languages. */
async function ownLooks(open, url) {
  for (const [size, dark, lang] of [["phone", false, "fr"], ["desktop", true, "en"]]) {
    const page = await open({ size, dark, locale: `${lang}-BE` });
    const name = `staff-own-write-${size}-${dark ? "dark" : "light"}-${lang}`;
    await enter(page, url);
    await page.goto(`${url}/staff/#own`);
    await page.locator(".own-project:not(:has(.module)) .primary").first().click();
    await page.fill("#own-question-nl", "Wat helpt u hier het meest?");
    await page.fill("#own-question-fr", "Qu'est-ce qui vous aide le plus ici ?");
    await page.selectOption("#own-question-kind", "many");
    for (const [i, nl, fr] of [[0, "de lessen", "les cours"], [1, "de koffie", "le café"]]) {
      await page.fill(`#own-question-${i}-nl`, nl);
      await page.fill(`#own-question-${i}-fr`, fr);
    }
    await accessible(page, name);
    await picture(page, name, true);
    await reflows(page, name);
    await page.context().close();
  }
}

await run(async ({ url, open }) => {
  const page = await open({ size: "desktop" });
  await enter(page, url);
  await reflows(page, "waves");
  for (const [size, dark, lang] of [["desktop", false, "nl"],
    ["tablet", true, "fr"], ["phone", false, "en"], ["phone", true, "nl"]])
    await looks(open, url, size, dark, lang);
  await promised(page);
  await piloted(page);
  await own(page, url);
  await ownLooks(open, url);
  await page.goto(`${url}/staff/#waves`);
  await poison(page);
  await page.reload();
  await page.waitForSelector(".wave .line", { state: "attached" });
  await unhurt(page, "waves");
});
