// SPDX-License-Identifier: EUPL-1.2
/*
 * cards.mjs URL PROJECT TIMES FILE - post an answer set for each line of FILE,
 * a card, TIMES over, all at once, each time with an id of its own; print how
 * many replies had which status.  With "lines" for TIMES each line is "ID CARD",
 * sent as it is, and what gets no reply is "lost".
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

const [url, project, times, file] = process.argv.slice(2);
const lines = readFileSync(file, "utf8").trim().split("\n");
const sets = times === "lines" ? lines.map((l) => l.split(" "))
  : lines.flatMap((card) => Array.from({ length: Number(times) },
    () => [randomBytes(16).toString("hex"), card]));

const post = ([id, card]) => fetch(`${url}/api/v1/answers`, { method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ id, project, channel: "self", questionnaire: "start",
    answers: { C04: 2 }, card }) }).then((r) => r.status, () => "lost");

// Whoever must wait because others guessed comes again, as the page does.
const patient = async (set) => {
  let status = await post(set);
  for (let i = 0; i < 3 && status === 429; i++) {
    await new Promise((done) => setTimeout(done, 1100));
    status = await post(set);
  }
  return status;
};

const count = new Map();
for (const status of await Promise.all(sets.map(patient)))
  count.set(status, (count.get(status) ?? 0) + 1);
console.log([...count].sort().map(([s, n]) => `${s}:${n}`).join(" "));
