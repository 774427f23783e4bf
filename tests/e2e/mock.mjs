// SPDX-License-Identifier: EUPL-1.2
/*
 * mock.mjs - plays the site's HTTP side for the specs of this folder when no
 * real program is there: node mock.mjs PAGES [PORT] prints its address.
 *
 * PAGES is BUILD/pages/client.  A spec of the centre gives its own files and
 * routes: {files: {"/": "compare.html"}, routes: {"GET /api/v1/…": fn}}.  It sends the headers of common/web/asset.c and
 * the made-up data of sample.mjs; one account, coordinator / first-password.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sample from "./sample.mjs";
import { languagesRoutes, offers } from "./sample_languages.mjs";
import { ownRoutes } from "./sample_own.mjs";
import { wavesRoutes } from "./staff_waves_sample.mjs";
import { routes as staffRoutes } from "./sample_staff.mjs";

/** How much slower a spec is to run (lib.mjs); replies wait up to so long. */
export const SLOW = Number(process.env.WK_E2E_SLOW ?? "1");
const LATE_MS = (SLOW - 1) * 50;

const TYPES = { ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
  ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8",
  ".json": "application/json" };
const PAGES = { "/kiosk/": "kiosk.html", "/staff/": "staff.html" };

/** The security headers as the C source has them. */
function headers() {
  const source = readFileSync(new URL("../../common/web/asset.c",
    import.meta.url), "utf8");
  const literal = source.slice(source.indexOf("ASSET_SECURITY_HEADERS[]"),
    source.indexOf("static const char MARK"));
  const lines = [...literal.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
    .map((m) => m[1]).join("").split("\\r\\n").filter(Boolean);
  return Object.fromEntries(lines.map((l) => l.split(/: (.*)/s).slice(0, 2)));
}

/** @param {string} pages @param {{languages?: string[], reviewed?: string[],
 *   files?: Record<string, string>, routes?: Record<string, any>}} options */
export function mock(pages, { languages = ["nl"], reviewed = [], files = PAGES,
  routes = {} } = {}) {
  const saved = new Map(), counts = sample.headcounts();
  const devices = sample.devices();
  const account = { name: "coordinator", password: "first-password",
    must_change: true };
  const heard = [...reviewed]; // and what is reviewed meanwhile
  const sessions = new Map(); // by cookie
  const own = headers();
  const cookie = (r) => /wk=(\w+)/.exec(r.headers.cookie ?? "")?.[1];
  const fresh = () => randomBytes(16).toString("hex");

  const api = {
    "GET /api/v1/kiosk": (body, r) => {
      const preview = new URL(r.url, "http://mock").searchParams.get("preview");
      return [200, { ...sample.kiosk(languages), preview: preview !== null,
        ...(preview !== null && { token: null }),
        packs: offers(pages, languages, heard, preview) }];
    },
    "POST /api/v1/answers": (body, r) => {
      if (r.headers["x-weerklank-token"] !== "0".repeat(32))
        return [403, { error: "X-Weerklank-Token does not fit" }];
      if (body.channel === "assisted" && body.ticket !== sample.TICKET)
        return [403, { error: "ticket: not the one that the team's PIN gives" }];
      saved.set(body.id, body);
      return [201, { saved: true }];
    },
    "POST /api/v1/card": (body) => body.card === "999999"
      ? [429, { error: "wait" }] : [200, { valid: body.card === "123456" }],
    "GET /api/v1/devices": () => [200, devices],
    "POST /api/v1/devices/code": () => [201, { code: "mfrg-gzdf-mztw-q2lk",
      address: devices.address, seconds: 600 }],
    "POST /api/v1/devices/revoke": (body) => {
      devices.devices = devices.devices.filter((d) => d.id !== body.id);
      return [200, { revoked: true }];
    },
    "POST /api/v1/pin/set": () => [200, { saved: true }],
    "POST /api/v1/pin": (body) => sample.pin(body.pin),
    "POST /api/v1/login": (body) => {
      if (body.name !== account.name || body.password !== account.password)
        return [401, { error: "no such name and password" }];
      const session = { name: body.name, role: "coordinator",
        must_change: account.must_change, csrf: fresh() };
      const key = fresh();
      sessions.set(key, session);
      return [200, session, { "Set-Cookie":
        `wk=${key}; HttpOnly; SameSite=Strict; Path=/` }];
    },
    "GET /api/v1/session": (body, r, session) => session === undefined
      ? [401, { error: "not logged in" }] : [200, session],
    "POST /api/v1/logout": (body, r) => {
      sessions.delete(cookie(r));
      return [204, null];
    },
    "POST /api/v1/password": (body, r, session) => {
      if (body.old !== account.password)
        return [401, { error: "old: not the password" }];
      account.password = body.new;
      account.must_change = session.must_change = false;
      return [204, null];
    },
    "GET /api/v1/status": () => [200, sample.status()],
    "GET /api/v1/releases": () => [200, sample.releases()],
    "GET /api/v1/others": () => [200, sample.others()],
    "GET /api/v1/headcounts": () => [200, counts],
    "POST /api/v1/headcounts": (body) => {
      const one = counts.periods.find((p) => p.project === body.project &&
        p.questionnaire === body.questionnaire && p.first === body.month &&
        p.channel === body.channel);
      if (one === undefined)
        return [404, { error: "project: does not put this questionnaire" }];
      Object.assign(one, { eligible: body.eligible, asked: body.asked });
      return [200, { saved: true }];
    },
    ...ownRoutes(),
    ...wavesRoutes(),
    ...staffRoutes(),
    ...(files === PAGES && languagesRoutes(pages, heard)),
    ...routes,
  };
  const PUBLIC = /\/(kiosk|answers|card|pin|pair|speech|login|session)$/;

  function answer(key, body, r) {
    if (api[key] === undefined)
      return [404, { error: "no such address" }];
    const session = sessions.get(cookie(r));
    if (session === undefined && !PUBLIC.test(key))
      return [401, { error: "not logged in" }];
    if (key.startsWith("POST") && !PUBLIC.test(key) &&
        r.headers["x-csrf-token"] !== session.csrf)
      return [403, { error: "X-CSRF-Token does not fit" }];
    return api[key](body, r, session);
  }

  function file(path, reply, packs) {
    const page = files[path];
    const name = join(pages, page ?? path);
    if (path.includes("..") || (page === undefined &&
        !path.startsWith("/assets/")) || !existsSync(name)) {
      reply.writeHead(404, own).end();
    } else if (page !== undefined) {
      reply.writeHead(200, { ...own, "Cache-Control": "no-store",
        "Content-Type": "text/html; charset=utf-8" });
      reply.end(readFileSync(name, "utf8")
        .replaceAll("{{token}}", "0".repeat(32)));
    } else {
      const packed = packs && existsSync(`${name}.gz`);
      reply.writeHead(200, { ...own, "Content-Type": TYPES[extname(name)],
        ...(packed && { "Content-Encoding": "gzip" }),
        "Cache-Control": "public, max-age=31536000, immutable" });
      reply.end(readFileSync(packed ? `${name}.gz` : name));
    }
  }

  const server = createServer((r, reply) => {
    const { pathname } = new URL(r.url, "http://mock");
    let body = "";
    r.on("data", (piece) => { body += piece; });
    r.on("end", () => {
      if (!pathname.startsWith("/api/"))
        return file(pathname, reply,
          /\bgzip\b/.test(r.headers["accept-encoding"] ?? ""));
      const [code, json, more] = answer(`${r.method} ${pathname}`,
        body === "" ? null : JSON.parse(body), r);
      return setTimeout(() => {
        reply.writeHead(code, { ...own, ...more,
          "Content-Type": "application/json" });
        reply.end(json === null ? "" : JSON.stringify(json));
      }, LATE_MS * Math.random());
    });
  });
  return { server, saved };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [pages, port = "0"] = process.argv.slice(2);
  const { server } = mock(pages);
  server.listen(Number(port), "127.0.0.1", () =>
    console.log(`http://127.0.0.1:${server.address().port}`));
}
