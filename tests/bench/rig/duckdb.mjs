// SPDX-License-Identifier: EUPL-1.2
/*
 * duckdb.mjs DIR SITES MONTHS QUESTIONS - the figures of made.c in DuckDB's
 * columns, in memory, one thread; DIR is where npm installed @duckdb/node-api.
 * Prints "SPAN QUESTION MS" for each view, "sum SPAN PEOPLE", and "all MS" for
 * everything at once.
 */
import { createRequire } from "node:module";
import { join } from "node:path";

const [dir, ...size] = process.argv.slice(2);
const [sites, months, questions] = size.map(Number);
const { DuckDBInstance } = createRequire(join(dir, "x.js"))("@duckdb/node-api");
const db = await (await DuckDBInstance.create(":memory:")).connect();

await db.run("SET threads = 1");
// The formula of made_counts().
await db.run(`CREATE TABLE made AS
  SELECT q.range AS question, s.range AS site, m.range AS month,
    (s.range * 7919 + m.range * 104729 + q.range * 1299709) % 1000003 AS h,
    50 + (s.range * 31 + m.range * 17) % 30 AS sets
  FROM range(${questions}) q, range(${sites}) s, range(${months}) m`);
await db.run(`CREATE TABLE figure AS SELECT question::UTINYINT AS question,
    site::USMALLINT AS site, month::USMALLINT AS month,
    a.range::UTINYINT AS answer,
    (CASE a.range WHEN 0 THEN h % 10 WHEN 1 THEN h // 10 % 10
      WHEN 2 THEN h // 100 % 20 WHEN 3 THEN h // 1000 % 10
      ELSE sets - h % 10 - h // 10 % 10 - h // 100 % 20 - h // 1000 % 10
    END)::UINTEGER AS n
  FROM made, range(5) a ORDER BY question, site, month, answer`);
await db.run("DROP TABLE made");

/** Milliseconds of processor. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const views = await db.prepare(`SELECT site, answer, sum(n)::BIGINT AS n
  FROM figure WHERE question = $1 AND month >= $2 GROUP BY site, answer`);
const people = (rows) => rows.reduce((sum, [, answer, n]) =>
  answer < 4 ? sum + n : sum, 0n);

for (const [span, n] of [0, 12, 1].entries()) {
  let sum = 0n;
  for (let q = 0; q < questions; q++) {
    views.bindInteger(1, q);
    views.bindInteger(2, n === 0 ? 0 : Math.max(0, months - n));
    const took = [];
    let rows = [];
    for (let i = 0; i < 3; i++) {
      const begun = cpu();
      rows = (await views.runAndReadAll()).getRows();
      took.push(cpu() - begun);
    }
    took.sort((a, b) => a - b);
    console.log(span, q, took[1].toFixed(3));
    sum += people(rows);
  }
  console.log("sum", span, String(sum));
}
const all = await db.prepare(`SELECT question, site, answer, sum(n)::BIGINT
  FROM figure GROUP BY question, site, answer`);
const begun = cpu();
await all.run();
console.log("all", (cpu() - begun).toFixed(3));
