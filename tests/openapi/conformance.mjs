// SPDX-License-Identifier: EUPL-1.2
/*
 * conformance.mjs central|site - the running program against the description of
 * its interface: server/openapi.json or client/openapi.json.
 *
 * Every path, method and promised status is asked for, and each reply held
 * against what is promised of it, with no key more.  To describe an endpoint,
 * add it to the JSON file alone, with examples named after the statuses they
 * lead to; drive.mjs does the rest, and what is missing is said in full.
 *
 * From the environment, set by run.sh: WK_API_URL, WK_API_SYNC, WK_API_SITE (a
 * site's state folder), WK_API_NAME, WK_API_FRESH, WK_API_SPARE (to be removed),
 * WK_API_PASSWORD, WK_API_PIN.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Document } from "./document.mjs";
import { ask, certificate, Driver, login, renew } from "./drive.mjs";
import { routes } from "./routes.mjs";

/* What one healthy program cannot be brought to here, and the test that does.
 * A status alone is meant for every operation. */
const ELSEWHERE = {
  "5XX": "tests/fault/test_room.sh",
  503: "tests/fault/test_room.sh",
  "POST /api/v1/answers 409": "tests/integration/test_site_wave.sh",
  "POST /enrol/v1 200": "tests/integration/enrol.mjs",
  "POST /enrol/v1 403": "tests/integration/test_central_serve.sh",
  "POST /enrol/v1 426": "tests/integration/test_skew.sh",
  "POST /enrol/v1 429": "tests/integration/test_central_serve.sh",
  "POST /sync/v1/{message} 200": "tests/integration/attack_sync.mjs",
  "POST /sync/v1/{message} 403": "tests/integration/test_central_serve.sh",
  "POST /sync/v1/{message} 426": "tests/integration/test_skew.sh",
  "POST /sync/v1/{message} 429": "tests/integration/attack_sync.mjs",
  "POST /api/v1/answers 410": "tests/integration/waiting.mjs",
  "POST /api/v1/answers 429": "tests/integration/test_site_kiosk.sh",
  "POST /api/v1/answers 409": "tests/integration/test_site_cards.sh",
  "POST /api/v1/ballots 409": "tests/integration/test_site_import.sh",
  "POST /api/v1/feet 409": "tests/integration/test_site_feet.sh",
  "POST /api/v1/card 429": "tests/integration/test_site_cards.sh",
  "GET /pair 200": "tests/integration/test_tablets.sh",
  "POST /api/v1/pair 201": "tests/integration/test_tablets.sh",
  "POST /api/v1/pair 400": "tests/integration/test_tablets.sh",
  "POST /api/v1/pair 403": "tests/integration/test_tablets.sh",
  "POST /api/v1/pair 429": "tests/integration/test_tablets.sh",
  "POST /api/v1/devices/code 201": "tests/integration/test_tablets.sh",
  "POST /api/v1/devices/revoke 200": "tests/integration/test_tablets.sh",
  "POST /api/v1/pin 409": "tests/integration/test_pin.sh",
  "POST /api/v1/accounts/role 409": "tests/integration/test_site_roles.sh",
  "POST /api/v1/accounts/remove 409": "tests/integration/test_site_roles.sh",
};

const which = process.argv[2];
const folder = which === "central" ? "server" : "client";
const file = `${folder}/openapi.json`;
const base = process.env.WK_API_URL, password = process.env.WK_API_PASSWORD;
const NEW = "een korte zin is goed";
let failed = 0, passed = 0;

const said = new Set();

/** One line for each new sentence, or one for all being well. */
function report(what, sentences) {
  const fresh = [...new Set(sentences)].filter((s) => !said.has(s));
  failed += fresh.length;
  passed += sentences.length === 0 ? 1 : 0;
  if (sentences.length === 0)
    console.log(`ok  ${what}`);
  for (const s of fresh) {
    said.add(s);
    console.log(`FAILED  ${s}`);
  }
}

const json = JSON.parse(readFileSync(file, "utf8"));
const doc = new Document(file, json);

/* ---- The file by itself ---- */
report(`${file} is OpenAPI 3.1`, doc.invalid());
report("each route is described, and nothing else",
  doc.differences(routes(folder)));
for (const [name, schema] of Object.entries(json.components.schemas))
  try {
    doc.validator({ $ref: `#/components/schemas/${name}` });
  } catch (e) {
    report("", [`${file}: components/schemas/${name}: ${e.message}`]);
  }

/* ---- Accounts, and what examples may name ---- */
await renew(base, process.env.WK_API_NAME, password, NEW);
const fixed = { name: process.env.WK_API_NAME, password: NEW,
  spare: process.env.WK_API_SPARE };
const start = await ask({ url: `${base}/${which === "site" ? "kiosk/" : ""}` });
fixed.asset = /\/assets\/([\w.-]+\.js)/.exec(start.body)[1];
if (which === "site") {
  const get = async (path) => JSON.parse((await ask({ url: base + path,
    headers: { Cookie: (await login(base, fixed.name, NEW)).cookie } })).body);
  const kiosk = await get("/api/v1/kiosk");
  // A batch that is closed, of a questionnaire that is still put.
  const hash = (id) => Object.entries(kiosk.questionnaires).find(([, q]) =>
    q.id === id)?.[0];
  const closed = (await get("/api/v1/releases")).releases.find((r) =>
    hash(r.questionnaire) !== undefined);
  Object.assign(fixed, { closed_project: closed.project,
    closed_questionnaire: hash(closed.questionnaire),
    closed_channel: closed.channel, closed_month: closed.last });
  fixed.project = kiosk.projects[0].id;
  fixed.questionnaire = kiosk.projects[0].wave;
  fixed.month = kiosk.month;
  fixed.pin = process.env.WK_API_PIN;
  fixed.speech_hash = (await get("/api/v1/speech?language=nl&all=1")).strings
    .find((x) => x.address === "words.I1").hash;
  fixed.pack_hash = (await get("/api/v1/languages")).languages.find((l) =>
    l.language === "ff").hash;
}
const driver = new Driver({ base, sync: process.env.WK_API_SYNC,
  vars: () => ({ ...fixed, id: randomBytes(16).toString("hex") }),
  fresh: { name: process.env.WK_API_FRESH, password },
  tls: which === "central" ? certificate(process.env.WK_API_SITE) : {} });

