// The browser, people who are signed in, and what every page is watched for.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const AMY = process.env.AMY_URL ?? 'http://localhost:3000';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const FLAGS = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Starts the browser that CHROMIUM names, or an installed one. */
export function launch({ args = [] } = {}) {
  const executablePath = process.env.CHROMIUM ?? PLACES.find(existsSync);
  if (!executablePath) throw new Error('there is no Chromium: install it, or name it in CHROMIUM');
  return chromium.launch({ executablePath, args: [...FLAGS, ...args] });
}

const SESSIONS = JSON.parse(process.env.AMY_SESSIONS ?? '{}');

/** The cookies of somebody who is signed in, as `name=value`. */
export const cookies = (as) => SESSIONS[as];

/** A window's worth of cookies and settings; `as` is who is signed in. */
export async function visit(browser, { as = 'admin', width = 1366, height = 900, ...options } = {}) {
  const context = await browser.newContext({ baseURL: AMY, locale: 'en-US', timezoneId: 'UTC', viewport: { width, height }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(10_000);
  // The cookie is one for HTTPS; browsers send it to localhost without, too.
  const held = (as ? cookies(as) : []).map((cookie) => cookie.split('='));
  await context.addCookies(held.map(([name, ...value]) => ({ name, value: value.join('='), url: AMY.replace('http:', 'https:') })));
  return context;
}

/** Collects what a page complains about: script errors, console errors, broken rules of the content security policy. */
export async function watch(context) {
  const complaints = [];
  await context.exposeBinding('reportViolation', (_, text) => complaints.push(text));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      window.reportViolation(`policy ${event.violatedDirective}: ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  context.on('weberror', (error) => complaints.push(`script: ${error.error().message}`));
  context.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource') && message.location().url === message.page()?.url();
    // Pages about errors come with their status, which the console mentions.
    if (message.type() === 'error' && !isAnswer) complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  return { complaints, take: () => complaints.splice(0) };
}
