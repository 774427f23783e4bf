// SPDX-License-Identifier: EUPL-1.2
/*
 * waiting.mjs - a browser and a site, each killed at the worst moment; run by
 * test_waiting.sh, which made the site in WORK/gent.
 *
 * The page's own modules hand over what the test makes up; who sends it in the
 * end is the kiosk as it is served.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { SITE_BIN, WORK, WK_CHROMIUM } = process.env;
const web = new URL('../../common/web/', import.meta.url);
const require = createRequire(new URL('package.json', web));
const { chromium } = require('playwright-core');
const { buildSync } = require('esbuild');
const profile = join(WORK, 'profile'), log = join(WORK, 'gent.log');
let failed = 0;

function check(ok, what) {
    console.log(`${ok ? 'ok' : 'FAIL'}: ${what}`);
    failed += ok ? 0 : 1;
}
const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });
async function until(what, f) {
    for (let i = 0; i < 300; i++) {
        if (await f())
            return check(true, what);
        await sleep(100);
    }
    return check(false, what);
}

// ---- The site ----
let site, url;
async function startSite() {
    writeFileSync(log, '');
    site = spawn(SITE_BIN, ['--state-dir', join(WORK, 'gent'), 'serve'], { stdio: ['ignore', 'ignore', 'pipe'] });
    site.stderr.on('data', (data) => appendFileSync(log, data));
    for (let found; (found = /listening on (http:\S+)/.exec(readFileSync(log, 'utf8'))) === null || (url = found[1], false);)
        await sleep(50);
    // The same port the next time.
    writeFileSync(join(WORK, 'gent/site.conf'), `[site]\nkiosk_per_minute = 100000\n[http]\nlisten = ${url.slice(7)}\n`);
}
const ended = (child) => new Promise((done) => (child.exitCode !== null || child.signalCode !== null ? done() : child.once('exit', done)));
async function killSite() {
    site.kill('SIGKILL');
    await ended(site);
}
const rows = () => Number(execFileSync('sqlite3', ['-readonly', join(WORK, 'gent/site.db'), 'SELECT count(*) FROM answer_set']));

// ---- The browser, in a profile that stays ----
let browser, child;
async function startBrowser() {
    rmSync(join(profile, 'DevToolsActivePort'), { force: true });
    for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket'])
        rmSync(join(profile, name), { force: true });
    child = spawn(WK_CHROMIUM, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: 'ignore', detached: true, env: { ...process.env, HOME: WORK } });
    while (!existsSync(join(profile, 'DevToolsActivePort')) || !/\n/.test(readFileSync(join(profile, 'DevToolsActivePort'), 'utf8')))
        await sleep(50);
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]}`);
}
async function killBrowser() {
    process.kill(-child.pid, 'SIGKILL'); // its helpers as well
    await ended(child);
    await browser.close().catch(() => {});
}
const MODULES = buildSync({
    stdin: { contents: 'export * from "./kiosk_waiting.js"; export * from "./kiosk_seal.js";', resolveDir: new URL('../../client/web/', import.meta.url).pathname },
    bundle: true, write: false, format: 'iife', globalName: 'wk', nodePaths: [new URL('node_modules', web).pathname],
}).outputFiles[0].text;
/* A page; with tools: and the modules, told what the site says. */
async function open(tools = true) {
    const page = await browser.contexts()[0].newPage();
    await page.goto(`${url}/kiosk/`);
    if (tools) {
        await page.evaluate(`${MODULES}; globalThis.wk = wk`);
        await page.evaluate(async () => globalThis.wk.remember(await (await fetch('/api/v1/kiosk')).json()));
    }
    return page;
}
const kiosk = async () => (await fetch(`${url}/api/v1/kiosk`)).json();
const make = (config) => ({ id: randomBytes(16).toString('hex'), project: 'wijkhuis', channel: 'self', questionnaire: config.projects[0].wave, answers: { C01: 3, C02: 'refused' } });
const hand = (page, set) => page.evaluate((s) => globalThis.wk.hand(s, ''), set);
const waiting = (page) => page.evaluate(() => globalThis.wk.kept().then((k) => k.length));
/* Every request of the page is held, before it leaves or with its answer. */
const hold = (page, answered) => new Promise((held) => page.route('**/api/v1/answers', async (route) => {
    const response = answered ? await route.fetch() : null;
    if (response !== null && response.status() !== 201)
        return route.fulfill({ response }); // a token from before, say
    return held(route);
}));

/* Whether one of these texts stands anywhere in the profile. */
function inProfile(...texts) {
    const needles = texts.flatMap((t) => [Buffer.from(t), Buffer.from(t, 'utf16le')]);
    return readdirSync(profile, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).some((f) => {
        const bytes = readFileSync(join(f.parentPath ?? f.path, f.name));
        return needles.some((n) => bytes.includes(n));
    });
}

/* Whatever fails, nothing stays behind. */
process.on('exit', () => {
    site?.kill('SIGKILL');
    try {
        process.kill(-child.pid, 'SIGKILL');
    } catch {
        // it has ended, or never began
    }
});
await startSite();
const config = await kiosk();
check(/^[\w+/]{43}=$/.test(config.seal.key) && /^[0-9a-f]{32}$/.test(config.seal.id), 'the site says to whom to seal');
await startBrowser();
let page = await open();
check(await hand(page, make(config)) === 'saved' && rows() === 1 && await waiting(page) === 0, 'all well: saved, and nothing is kept');

// ---- Killed between the tap and the request ----
let held = hold(page, false), set = make(config);
hand(page, set).catch(() => {});
await held;
check(rows() === 1 && await waiting(page) === 1, 'on its way: kept');
await killBrowser();
check(!inProfile(set.id, '"answers":{'), 'and nobody reads it on the disk');
await startBrowser();
page = await open(false);
await until('after a restart the page sends it', () => rows() === 2);

