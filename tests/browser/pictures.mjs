// `npm run pictures`: takes pictures of the main pages, to be looked at, into the folder `pictures`.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, visit } from './support/browser.mjs';
import { records } from './support/records.mjs';

const FOLDER = join(import.meta.dirname, 'pictures');
const WINDOWS = [
  { name: 'light', width: 1366, height: 900, colorScheme: 'light' },
  { name: 'dark', width: 1366, height: 900, colorScheme: 'dark' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light', deviceScaleFactor: 2 },
];

const submit = (page) => page.locator('.form-actions .btn-primary').first().click();

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const browser = await launch();
const first = await visit(browser);
const found = await records(first);
await first.close();
const [event] = found.busy;
const pages = [
  ['login', '/account/login/', null, null],
  ['dashboard', '/dashboard/admin/'],
  ['events', '/workshops/events/'],
  ['events-filtered', '/workshops/events/?state=past_events&completed=true'],
  ['event', event],
  ['event-edit', `${event}edit/`],
  ['event-errors', '/workshops/events/add/', submit],
  ['event-tasks', `${event}edit/#tasks`],
  ['persons', '/workshops/persons/'],
  ['person', found.persons[3]],
  ['person-edit', `${found.persons[3]}edit/`],
  ['person-awards', `${found.persons[3]}edit/#awards`],
  ['person-consents', `${found.persons[3]}edit/#consents`],
  ['person-roles', `${found.persons[3]}edit/#communityroles`],
  ['person-permissions', `${found.persons[3]}permissions/`],
  ['badges', '/workshops/badges/'],
  ['badge', '/workshops/badge/instructor/'],
  ['award-add', '/workshops/awards/add/'],
  ['role-add', '/communityroles/roles/add/'],
  ['person-errors', '/workshops/persons/add/', submit],
  ['tasks', '/workshops/tasks/'],
  ['task-add', '/workshops/tasks/add/'],
  ['search', '/dashboard/admin/search/?term=an&no_redirect=on'],
  ['log', '/workshops/log/'],
  ['version', found.version],
  ['version-older', found.olderVersion],
  ['version-person', found.personVersion],
  ['maintenance', '/admin/'],
  ['tags', '/admin/tags/'],
  ['tag-errors', '/admin/tags/add/', submit],
  ['terms', '/admin/terms/'],
  ['term', '/admin/terms/1/edit/'],
  ['group', '/admin/groups/1/edit/'],
  ['continent', '/admin/continents/1/edit/'],
  ['consents', '/admin/consents/'],
  ['comments', '/admin/comments/'],
  ['missing', '/workshops/event/there-is-none/'],
];
for (const { name: look, ...window } of WINDOWS) {
  for (const [name, address, prepare, as = 'admin'] of pages) {
    const context = await visit(browser, { as, ...window });
    const page = await context.newPage();
    await page.goto(address);
    await prepare?.(page);
    await page.waitForLoadState();
    await page.screenshot({ path: join(FOLDER, `${name}-${look}.png`) });
    if (process.argv.includes('--whole')) await page.screenshot({ path: join(FOLDER, `${name}-${look}-whole.png`), fullPage: true });
    await context.close();
  }
}
await browser.close();
console.log(`The pictures are in ${FOLDER}.`);
