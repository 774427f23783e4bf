// SPDX-License-Identifier: EUPL-1.2
/*
 * recorder.mjs - staff record a string with a (false) microphone, by keys, and
 * the kiosk's voice plays it; until the pack says another text.
 *
 * The recorder and the voice are put alone on pages of the real program, which
 * brings its own headers: they say who may use the microphone and sound.
 *
 * Environment: lib.mjs, WK_E2E_NAME and WK_E2E_PASSWORD (changed to
 * WK_E2E_NEW_PASSWORD), WK_E2E_STATE: the site's state.
 */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { accessible, check, picture, reflows, run } from "./lib.mjs";

const web = fileURLToPath(new URL("../../common/web/", import.meta.url));
const { build } = createRequire(join(web, "package.json"))("esbuild");
const env = process.env;
const WHERE = { language: "nl", address: "words.I1" };

/** A script that mounts the recorder, or only brings the voice. */
async function bundled(mounts) {
  const { outputFiles } = await build({ stdin: { resolveDir: web, contents: `
    import { html, render } from "./ui.js";
    import { get, setCsrf } from "./api.js";
    import { startLang } from "./i18n.js";
    import { Recorder } from "../../client/web/staff_recorder.js";
    import * as voice from "../../client/web/speech.js";
    import * as microphone from "../../client/web/staff_microphone.js";
    Object.assign(globalThis, { voice, microphone });
    startLang();
    ${mounts && `get("/api/v1/session").then((s) => {
      setCsrf(s.csrf);
      const language = new URLSearchParams(location.search).get("language");
      render(html\`<main><h1>x</h1><\${Recorder} language=\${language} /></main>\`,
        document.getElementById("app"));
    }, () => {}); // before the login`}` }, bundle: true, write: false, format: "esm", target: "chrome103",
  loader: { ".svg": "text" }, nodePaths: [join(web, "node_modules")] });
  return outputFiles[0].text;
}

/** Put a page of our own in the place of one of the program's. */
async function stand(page, url, path, script) {
  await page.route(`${url}${path}*`, async (route) => {
    const response = await route.fetch();
    const css = /<link rel="stylesheet" href="[^"]*">/.exec(await response.text());
    await route.fulfill({ response, body: `<!DOCTYPE html><html lang="nl"><head>
      <title>x</title>${css[0]}<script type="module" src="/assets/own.js"></script>
      </head><body><div id="app"></div></body></html>` });
  });
  await page.route(`${url}/assets/own.js`, (route) => route.fulfill({
    contentType: "text/javascript", body: script }));
}

/** A session, with a password of its own. */
const enter = (page) => page.evaluate(async ([name, first, second]) => {
  const post = (path, body, csrf = "") => fetch(`/api/v1/${path}`, { method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
    body: JSON.stringify(body) });
  const { csrf } = await (await post("login", { name, password: first })).json();
  await post("password", { old: first, new: second }, csrf);
  return (await post("login", { name, password: second })).status;
}, [env.WK_E2E_NAME, env.WK_E2E_PASSWORD, env.WK_E2E_NEW_PASSWORD]);

const row = `[data-address="${WHERE.address}"]`;

/** Wait for a button and press it by the key; primary ones have the focus. */
async function press(page, what) {
  const button = page.locator(`${row} [data-do=${what}]`);
  await button.waitFor();
  await page.waitForFunction((w) => document.activeElement?.matches(
    `[data-do=${w}]`), what);
  await page.keyboard.press("Enter");
}

const stateOf = (page) => page.getAttribute(row, "data-state");

async function recording(page) {
  check("a string is silent at first", await stateOf(page) === "silent");
  await accessible(page, "the recorder");
  await page.focus(`${row} .string`);
  await page.keyboard.press("Enter");
  await page.waitForSelector(`${row} [data-do=record]`);
  check("nothing asks for the microphone by itself", await page.evaluate(() =>
    document.querySelector("[data-do=stop]") === null));
  await press(page, "record");
  await page.waitForSelector(`${row} .clock`);
  await accessible(page, "a running recording");
  await picture(page, "recorder-running");
  await page.waitForTimeout(1200); // so long is what is said
  await press(page, "stop");
  await page.waitForSelector(`${row} [data-do=listen]`);
  await picture(page, "recorder-listen");
  check("nothing is kept before somebody says so", await stateOf(page) === "silent");
  await page.click(`${row} [data-do=again]`);
  await page.waitForSelector(`${row} .clock`);
  await page.waitForTimeout(1200);
  await press(page, "stop");
  await press(page, "keep");
  await page.waitForSelector(`${row}[data-state=human]`);
  await accessible(page, "a kept recording");
  await picture(page, "recorder-kept");
  await page.click(`${row} [data-do=review]`);
  await page.waitForFunction((r) => document.querySelector(
    `${r} [data-do=review]`) === null, row);
  await press(page, "next");
  await page.waitForSelector("[data-address='words.I2'] .take");
  check("then the next string is open", await page.$(`${row} .take`) === null);
  await page.click(`${row} .string`);
  await page.waitForSelector(`${row} .said`);
  check("who said that it is good, and when", /medewerker|coördinator/.test(
    await page.textContent(`${row} .said`)), await page.textContent(`${row} .said`));
}

/** What the kiosk's voice makes of it. */
const heard = (page) => page.evaluate(async ({ language, address }) => {
  await voice.loadSpeech(language);
  const begun = performance.now();
  return { has: voice.has(address), outcome: await voice.play(
    [address, "words.none"], { rate: 2 }), ms: performance.now() - begun };
}, WHERE);

async function atKiosk(page) {
  const asked = [];
  page.on("request", (r) => r.url().includes("/speech/") && asked.push(r.url()));
  const first = await heard(page);
  check("the kiosk plays it to its end", first.has && first.outcome === "heard" &&
    first.ms > 300, JSON.stringify(first));
  const before = asked.length;
  const second = await heard(page);
  check("from its memory: nobody sees what is heard", second.outcome === "heard" &&
    before === 1 && asked.length === 1, `${asked.length} requests`);
  const cut = await page.evaluate(async ({ address }) => {
    const playing = voice.play(address);
    setTimeout(voice.stop, 100);
    return [await playing, await voice.play("words.none")].join();
  }, WHERE);
  check("a voice can be stopped, and silence is told", cut === "stopped,silent", cut);
  check("the kiosk's page may not record", await page.evaluate(() =>
    microphone.record(() => {}).then(() => "open", (e) => e.name)) ===
    "NotAllowedError");
}

/** Let the clip be of another text, as after an update that changed the pack. */
const age = () => execFileSync("sqlite3", [join(env.WK_E2E_STATE, "site.db"),
  ".timeout 5000", ".dbconfig enable_trigger off",
  `UPDATE clip SET text_hash = zeroblob(32) WHERE address = '${WHERE.address}'`]);

await run(async ({ url, open }) => {
  const page = await open({ size: "desktop" });
  await stand(page, url, "/staff/", await bundled(true));
  await page.goto(`${url}/staff/?language=${WHERE.language}`);
  check("a login", await enter(page) === 200);
  await page.reload();
  await page.waitForSelector(row);
  await recording(page);
  await reflows(page, "the recorder");
  const kiosk = await open();
  await stand(kiosk, url, "/kiosk/", await bundled(false));
  await kiosk.goto(`${url}/kiosk/`);
  await kiosk.waitForFunction(() => globalThis.voice !== undefined);
  await kiosk.mouse.click(5, 5); // browsers are silent until somebody is there
  await atKiosk(kiosk);
  age();
  const stale = await heard(kiosk);
  check("once the text is another one the kiosk keeps silent",
    !stale.has && stale.outcome === "silent", JSON.stringify(stale));
  await page.reload();
  await page.waitForSelector(`${row}[data-state=stale]`);
  await page.click(`${row} .string`);
  await accessible(page, "a stale string");
  await picture(page, "recorder-stale");
  await page.click(`${row} [data-do=remove]`);
  await page.waitForSelector(`${row}[data-state=silent]`);
  check("and it can be taken back", true);
  check("no rule of the page's policy was broken", page.problems.length === 0,
    page.problems.join("; "));
});
