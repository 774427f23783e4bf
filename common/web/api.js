// SPDX-License-Identifier: EUPL-1.2
/*
 * api.js - requests to the program that served the page (common/API.md).
 *
 *   await get("/api/v1/status")              the JSON; throws ApiError
 *   await post("/api/v1/login", {...})       sends the session's CSRF token
 *
 * ApiError.status is the HTTP status, or 0 when there was no contact;
 * retryAfter is in seconds.  A 401 outside login also tells onLoggedOut().
 */

export class ApiError extends Error {
  /** @param {number} status @param {string} message @param {number} retryAfter */
  constructor(status, message, retryAfter = 0) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

const TIMEOUT_MS = 20_000;
let csrf = "";
/** @type {() => void} */
let loggedOut = () => {};

/** The token of GET /api/v1/session, for everything that changes something. */
export function setCsrf(/** @type {string} */ token) {
  csrf = token;
}

/** What to do when the session has ended. @param {() => void} f */
export function onLoggedOut(f) {
  loggedOut = f;
}

/** @param {Response} r */
async function failure(r) {
  let message = r.statusText;
  try {
    message = (await r.json()).error ?? message;
  } catch {
    // No JSON: the status says enough.
  }
  const wait = Number(r.headers.get("Retry-After"));
  return new ApiError(r.status, message, Number.isFinite(wait) ? wait : 0);
}

/**
 * @param {string} path
 * @param {RequestInit} init
 */
async function request(path, init) {
  /** @type {Response} */
  let r;
  try {
    r = await fetch(path, {
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...init,
    });
  } catch (e) {
    throw new ApiError(0, e instanceof Error ? e.message : String(e));
  }
  if (!r.ok) {
    if (r.status === 401 && !/\/(login|session|password)$/.test(path))
      loggedOut();
    throw await failure(r);
  }
  try {
    return r.status === 204 ? null : await r.json();
  } catch {
    throw new ApiError(0, "the answer broke off");
  }
}

/** @param {string} path @returns {Promise<any>} */
export const get = (path) => request(path, {});

/**
 * @param {string} path
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>}
 */
export const post = (path, body = {}, headers = {}) => request(path, {
  method: "POST",
  headers: {
    "Content-Type": "application/json",
    ...(csrf === "" ? {} : { "X-CSRF-Token": csrf }),
    ...headers,
  },
  body: JSON.stringify(body),
});
