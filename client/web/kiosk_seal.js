// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_seal.js - what waits for its 201 lies on this machine's disk sealed to
 * the site (client/box.h): nobody who takes the disk can read it, nor can this
 * page.
 *
 * Each lies under a random name, all of one length.  IndexedDB is told to write
 * through, so that a power cut takes nothing that was said to be kept.
 */
const TITLE = "weerklank answers that wait, version 1\n";
const ID = 16, KEY = 32, NONCE = 12, PLAIN = 8192; // box.h
const MOST = 200;

const utf8 = new TextEncoder();

/** @param {string} text hex @returns {Uint8Array<ArrayBuffer>} */
const fromHex = (text) =>
  Uint8Array.from(text.match(/../g) ?? [], (x) => parseInt(x, 16));

/** @param {string} text base64 @returns {Uint8Array<ArrayBuffer>} */
const fromBase64 = (text) =>
  Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  let text = "";
  for (const b of bytes)
    text += String.fromCharCode(b);
  return btoa(text);
}

/** @param {...Uint8Array} parts @returns {Uint8Array<ArrayBuffer>} */
function joined(...parts) {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    all.set(p, at);
    at += p.length;
  }
  return all;
}

/**
 * The body as the site alone can read it, base64; null where the browser
 * cannot seal, or it is too long.
 * @param {object} body @param {{id: string, key: string} | null | undefined} box
 */
export async function sealed(body, box) {
  const text = utf8.encode(JSON.stringify(body));
  if (!box || !globalThis.crypto?.subtle || text.length > PLAIN)
    return null;
  try {
    return await seal(text, fromHex(box.id), fromBase64(box.key));
  } catch {
    return null; // a browser from before X25519
  }
}

/** @param {Uint8Array} text @param {Uint8Array<ArrayBuffer>} id
 * @param {Uint8Array<ArrayBuffer>} box */
async function seal(text, id, box) {
  const { subtle } = crypto;
  const plain = new Uint8Array(PLAIN).fill(32);
  plain.set(text);
  const pair = /** @type {CryptoKeyPair} */ (await subtle.generateKey(
    { name: "X25519" }, false, ["deriveBits"]));
  const once = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const peer = await subtle.importKey("raw", box, { name: "X25519" }, false, []);
  const agreed = await subtle.deriveBits({ name: "X25519", public: peer },
    pair.privateKey, 8 * KEY);
  const head = joined(id, once);
  const key = await subtle.deriveKey({ name: "HKDF", hash: "SHA-256",
    salt: new Uint8Array(0), info: joined(utf8.encode(TITLE), head, box) },
  await subtle.importKey("raw", agreed, "HKDF", false, ["deriveKey"]),
  { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const closed = await subtle.encrypt({ name: "AES-GCM", iv: nonce,
    additionalData: head }, key, plain);
  return toBase64(joined(head, nonce, new Uint8Array(closed)));
}

/* ---- Where it lies ---- */

const NAME = "weerklank", STORE = "waiting";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const asked = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

function database() {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  opened.catch(() => { opened = null; });
  return opened;
}

/** Do it, and go on once it is on the disk.
 * @template T @param {IDBTransactionMode} mode
 * @param {(s: IDBObjectStore) => IDBRequest<T>} what @returns {Promise<T>} */
async function store(mode, what) {
  const transaction = (await database()).transaction(STORE, mode,
    { durability: "strict" });
  const over = new Promise((done, failed) => {
    transaction.oncomplete = done;
    transaction.onabort = () => failed(transaction.error);
  });
  const [result] = await Promise.all([
    asked(what(transaction.objectStore(STORE))), over]);
  return result;
}

/** Keep one; its name, or null when it cannot be kept. @param {string} text */
export async function keep(text) {
  const name = toBase64(crypto.getRandomValues(new Uint8Array(ID)));
  try {
    if (await store("readonly", (s) => s.count()) >= MOST)
      return null;
    await store("readwrite", (s) => s.add(text, name));
    return name;
  } catch {
    return null;
  }
}

/** All names, in no order of time; none where there is no storage.
 * @returns {Promise<string[]>} */
export const kept = () => store("readonly", (s) => s.getAllKeys())
  .then((names) => names.map(String), () => []);

/** @param {string} name @returns {Promise<string | undefined>} */
export const find = (name) => store("readonly", (s) => s.get(name));

/** @param {string} name @returns {Promise<unknown>} */
export const drop = (name) => store("readwrite", (s) => s.delete(name));