// ---- Killed after the site saved it, before the page knew ----
page = await open();
held = hold(page, true);
hand(page, make(config)).catch(() => {});
await held;
check(rows() === 3, 'saved, and the page does not know');
await killBrowser();
await startBrowser();
page = await open();
await until('after a restart nothing waits', async () => await waiting(page) === 0);
check(rows() === 3, 'and it counts once');

// ---- The site is away, for a while, and killed in between ----
await killSite();
set = make(config);
check(await hand(page, set) === 'waiting', 'the site is away: it waits');
check(await hand(page, { ...make(config), answers: undefined, declined: true }) === 'waiting', 'a "no, thank you" too');
const second = await browser.contexts()[0].newPage();
const posts = [];
browser.contexts()[0].on('response', (r) => r.request().method() === 'POST' && posts.push(r.status()));
await startSite();
await second.goto(`${url}/kiosk/`);
await until('back again, both are saved', () => rows() === 5);
await until('and nothing waits', async () => await waiting(page) === 0);
check(posts.filter((s) => s === 201).length === 2, `two tabs: each was taken once (${posts})`);

// ---- Killed after the commit, before the reply ----
await second.close();
held = hold(page, true);
const fate = hand(page, make(config)).catch(() => {});
const route = await held;
await killSite();
await route.abort();
await page.unroute('**/api/v1/answers');
check(await fate === 'waiting' && rows() === 6, `the reply was lost: it waits (${await fate}, ${rows()})`);
await startSite();
await until('started again it is told "saved"', async () => await waiting(page) === 0);
check(rows() === 6, 'and counted once');

// ---- What can never succeed ----
check(await hand(page, { ...make(config), project: 'gone' }) === 'refused' && await waiting(page) === 0, 'a project that is over: dropped');
check(await hand(page, { ...make(config), answers: { C99: 1 } }) === 'refused' && await waiting(page) === 0, 'no answer: dropped');
const tries = await page.evaluate(async (s) => {
    const { wk } = globalThis, { seal } = await (await fetch('/api/v1/kiosk')).json();
    const text = await wk.sealed(s, seal), post = async (sealed) => (await fetch('/api/v1/answers', { method: 'POST', body: JSON.stringify(sealed),
        headers: { 'Content-Type': 'application/json', 'X-Weerklank-Token': (await (await fetch('/api/v1/kiosk')).json()).token } })).status;
    return [text.length, (await wk.sealed({ ...s, answers: {} }, seal)).length, await post({ sealed: `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}` }), await post({ sealed: `${text.slice(0, -1)}${text.endsWith('A') ? 'E' : 'A'}` }),
        await post({ sealed: text, id: s.id }), await post({ sealed: 5 }), await post({ sealed: await wk.sealed({ sealed: text }, seal) }),
        await post({ sealed: await wk.sealed([1], seal) }), await post({ sealed: text }), await post({ sealed: text })];
}, make(config));
check(String(tries) === `${tries[0]},${tries[0]},410,400,400,400,400,400,201,201`, `all of one length; false ones are refused, a true one twice is fine (${tries})`);
check(rows() === 7, 'and counts once');

// ---- No more than there is room for; then as before ----
await page.evaluate(async () => { for (let i = 0; i < 200; i++) await globalThis.wk.keep('x'); });
check(await hand(page, make(config)) === 'saved' && rows() === 8, 'a full store: sent from memory');
await page.evaluate(async () => { for (const k of await globalThis.wk.kept()) await globalThis.wk.drop(k); });

// ---- Somebody helped: with the ticket that the PIN gave, sealed with the rest ----
const setPin = (pin) => execFileSync(SITE_BIN, ['--state-dir', join(WORK, 'gent'), 'pin', 'set', '--pin-stdin'], { input: `${pin}\n`, stdio: ['pipe', 'ignore', 'ignore'] });
const enter = (pin) => page.evaluate(async (p) => (await (await fetch('/api/v1/pin', { method: 'POST', body: JSON.stringify({ pin: p }), headers: { 'Content-Type': 'application/json' } })).json()).ticket, pin);
const permit = (ticket) => page.evaluate((t) => globalThis.wk.permit(t), ticket);
const helped = () => ({ ...make(config), channel: 'assisted', questionnaire: config.projects[0].assisted, answers: { C01: 2, mode: 'peer' } });
setPin('2580');
check(await hand(page, helped()) === 'waiting' && rows() === 8, 'sealed without one: not taken, and not lost');
await permit('0'.repeat(64));
check(await hand(page, helped()) === 'waiting' && rows() === 8, 'with another one neither');
await permit(await enter('2580'));
await killSite();
check(await hand(page, helped()) === 'waiting', 'with it, while the site is away');
check(await hand(page, make(config)) === 'waiting', 'beside one who was alone');
await killBrowser();
setPin('1470');
await startSite();
await startBrowser();
page = await open();
await until('after a restart of both, and another PIN, both are saved', async () => rows() === 10 && await waiting(page) === 2);
await permit(await enter('1470'));
await page.evaluate(() => { void globalThis.wk.sendWaiting(); });
await until('what lay there without waits for the PIN', async () => rows() === 12 && await waiting(page) === 0);

// ---- The control: not sealed, it would be found ----
set = make(config);
await page.evaluate((s) => globalThis.wk.keep(JSON.stringify(s)), set);
await killBrowser();
check(inProfile(set.id), 'control: what is not sealed is found on the disk');
site.kill();
await ended(site);
process.exitCode = failed > 0 ? 1 : 0;
