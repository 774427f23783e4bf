// SPDX-License-Identifier: EUPL-1.2
/*
 * pictures.mjs CENTRE NAME PASSWORD SITE NAME PASSWORD FOLDER - the pictures
 * of the README, from the running demonstration.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(
    new URL('../../common/web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const [centre, admin, adminPassword, site, staff, staffPassword, folder] =
    process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), 'weerklank-'));
const browser = await chromium.launch({
    executablePath: process.env.WK_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'],
    env: { ...process.env, HOME: home },
});

async function open(width, height, locale, dark = false) {
    const context = await browser.newContext({
        viewport: { width, height }, locale, reducedMotion: 'reduce',
        colorScheme: dark ? 'dark' : 'light', ignoreHTTPSErrors: true,
        timezoneId: 'Europe/Brussels',
    });
    const page = await context.newPage();

    page.setDefaultTimeout(20_000);
    return page;
}

async function login(page, name, password) {
    await page.fill('#name', name);
    await page.fill('#password', password);
    await page.click('form.gate button[type=submit]');
}

async function take(page, name, fullPage = false) {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
    console.log(`deploy/pictures/${name}.png`);
}

/** Press what a first touch only says; that is no double click. */
async function press(page, selector) {
    await page.click(selector);
    await page.waitForTimeout(600);
    if (await page.$('.armed') !== null)
        await page.click(selector);
}

/** A question with one answer chosen, as a visitor sees it. */
async function kiosk(lang, name) {
    const page = await open(1024, 768, 'nl-BE');

    await page.goto(`${site}/kiosk/?project=wijkhuis`);
    await page.waitForSelector('.language');
    await press(page, `.language[data-lang=${lang}]`);
    await press(page, '[data-do=onwards]'); // what was done last time
    await press(page, '[data-do=start]');
    // The practice and the warm-up are thrown away.
    for (const [step, code] of [['practice', '2'], ['C00', 'mood2']]) {
        await page.waitForSelector(`[data-step=${step}]`);
        await press(page, `[data-code="${code}"]`);
        await press(page, '.next');
    }
    await page.waitForSelector('[data-step^=C]:not([data-step=C00])');
    await press(page, '[data-code="2"]');
    await take(page, name);
}

async function staffPage() {
    const page = await open(1280, 900, 'fr-BE');

    await page.goto(`${site}/staff/`);
    await login(page, staff, staffPassword);
    await page.waitForSelector('.night');
    await page.goto(`${site}/staff/#results`);
    await page.waitForSelector('.question');
    await take(page, 'staff');
}

async function comparison(question, name, dark) {
    const page = await open(1280, 1280, 'en-GB', dark);

    await page.goto(`${centre}/?question=${question}`);
    await login(page, admin, adminPassword);
    await page.waitForSelector('.result:not(.busy) .axis-foot');
    await take(page, name);
}

mkdirSync(folder, { recursive: true });
try {
    await kiosk('nl', 'kiosk');
    await kiosk('ar', 'kiosk-ar');
    await staffPage();
    await comparison('C06', 'compare', false);
    await comparison('C05', 'compare-dark', true);
} finally {
    await browser.close();
    rmSync(home, { recursive: true, force: true });
}
