// SPDX-License-Identifier: EUPL-1.2
/*
 * drive.mjs - requests that lead to each promised status.
 *
 * What to ask stands in the description itself: the examples of parameters and
 * bodies are named after the status they lead to ("200", "404"); without one
 * of that name the one of the success is taken.  {name} in an example is put
 * in from vars.  What has nothing to do with one address - no login, another
 * host, too large a body - is done here, the same for all.
 */
import { readFileSync } from "node:fs";
import { request as http } from "node:http";
import { Agent, request as https } from "node:https";

const BIG = 300_000; // bytes, over MAX_BODY
const TRIES = 8; // more than throttle.h forgives

/** One request; the reply with its body as text. */
export function ask({ url, method = "GET", headers = {}, body, tls = {} }) {
  const secure = url.startsWith("https:");
  return new Promise((done, failed) => {
    const r = (secure ? https : http)(url, { method, headers: { ...headers,
      ...(body === undefined ? {} : { "Content-Length":
        Buffer.byteLength(body) }) }, ...(secure ? { agent: new Agent(
      { rejectUnauthorized: false, keepAlive: false, ...tls }) }
      : { agent: false }) }, (reply) => {
      let text = "";
      reply.setEncoding("utf8");
      reply.on("data", (piece) => { text += piece; });
      reply.on("end", () => done({ status: reply.statusCode, body: text,
        headers: Object.fromEntries(Object.entries(reply.headers).map(
          ([k, v]) => [k, String(v)])) }));
      reply.on("error", failed);
    });
    r.on("error", failed);
    r.setTimeout(60_000, () => r.destroy(new Error(`${method} ${url}: silent`)));
    r.end(body);
  });
}

/** Log in; {cookie, csrf}.  Other tests may be logging in as well: 503 says to
 * come back. */
export async function login(base, name, password) {
  const enter = () => ask({ url: `${base}/api/v1/login`, method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, password }) });
  let reply = await enter();
  for (let i = 0; i < 10 && reply.status === 503; i++) {
    await new Promise((done) => setTimeout(done, 1000));
    reply = await enter();
  }
  if (reply.status !== 200)
    throw new Error(`login as ${name}: ${reply.status} ${reply.body}`);
  return { cookie: reply.headers["set-cookie"].split(";")[0],
    csrf: JSON.parse(reply.body).csrf };
}

/** The first password of an account is changed before anything else. */
export async function renew(base, name, old, next) {
  const { cookie, csrf } = await login(base, name, old);
  await ask({ url: `${base}/api/v1/password`, method: "POST", headers: {
    "Content-Type": "application/json", Cookie: cookie, "X-CSRF-Token": csrf },
  body: JSON.stringify({ old, new: next }) });
}

const success = (o) => Object.keys(o.responses).find((s) => s < "400");

/** Put vars into {name} of every text of an example. */
function filled(value, vars) {
  if (typeof value === "string")
    return value.replace(/\{(\w+)\}/g, (all, key) => vars()[key] ?? all);
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([k, v]) =>
      [k, filled(v, vars)])) : value;
}

export class Driver {
  /** base: the address; sync: of the other listener; vars(): what examples may
   * name; fresh: an account that must change its password; tls: a site's
   * certificate. */
  constructor({ base, sync, vars, fresh, tls }) {
    Object.assign(this, { base, sync, vars, fresh, tls,
      sessions: new Map() });
  }

  example(of, status, usual) {
    const found = of.examples?.[status] ?? of.examples?.[usual];
    return found === undefined ? undefined : filled(found.value, this.vars);
  }

  /** The request that should lead to status. */
  async plain(o, status) {
    const usual = success(o), headers = {}, query = [];
    let path = o.path;
    for (const p of o.parameters ?? []) {
      const value = this.example(p, status, usual);
      if (value !== undefined && p.in === "path")
        path = path.replace(`{${p.name}}`, value);
      else if (value !== undefined && p.in === "query")
        // %ff stays what it is: a byte that is no text.
        query.push(`${p.name}=${value === "%ff" ? value
          : encodeURIComponent(value)}`);
      else if (value !== undefined)
        headers[p.name] = value;
    }
    const out = { method: o.method, headers, url: (o.servers === undefined
      ? this.base : this.sync) + path + (query.length > 0
      ? `?${query.join("&")}` : "") };
    const [type, medium] = Object.entries(o.requestBody?.content ?? {})[0] ?? [];
    if (type !== undefined) {
      headers["Content-Type"] = type;
      const value = this.example(medium, status, usual);
      out.body = value === undefined ? "?" : JSON.stringify(value);
    }
    if (o.security.some((s) => s.certificate))
      out.tls = this.tls;
    if (o.security.some((s) => s.session))
      await this.enter(o, out, this.vars());
    return out;
  }

  /** What ends its session has one of its own. */
  async enter(o, out, { name, password }) {
    const ends = /v1\/(logout|password)$/.test(o.path);
    const session = (ends ? undefined : this.sessions.get(name)) ??
      await login(this.base, name, password);
    if (!ends)
      this.sessions.set(name, session);
    if (o.security.some((s) => s.csrf))
      out.headers["X-CSRF-Token"] = session.csrf;
    out.headers.Cookie = session.cookie;
  }

  /** Every way that this status is usually come by; the first that leads to it
   * is taken.  What has an example for it is asked as that says. */
  ways(operation, status) {
    const named = [...operation.parameters ?? [],
      ...Object.values(operation.requestBody?.content ?? {})]
      .some((x) => x.examples?.[status] !== undefined);
    const plain = (o) => this.plain(o, status);
    const with_ = (change) => async (o) => {
      const r = await plain(o);
      change(r, o);
      return r;
    };
    return (named ? undefined : {
      401: [with_((r) => delete r.headers.Cookie)],
      403: [with_((r) => delete r.headers["X-CSRF-Token"]),
        async (o) => {
          const r = await plain({ ...o, security: [] });
          if (o.security.some((s) => s.session))
            await this.enter(o, r, this.fresh);
          return r;
        }, with_((r) => { r.headers.Origin = "http://elsewhere.example"; })],
      413: [with_((r) => { r.body = "x".repeat(BIG); })],
      415: [with_((r) => { r.headers["Content-Type"] = "text/plain"; })],
      421: [with_((r) => { r.headers.Host = "elsewhere.example"; })],
      304: [async (o) => {
        const r = await this.plain(o, success(o));
        const { headers } = await ask(r);
        r.headers["If-None-Match"] = headers.etag ?? "none";
        return r;
      }],
    }[status]) ?? [plain];
  }

  /** Ask until the status comes; every reply on the way counts too. */
  async drive(o, status) {
    const replies = [];
    for (const way of this.ways(o, status)) {
      const r = await way(o);
      for (let i = 0; i < (status === "429" ? TRIES : 1); i++) {
        replies.push(await ask(r));
        if (String(replies.at(-1).status) === status)
          return { reached: true, replies };
      }
    }
    return { reached: false, replies };
  }
}

export const certificate = (folder) => ({
  cert: readFileSync(`${folder}/tls/cert.pem`),
  key: readFileSync(`${folder}/tls/key.pem`) });
