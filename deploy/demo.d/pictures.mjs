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

/** A question with one answer chosen, as a visitor sees it. */
async function kiosk() {
    const page = await open(1024, 768, 'nl-BE');

    await page.goto(`${site}/kiosk/?project=wijkhuis`);
    await page.click('[data-lang=nl]');
    await page.click('[data-do=start]');
    await page.click('[data-code=mood2]'); // first the warm-up, thrown away
    await page.click('[data-code=mood2]');
    await page.click('[data-code="2"]');
    await take(page, 'kiosk');
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
    await kiosk();
    await staffPage();
    await comparison('C06', 'compare', false);
    await comparison('C05', 'compare-dark', true);
} finally {
    await browser.close();
    rmSync(home, { recursive: true, force: true });
}