/* ---- Every operation and status ---- */
const seen = []; // [operation, reply]

async function cover(o, status) {
  const key = `${o.method} ${o.path} ${status}`;
  const elsewhere = ELSEWHERE[key] ?? ELSEWHERE[status];
  if (elsewhere !== undefined) {
    readFileSync(elsewhere); // that test is still there
    return;
  }
  const { reached, replies } = await driver.drive(o, status);
  seen.push(...replies.map((r) => [o, r]));
  report(key, [...replies.flatMap((r) => doc.faults(o, r)),
    ...(reached ? [] : [`${file}: ${key}: was never answered, only ${
      replies.map((r) => r.status)}: give its parameters or body an example named "${status}", or name the test that shows it in tests/openapi/conformance.mjs`])]);
}

const cover_all = async (o, statuses) => {
  for (const status of statuses)
    await cover(o, status).catch((e) => report("", [`${file}: ${o.method} ${
      o.path} ${status}: ${e.message}`]));
};
const change = doc.operations.find((o) => o.path === "/api/v1/password");
for (const o of doc.operations)
  if (o !== change)
    await cover_all(o, Object.keys(o.responses));

/* ---- Every question, so that every state of a figure has been seen ---- */
const questions = seen.find(([o, r]) => o.path === "/api/v1/questions" &&
  r.status === 200);
if (questions !== undefined) {
  const session = await login(base, fixed.name, fixed.password);
  const o = doc.operations.find((x) => x.path === "/api/v1/compare");
  for (const q of JSON.parse(questions[1].body).questions)
    for (const id of q.options.length > 0 ? q.options.map((x) => x.id) : [q.id])
      for (const a of [undefined, ...q.attributes.map((x) => x.id)]) {
        const reply = await ask({ url: `${base}/api/v1/compare?question=${id
          }&from=2020-01&to=2039-12${a === undefined ? "" : `&attribute=${a}`}`,
        headers: { Cookie: session.cookie } });
        seen.push([o, reply]);
        report(`${id} ${a ?? ""}`, doc.faults(o, reply));
      }
}

/* ---- The password, and last what shuts the account ---- */
await cover_all(change, Object.keys(change.responses).filter((s) =>
  s !== "204" && s !== "429"));
await cover_all(change, ["204"]);
fixed.password += " again";
await cover_all(change, ["429"]);

/* ---- What is nowhere described ---- */
for (const [method, path, status] of [["GET", "/nothing", 404],
  ["DELETE", "/api/v1/session", 405]]) {
  const reply = await ask({ url: base + path, method, headers: {
    "Content-Type": "application/json" } });
  report(`${method} ${path}`, reply.status === status &&
    /^\{"error":/.test(reply.body) ? []
    : [`${method} ${path}: ${reply.status} ${reply.body}`]);
}

/* ---- No place where something new would go unseen ---- */
const served = (o) => o.path !== "/api/v1/openapi.json" &&
  o.path !== "/api/v1/datapackage.json"; // JSON of others' specifications
report("every object of every reply is closed", [...new Set(seen.flatMap(
  ([o, r]) => served(o) ? doc.vague(o, r) : []))]);

/* ---- Controls: each must be found, with its name in the sentence ---- */
function control(what, change, find) {
  const copy = structuredClone(json);
  change(copy);
  const d = new Document(file, copy);
  const sentences = find(d);
  report(`control: ${what}`, sentences.some((s) => s.includes(what)) ? []
    : [`control: ${what} went unseen`]);
}
const replies = (d) => seen.flatMap(([o, r]) => {
  const same = d.operations.find((x) => x.path === o.path &&
    x.method === o.method);
  return same === undefined ? [] : d.faults(same, r);
});
control("GET /api/v1/session", (j) => delete j.paths["/api/v1/session"],
  (d) => d.differences(routes(folder)));
control("GET /api/v1/never", (j) => { j.paths["/api/v1/never"] = {
  get: { responses: {} } }; }, (d) => d.differences(routes(folder)));
control('the key "csrf"', (j) => {
  delete j.components.schemas.Session.properties.csrf;
  j.components.schemas.Session.required.splice(
    j.components.schemas.Session.required.indexOf("csrf"), 1);
}, replies);
control("must have required property 'never'", (j) =>
  j.components.schemas.Session.required.push("never"), replies);
control("this status is not in the file", (j) =>
  delete j.paths["/api/v1/session"].get.responses[401], replies);
control("Content-Type is application/json", (j) => {
  j.components.responses.Unauthorized.content = { "text/plain": {} };
}, replies);
control("a new key at", (j) =>
  delete j.components.schemas.Session.additionalProperties,
(d) => seen.flatMap(([o, r]) => d.vague(o, r)));
control("OpenAPI 3.1", (j) => delete j.info.title, (d) => d.invalid());

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
