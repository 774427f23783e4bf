// SPDX-License-Identifier: EUPL-1.2
/*
 * package_rules.mjs - the rules of Data Package, Table Schema and Table
 * Dialect (datapackage.org, versions 1 and 2) as far as a package of CSV files
 * needs them: what is wrong with a descriptor, and with files beside it.
 */
import { createRequire } from "node:module";

const require = createRequire(
  new URL("../../common/web/package.json", import.meta.url));
const Ajv = require("ajv/dist/2020").default;

const TEXT = { type: "string", minLength: 1 };
const TYPES = ["string", "number", "integer", "boolean", "object", "array",
  "list", "datetime", "date", "time", "year", "yearmonth", "duration",
  "geopoint", "geojson", "any"];
const NAMES = { type: "array", items: TEXT, minItems: 1 };
/* "Names are of lower-case letters, digits, '.', '_', '-' and '/'." */
const NAME = { type: "string", pattern: "^[-a-z0-9._/]+$" };
/* A web address, or a POSIX path that stays below the descriptor. */
const PATH = { type: "string", minLength: 1, anyOf: [
  { pattern: "^https?://" },
  { pattern: "^(?!/|~|\\.)(?!.*(^|/)\\.\\.(/|$))[^\\\\]+$" }] };
const FIELD = { type: "object", required: ["name", "type"], properties: {
  name: TEXT, type: { enum: TYPES }, title: TEXT, description: TEXT,
  trueValues: NAMES, falseValues: NAMES, constraints: { type: "object",
    additionalProperties: false, properties: { required: { type: "boolean" },
      unique: { type: "boolean" }, minimum: {}, maximum: {},
      minLength: { type: "integer" }, maxLength: { type: "integer" },
      pattern: TEXT, enum: { type: "array", minItems: 1 } } } } };
const RESOURCE = { type: "object",
  required: ["name", "path", "type", "schema", "$schema"], properties: {
    $schema: { const: "https://datapackage.org/profiles/2.0/dataresource.json" },
    name: NAME, path: PATH, type: { const: "table" },
    profile: { const: "tabular-data-resource" }, title: TEXT,
    description: TEXT, format: TEXT, mediatype: { pattern: "^.+/.+$" },
    encoding: { const: "utf-8" },
    dialect: { type: "object", properties: {
      delimiter: { type: "string", minLength: 1 }, header: { type: "boolean" },
      lineTerminator: TEXT, quoteChar: { type: "string", maxLength: 1 },
      doubleQuote: { type: "boolean" } } },
    schema: { type: "object", required: ["fields"], properties: {
      fields: { type: "array", items: FIELD, minItems: 1 },
      missingValues: { type: "array", items: { type: "string" } },
      primaryKey: NAMES, uniqueKeys: { type: "array", items: NAMES },
      foreignKeys: { type: "array", items: { type: "object",
        required: ["fields", "reference"], properties: { fields: NAMES,
          reference: { type: "object", required: ["resource", "fields"],
            properties: { resource: { type: "string" }, fields: NAMES } } } } } } } } };
const PACKAGE = { type: "object", required: ["resources", "$schema"],
  properties: {
    $schema: { const: "https://datapackage.org/profiles/2.0/datapackage.json" },
    profile: { const: "tabular-data-package" }, name: NAME, title: TEXT,
    description: TEXT, keywords: NAMES,
    licenses: { type: "array", minItems: 1, items: { type: "object",
      anyOf: [{ required: ["name"] }, { required: ["path"] }],
      properties: { name: { type: "string", pattern: "^[-a-zA-Z0-9._]+$" },
        path: PATH, title: TEXT } } },
    sources: { type: "array", minItems: 1, items: { type: "object",
      anyOf: [{ required: ["title"] }, { required: ["path"] }] } },
    resources: { type: "array", minItems: 1, items: RESOURCE } } };

const validate = new Ajv({ strict: true, strictTypes: false,
  strictRequired: false, allErrors: true }).compile(PACKAGE);

const twice = (list) => list.filter((x, i) => list.indexOf(x) !== i);

