// SPDX-License-Identifier: EUPL-1.2
/*
 * data.mjs - what leaves the comparison: charts that are saved.
 *
 * Environment as for compare.mjs, with an account of its own.
 */
import { check, run } from "./lib.mjs";
import { api, askable } from "./compare_steps.mjs";
import { login } from "./central_login.mjs";
import { saving } from "./saving.mjs";
import * as sample from "./central_sample.mjs";
import * as others from "./central_sample_pages.mjs";

const routes = {
  "GET /api/v1/questions": () => [200, sample.questions()],
  "GET /api/v1/compare": (body, r) => [200, sample.compare(r.url)],
  "GET /api/v1/sites": () => [200, sample.sites()],
};

for (const name of ["trend", "needs", "trust", "overview"])
  routes[`GET /api/v1/${name}`] = (body, r) => [200, others[name](r.url)];

/** A chart of each page, on several screens, light and dark. */
async function charts({ open, url }, known) {
  const range = `from=${known.first}&to=${known.last}`;
  const broken = known.questions.find((q) => q.attributes.length > 0);
  const first = `question=${askable(known)[0]}&${range}`;
  for (const [what, search, locale, size, dark] of [
    ["compare", `${first}&channels=1`, "nl-BE", "desktop", true],
    ["groups", `question=${broken.id}&${range}&by=${broken.attributes[0].id}`,
      "fr-BE", "phone", false],
    ["overview", "page=overview", "en-GB", "desktop", false],
    ["trend", `page=trend&${first}`, "nl-BE", "portrait", true],
    ["ways", `page=ways&${first}`, "fr-BE", "desktop", false],
    ["trust", `page=trust&${range}`, "en-GB", "desktop", true],
    ["needs", `page=needs&${range}`, "nl-BE", "desktop", false]]) {
    const page = await open({ size, dark, locale });
    await login(page, url);
    await page.goto(`${url}/?${search}`);
    await page.waitForSelector(".save button");
    const cards = await page.locator(".card.chart").count();
    check(`${what}: each chart can be saved`, cards <= await page.locator(
      ".save").count());
    await saving(page, open, what, { demonstration: known.demonstration,
      words: ["Weerklank", "%", ...what === "overview" ? [] : known.sites]
        .filter((w) => w !== "%" || what !== "trust") });
    check(`${what}: no policy broken`, page.problems.length === 0,
      page.problems.join("; "));
    await page.context().close();
  }
}

async function spec(context) {
  const { open, url } = context;
  const page = await open({ size: "desktop" });
  await login(page, url);
  const known = await api(page, "/api/v1/questions");
  await charts(context, known);
}

await run(spec, { files: { "/": "compare.html" }, routes });
