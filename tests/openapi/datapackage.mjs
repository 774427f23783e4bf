// SPDX-License-Identifier: EUPL-1.2
/*
 * datapackage.mjs FOLDER - the data package that the centre serves: held
 * against the specification, its files against its descriptor, the figures of
 * the whole network against those of each question, all against the same files
 * that "export datapackage" wrote to FOLDER.  From run.sh, as conformance.mjs.
 */
import { readFileSync } from "node:fs";
import { ask, login, renew } from "./drive.mjs";
import { descriptorFaults, parseCsv, tableFaults } from "./package_rules.mjs";

const base = process.env.WK_API_URL, password = process.env.WK_API_PASSWORD;
const name = process.env.WK_API_NAME, NEW = "een korte zin is goed";
const folder = process.argv[2];
let failed = 0, passed = 0;

function check(what, ok, detail = "") {
  failed += ok ? 0 : 1;
  passed += ok ? 1 : 0;
  console.log(`${ok ? "ok" : "FAILED"}  ${what}${ok ? "" : `: ${detail}`}`);
}
const none = (what, list) => check(what, list.length === 0,
  list.slice(0, 20).join("\n        "));

await renew(base, name, password, NEW);
const { cookie } = await login(base, name, NEW);
const get = async (path) => {
  const r = await ask({ url: `${base}/api/v1/${path}`,
    headers: { Cookie: cookie } });
  if (r.status !== 200)
    throw new Error(`${path}: ${r.status} ${r.body}`);
  return r.body;
};

/* ---- The descriptor, and the files that it names ---- */
const text = await get("datapackage.json"), d = JSON.parse(text);
const files = {};
for (const r of d.resources)
  files[r.path] = await get(r.path); // relative to the descriptor's address
none("the descriptor keeps to the specification", descriptorFaults(d));
none("the files are what it says", tableFaults(d, files));
check("it says that this is a demonstration", d.demonstration === true &&
  d.title.startsWith("Demonstration") && d.licenses[0].name === "CC0-1.0");
for (const [path, body] of Object.entries({ ...files,
  "datapackage.json": text }))
  check(`export writes the same ${path}`,
    readFileSync(`${folder}/${path}`, "utf8") === body);

/* ---- The whole network is the sum of the questions ---- */
const known = JSON.parse(await get("questions"));
const lines = (csv) => csv.split("\r\n").slice(1, -1);
const all = lines(files["figures.csv"]);
const single = [], people = [];
for (const q of known.questions)
  for (const id of q.options.length > 0 ? q.options.map((o) => o.id) : [q.id])
    for (const a of q.attributes.length > 0 ? q.attributes : [undefined]) {
      const csv = await get(`compare.csv?question=${id}&from=${known.first
      }&to=${known.last}${a === undefined ? "" : `&attribute=${a.id}`}`);
      const of = lines(csv);
      const head = parseCsv(csv)[0].indexOf("attribute");
      single.push(...of.filter((l) => parseCsv(`${l}\r\n`)[0][head] === ""));
      people.push(...of.filter((l) => parseCsv(`${l}\r\n`)[0][head] !== ""));
    }
const once = new Set([...single, ...people]);
check("every line of every question is there, and no other",
  all.length === once.size && all.every((l) => once.has(l)),
  `${all.length} lines, ${once.size} of single questions`);
check("and there is something to compare", all.length > 500);

/* ---- Nothing is ordered by a value ---- */
const sites = parseCsv(files["figures.csv"]).slice(1).reduce((seen, row) => {
  const block = `${row[0]} ${row[5] === "" ? "" : row[5]}`;
  seen[block] ??= [];
  if (seen[block].at(-1) !== row[3])
    seen[block].push(row[3]);
  return seen;
}, {});
check("sites stand in their one order", Object.values(sites).every((s) =>
  s.join() === known.sites.filter((x) => s.includes(x)).join()));

/* ---- The dictionary ---- */
const dictionary = JSON.parse(await get("dictionary"));
check("the dictionary has every question", dictionary.questions.map((q) =>
  q.id).join() === known.questions.map((q) => q.id).join());
check("since when is a month with figures", dictionary.questions.every((q) =>
  q.first === null || q.first >= known.first && q.first <= known.last) &&
  dictionary.questions.some((q) => q.first !== null));

/* ---- Controls ---- */
function control(what, change, words) {
  const copy = structuredClone(d), f = { ...files };
  change(copy, f);
  const found = [...descriptorFaults(copy)];
  if (found.length === 0)
    found.push(...tableFaults(copy, f));
  check(`control: ${what}`, found.some((s) => s.includes(words)),
    found.join("; ") || "went unseen");
}
control("a path that climbs", (c) => { c.resources[0].path = "../x.csv"; },
  "/resources/0/path");
control("a name with a blank", (c) => { c.name = "We kl"; }, "/name");
control("an unknown type", (c) => {
  c.resources[0].schema.fields[0].type = "text";
}, "/type");
control("a key on no field", (c) => {
  c.resources[1].schema.primaryKey = ["nothing"];
}, "no field");
control("a column that nobody described", (c, f) => {
  f["codes.csv"] = f["codes.csv"].replace("question,", "question,colour,");
}, "add a field to codes");
control("a count that is no number", (c, f) => {
  f["figures.csv"] = f["figures.csv"].replace(/,\d+(,\d+,\d*,[\d.,]*\r\n)/,
    ",many$1");
}, "is no integer");
control("a question that nobody knows", (c, f) => {
  f["codes.csv"] = f["codes.csv"].replace("\r\nC01,", "\r\nX99,");
}, "is not in questions");
control("a row that stands twice", (c, f) => {
  f["questions.csv"] += `${lines(f["questions.csv"])[0]}\r\n`;
}, "two rows have id");

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