/** What the specifications do not allow in a descriptor. */
export function descriptorFaults(d) {
  const found = validate(d) ? [] : validate.errors.map((e) =>
    `datapackage.json: ${e.instancePath || "/"} ${e.message}`);
  const resources = d.resources ?? [];
  found.push(...twice(resources.map((r) => r.name)).map((n) =>
    `datapackage.json: two resources are called ${n}`));
  for (const r of resources) {
    const fields = r.schema?.fields ?? [], names = fields.map((f) => f.name);
    const known = (list, of, where) => found.push(...list.filter((n) =>
      !of.includes(n)).map((n) =>
      `datapackage.json: ${r.name}: ${where} names ${n}, which is no field`));
    found.push(...twice(names).map((n) =>
      `datapackage.json: ${r.name}: two fields are called ${n}`));
    known(r.schema?.primaryKey ?? [], names, "primaryKey");
    known((r.schema?.uniqueKeys ?? []).flat(), names, "uniqueKeys");
    for (const k of r.schema?.foreignKeys ?? []) {
      const other = resources.find((x) => x.name ===
        (k.reference.resource || r.name));
      known(k.fields, names, "foreignKeys");
      known(k.reference.fields, (other?.schema.fields ?? []).map((f) => f.name),
        `foreignKeys, in ${k.reference.resource},`);
    }
  }
  return found;
}

/** RFC 4180, strictly: rows of cells. */
export function parseCsv(text) {
  const rows = [];
  let row = [], at = 0;
  while (at < text.length) {
    const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
    cell.lastIndex = at;
    const m = cell.exec(text);
    row.push(m[1] === undefined ? m[2] : m[1].replaceAll('""', '"'));
    at += m[0].length;
    if (text[at] === ",") {
      at++;
    } else if (text.startsWith("\r\n", at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else {
      throw new Error(`no comma and no end of line after ${text.slice(
        Math.max(0, at - 40), at + 10)}`);
    }
  }
  return rows;
}

const SHAPE = { integer: /^-?[0-9]+$/, number: /^-?[0-9]+(\.[0-9]+)?$/,
  yearmonth: /^[0-9]{4}-(0[1-9]|1[0-2])$/ };

/** Why a cell is not what its field says; undefined when it is. */
function cellFault(cell, field) {
  const c = field.constraints ?? {};
  if (cell === "")
    return c.required ? "is empty" : undefined;
  if (SHAPE[field.type] !== undefined && !SHAPE[field.type].test(cell))
    return `is no ${field.type}`;
  if (field.type === "boolean" && ![...field.trueValues, ...field.falseValues]
    .includes(cell))
    return "is no boolean";
  if (c.enum !== undefined && !c.enum.includes(cell))
    return `is none of ${c.enum}`;
  if (c.minimum !== undefined && Number(cell) < c.minimum ||
      c.maximum !== undefined && Number(cell) > c.maximum)
    return "is out of bounds";
  return undefined;
}

/** What is wrong with the files, a text for each path. */
export function tableFaults(d, files) {
  const found = [], tables = {};
  const say = (r, line, words) => found.push(`${r.path}:${line}: ${words}`);
  for (const r of d.resources) {
    const [head, ...rows] = parseCsv(files[r.path]);
    const fields = r.schema.fields, names = fields.map((f) => f.name);
    for (const n of head)
      if (!names.includes(n))
        say(r, 1, `the column ${n} is not in server/datapackage.json: add a field to ${r.name}`);
    for (const n of names)
      if (!head.includes(n))
        say(r, 1, `the field ${n} of server/datapackage.json is no column`);
    if (head.join() !== names.join()) {
      say(r, 1, "columns and fields are not in the same order");
      continue;
    }
    const at = (list) => list.map((n) => names.indexOf(n));
    const key = (row, list) => at(list).map((i) => row[i]).join("\u0000");
    tables[r.name] = { rows, key };
    rows.forEach((row, i) => row.length !== names.length
      ? say(r, i + 2, `${row.length} cells`)
      : row.forEach((cell, k) => {
        const fault = cellFault(cell, fields[k]);
        if (fault !== undefined)
          say(r, i + 2, `${names[k]} ${fault}: ${cell}`);
      }));
    const keys = [...r.schema.uniqueKeys ?? [], ...r.schema.primaryKey ===
      undefined ? [] : [r.schema.primaryKey]];
    for (const k of keys)
      for (const v of new Set(twice(rows.map((row) => key(row, k)))))
        say(r, 1, `two rows have ${k}: ${v.replaceAll("\u0000", ", ")}`);
  }
  for (const r of d.resources)
    for (const k of r.schema.foreignKeys ?? []) {
      const other = tables[k.reference.resource], own = tables[r.name];
      const there = new Set((other?.rows ?? []).map((row) =>
        other.key(row, k.reference.fields)));
      for (const v of new Set((own?.rows ?? []).map((row) =>
        own.key(row, k.fields))))
        if (!there.has(v))
          say(r, 1, `${k.fields} ${v} is not in ${k.reference.resource}`);
    }
  return found;
}
