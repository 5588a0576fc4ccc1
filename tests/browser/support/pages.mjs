// Every kind of page, for those who look at all of them: `suite/pages.test.mjs` and `pictures.mjs`.

/** Records of the demo data (`records.mjs`), once a browser has looked for them. */
export const found = {};

const submit = (page) => page.locator('.form-actions .btn-primary:visible').first().click();

/** Two rows: one that can be saved but for its event, and one with several errors. */
const upload = async (page) => {
  await page.fill('#id_pasted', 'personal,family,email,airport_iata,event,role\nMaria,Mitchell,maria@example.org,ARN,nowhere,learner\n,Nameless,none,QQQ,,wizard\n');
  await submit(page);
  await page.locator('.upload-table').waitFor();
};

/** Pages by name: an address, or a function that makes it; what to do there first; who looks. */
export const PAGES = {
  'login': { address: '/account/login/', as: 'nobody' },
  'login after a wrong password': {
    address: '/account/login/?next=/workshops/events/',
    as: 'nobody',
    async prepare(page) {
      await page.fill('#id_username', 'nobody-knows-me');
      await page.fill('#id_password', 'wrong');
      await page.keyboard.press('Enter');
      await page.locator('#login-error').waitFor();
    },
  },
  'forgotten password': { address: '/account/password_reset/', as: 'nobody' },
  'forgotten password with errors': {
    address: '/account/password_reset/',
    as: 'nobody',
    prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()),
  },
  'link to a new password sent': { address: '/account/password_reset/done/', as: 'nobody' },
  'link to a new password that opens nothing': { address: '/account/reset/MQ/there-is-none/', as: 'nobody', status: 404 },
  'new password set': { address: '/account/reset/done/', as: 'nobody' },
  'sessions': { address: '/account/sessions/' },
  'sessions of somebody without rights': { address: '/account/sessions/', as: 'instructor' },
  'passkeys': { address: '/account/passkeys/' },
  'passkeys, a name without a letter': {
    address: '/account/passkeys/',
    async prepare(page) {
      await page.locator('tbody .passkey-rename').first().fill(' ');
      await page.getByRole('button', { name: 'Rename' }).first().click();
      await page.locator('tbody .field-error').waitFor();
    },
  },
  'passkeys of somebody who has none': { address: '/account/passkeys/', as: 'instructor' },
  'dashboard': { address: '/dashboard/admin/' },
  'welcome of somebody without rights': { address: '/dashboard/', as: 'instructor' },
  'events': { address: '/workshops/events/' },
  'events, filtered': { address: '/workshops/events/?state=past_events&completed=true&order_by=-slug' },
  'events, nothing found': { address: '/workshops/events/?host=&country=AQ&completed=true' },
  'events, map': { address: '/workshops/events/?view=map' },
  'events, map of a region, with its table open': {
    address: '/workshops/events/?view=map&area=35,-15,72,40',
    async prepare(page) {
      await page.getByText('Places as a table').click();
    },
  },
  'events, map of nothing': { address: '/workshops/events/?view=map&area=-89,0,-88,1' },
  'workshop staff': { address: '/workshops/workshop_staff/' },
  'workshop staff near an airport': { address: '/workshops/workshop_staff/?airport_iata=EDI&was_helper=on' },
  'workshop staff, places that contradict each other': { address: '/workshops/workshop_staff/?airport_iata=EDI&country=GB&latitude=91' },
  'workshop staff, map': { address: '/workshops/workshop_staff/?view=map&latitude=0&longitude=0' },
  'workshop staff, nobody ticked': {
    address: '/workshops/workshop_staff/',
    async prepare(page) {
      // As without scripts: they would ask to tick somebody.
      await page.locator('.list-main form').evaluate((form) => form.submit());
      await page.getByText('Tick at least one person first.').waitFor();
    },
  },
  'events, a saved filter': {
    address: '/workshops/events/?state=active&order_by=slug',
    async prepare(page) {
      // Wide enough that the filters are in sight.
      await page.setViewportSize({ width: 1366, height: 900 });
      await page.locator('#id_saved-name').fill(`Active ${Date.now()}`);
      await page.locator('#id_saved-shared').check();
      await page.getByRole('button', { name: 'Save filter' }).click();
      await page.locator('.saved-filter[aria-current]').waitFor();
    },
  },
  'saved filter with errors': {
    address: '/workshops/tasks/?order_by=person',
    async prepare(page) {
      await page.setViewportSize({ width: 1366, height: 900 });
      await page.locator('#id_saved-name').fill(' ');
      await page.getByRole('button', { name: 'Save filter' }).click();
      await page.locator('.error-summary').waitFor();
    },
  },
  'saved filter': {
    address: '/workshops/persons/?order_by=email',
    async prepare(page) {
      await page.setViewportSize({ width: 1366, height: 900 });
      await page.locator('#id_saved-name').fill(`By address ${Date.now()}`);
      await page.getByRole('button', { name: 'Save filter' }).click();
      await page.locator('.saved-filters .btn-icon').first().click();
      await page.locator('#main-form').waitFor();
    },
  },
  'event': { address: () => found.busy[0] },
  'event, assigning': {
    address: () => found.busy[0],
    async prepare(page) {
      await page.getByRole('button', { name: 'Assign somebody' }).click();
      await page.locator('dialog[open]').waitFor();
    },
  },
  'event, deletion blocked': {
    address: () => found.busy[0],
    async prepare(page) {
      await page.getByRole('button', { name: 'Delete event' }).click();
      await page.locator('dialog[open] .btn-danger').click();
      await page.getByRole('heading', { name: 'Failed to delete' }).waitFor();
    },
  },
  'event, asked whether to delete': {
    address: () => found.busy[0],
    async prepare(page) {
      await page.getByRole('button', { name: 'Delete event' }).click();
      await page.locator('dialog[open]').waitFor();
    },
  },
  'emails of an event': { address: () => `${found.busy[0]}emails/` },
  'emails of a person': { address: () => `${found.persons[1]}emails/` },
  'memberships': { address: '/fiscal/memberships/' },
  'memberships, filtered': { address: '/fiscal/memberships/?active_only=on&consortium=false&order_by=-instructor_training_seats_remaining' },
  'membership': { address: () => found.memberships[0] },
  'emails of a membership': { address: () => `${found.memberships[0]}emails/` },
  'new membership': { address: '/fiscal/memberships/add/' },
  'new membership with errors': { address: '/fiscal/memberships/add/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'new membership, not for a year': {
    address: '/fiscal/memberships/add/',
    async prepare(page) {
      await page.fill('#id_agreement_start', '2027-01-01');
      await page.fill('#id_agreement_end', '2027-06-30');
      await page.getByText('A year from the start would end on 2027-12-31.').waitFor();
    },
  },
  'membership form': { address: () => `${found.memberships[0]}edit/` },
  'membership form with errors': {
    address: () => `${found.memberships[0]}edit/`,
    async prepare(page) {
      await page.fill('#id_name', '');
      await submit(page);
      await page.locator('.error-summary').waitFor();
    },
  },
  'email templates': { address: '/emails/templates/' },
  'email template': { address: () => found.template },
  'email template, tried out': {
    address: () => found.template,
    async prepare(page) {
      await page.locator('#record-form [name="record"]').fill('999999999');
      await page.locator('#record-form .form-actions .btn-primary').click();
      await page.locator('.field-error').waitFor();
    },
  },
  'new email template': { address: '/emails/templates/create/' },
  'new email template with errors': { address: '/emails/templates/create/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'email template form': { address: () => `${found.template}edit/` },
  'scheduled emails': { address: '/emails/scheduled_emails/' },
  'scheduled emails, filtered': { address: '/emails/scheduled_emails/?state=failed&order_by=-scheduled_at' },
  'scheduled email': { address: () => found.email },
  'scheduled email form': { address: () => `${found.email}edit/` },
  'scheduled email form with errors': {
    address: () => `${found.email}edit/`,
    async prepare(page) {
      await page.fill('#id_subject', '{{ x');
      await submit(page);
      await page.locator('.error-summary').waitFor();
    },
  },
  'rescheduling an email': { address: () => `${found.email}reschedule/` },
  'rescheduling an email to the past': {
    address: () => `${found.email}reschedule/`,
    async prepare(page) {
      await page.fill('#id_scheduled_at_0', '2020-01-01');
      await submit(page);
      await page.locator('.error-summary').waitFor();
    },
  },
  'cancelling an email': { address: () => `${found.email}cancel/` },
  'attaching a file to an email': { address: () => `${found.email}add_attachment/` },
  'attaching a file that is not taken': {
    address: () => `${found.email}add_attachment/`,
    async prepare(page) {
      await page.setInputFiles('#id_file', { name: 'virus.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
      // As without scripts, which would be told by an answer that the browser's console complains of.
      await page.locator('form:has(#id_file)').evaluate((form) => form.submit());
      await page.locator('.field-error').waitFor();
    },
  },
  'suppressed addresses': { address: '/emails/suppressions/' },
  'badges': { address: '/workshops/badges/' },
  'badge': { address: '/workshops/badge/instructor/' },
  'new award': { address: '/workshops/awards/add/' },
  'new community role': { address: '/communityroles/roles/add/' },
  'new community role with errors': { address: '/communityroles/roles/add/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'permissions': { address: () => `${found.persons[1]}permissions/` },
  'new event': { address: '/workshops/events/add/' },
  'new event with errors': { address: '/workshops/events/add/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'new event, asked for a website': {
    address: '/workshops/events/add/',
    async prepare(page) {
      await page.getByRole('button', { name: 'Import from URL' }).click();
      await page.locator('dialog[open]').waitFor();
    },
  },
  'new event, website refused': {
    address: '/workshops/events/add/',
    async prepare(page) {
      await page.getByRole('button', { name: 'Import from URL' }).click();
      await page.fill('#id_website-url', 'https://example.org/');
      await page.keyboard.press('Enter');
      await page.locator('dialog[open] .field-error').waitFor();
    },
  },
  'new event, filled in from a website': {
    address: '/workshops/events/add/',
    async prepare(page) {
      await page.getByRole('button', { name: 'Import from URL' }).click();
      await page.fill('#id_website-url', 'https://user.github.io/2027-05-04-lund/');
      await page.keyboard.press('Enter');
      await page.locator('.notice-success').waitFor();
    },
  },
  'event form, asked for a website': {
    address: () => `${found.busy[0]}edit/`,
    async prepare(page) {
      await page.getByRole('button', { name: 'Update from URL' }).click();
      await page.locator('dialog[open]').waitFor();
    },
  },
  'website of an event': { address: () => `${found.busy[0]}validate/` },
  'new event like another': { address: () => `${found.busy[0]}clone/` },
  'timeline of an event': { address: () => `${found.busy[0]}timeline/` },
  'timeline of an event, tasks': { address: () => `${found.busy[0]}timeline/?kind=task` },
  'calendar feeds': { address: '/workshops/calendar_feeds/' },
  'calendar feeds of somebody without rights': { address: '/workshops/calendar_feeds/', as: 'instructor' },
  'new calendar feed': { address: '/workshops/calendar_feeds/add/?kind=list&state=upcoming_events' },
  'new calendar feed with errors': {
    address: '/workshops/calendar_feeds/add/',
    async prepare(page) {
      await page.fill('#id_name', '');
      await submit(page);
      await page.locator('.error-summary').waitFor();
    },
  },
  'address of a new calendar feed': {
    address: '/workshops/calendar_feeds/add/',
    async prepare(page) {
      await submit(page);
      await page.locator('#feed-address').waitFor();
    },
  },
  'event form': { address: () => `${found.busy[0]}edit/` },
  'event form, list of choices open': {
    address: () => `${found.busy[0]}edit/`,
    async prepare(page) {
      await page.locator('#id_host + .ts-wrapper .ts-control').click();
      await page.locator('.ts-dropdown .option').first().waitFor();
    },
  },
  'event form, tab of tasks': { address: () => `${found.busy[0]}edit/#tasks` },
  'event form, somebody else was faster': {
    address: () => `${found.busy[1]}edit/`,
    async prepare(page) {
      const other = await page.context().newPage();
      await other.goto(`${found.busy[1]}edit/`);
      await other.fill('#id_reg_key', String(Date.now() % 1_000_000));
      await submit(other);
      await other.locator('.notice-success').waitFor();
      await other.close();
      await page.fill('#id_reg_key', '7');
      await submit(page);
      await page.locator('.conflict').waitFor();
    },
  },
  'tasks': { address: '/workshops/tasks/' },
  'tasks, filtered': { address: '/workshops/tasks/?role=1' },
  'task': { address: () => found.tasks[0] },
  'new task': { address: '/workshops/tasks/add/' },
  'new task with errors': { address: '/workshops/tasks/add/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'task form': { address: () => `${found.tasks[0]}edit/` },
  'persons': { address: '/workshops/persons/' },
  'person': { address: () => found.persons[1] },
  'password of a person': { address: () => `${found.persons[1]}password/` },
  'password of a person with errors': {
    address: () => `${found.persons[1]}password/`,
    prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()),
  },
  'new person': { address: '/workshops/persons/add/' },
  'new person with errors': { address: '/workshops/persons/add/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'bulk upload': { address: '/workshops/persons/bulk_upload/' },
  'bulk upload with an error': {
    address: '/workshops/persons/bulk_upload/',
    prepare: (page) => submit(page).then(() => page.locator('.field-error').first().waitFor()),
  },
  'bulk upload, rows to confirm': { address: '/workshops/persons/bulk_upload/', prepare: upload },
  'bulk upload, rows with errors': {
    address: '/workshops/persons/bulk_upload/',
    async prepare(page) {
      await upload(page);
      await page.locator('.form-actions [name=verify]').click();
      await page.locator('.notice-error').waitFor();
    },
  },
  'person form': { address: () => `${found.persons[1]}edit/` },
  'person form, tab of tasks': { address: () => `${found.persons[1]}edit/#tasks` },
  'recently changed': { address: '/workshops/log/' },
  'recently changed, filtered': { address: '/workshops/log/?kind=event&since=2020-01-01' },
  'all records of one change': { address: '/workshops/log/?revision=1' },
  'version of an event': { address: () => found.version },
  'version of an event, asked whether to restore': {
    address: () => found.olderVersion,
    async prepare(page) {
      await page.getByRole('button', { name: 'Restore this version' }).click();
      await page.locator('dialog[open]').waitFor();
    },
  },
  'version of a person, fields that did not change open': {
    address: () => found.personVersion,
    async prepare(page) {
      await page.locator('.differences-same summary').click();
    },
  },
  'partnerships': { address: '/fiscal/partnerships/' },
  'partnerships, filtered': { address: '/fiscal/partnerships/?active_only=on&credits=over_limit&order_by=-name' },
  'partnership': { address: () => found.partnership },
  'partnership, uses of a benefit open': {
    address: () => found.partnership,
    async prepare(page) {
      await page.locator('#benefits details summary').first().click();
    },
  },
  'partnership, deletion blocked': {
    address: () => found.partnership,
    async prepare(page) {
      await page.getByRole('button', { name: 'Delete partnership' }).first().click();
      await page.locator('dialog[open] .btn-danger').click();
      await page.getByRole('heading', { name: 'Failed to delete' }).waitFor();
    },
  },
  'new partnership': { address: '/fiscal/partnerships/create/' },
  'new partnership with errors': { address: '/fiscal/partnerships/create/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'partnership form': { address: () => `${found.partnership}edit/` },
  'extending a partnership': { address: () => `${found.partnership}extend/` },
  'extending a partnership by nothing': { address: () => `${found.partnership}extend/`, prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'more credits for a partnership': { address: () => `${found.partnership}extend-credits/` },
  'rolling a partnership over': { address: () => `${found.partnership}roll-over/` },
  'rolling a partnership over with errors': { address: () => `${found.partnership}roll-over/`, prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'emails of a partnership': { address: () => `${found.partnership}emails/` },
  'search': { address: '/dashboard/admin/search/?term=an&no_redirect=on' },
  'search without a term': { address: '/dashboard/admin/search/' },
  'search for something too long': { address: `/dashboard/admin/search/?term=${'x'.repeat(101)}`, status: 422 },
  'search box, choices open': {
    address: '/dashboard/admin/',
    async prepare(page) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('an');
      await page.locator('.quick [role=option]').first().waitFor();
      await page.keyboard.press('ArrowDown');
    },
  },
  'search box, nothing found': {
    address: '/dashboard/admin/',
    async prepare(page) {
      await page.keyboard.press('/');
      await page.keyboard.type('xyzzyxq');
      await page.locator('.quick-none').waitFor();
    },
  },
  'menus open': {
    address: '/dashboard/admin/',
    async prepare(page) {
      await page.locator('.bar summary', { hasText: 'Hello' }).click();
    },
  },
  'organizations': { address: '/fiscal/organizations/' },
  'organizations, filtered': { address: '/fiscal/organizations/?memberships__variant=gold&memberships__variant=silver&order_by=-fullname' },
  'organization': { address: () => found.organization },
  'organization, deletion blocked': {
    address: () => found.organization,
    async prepare(page) {
      await page.getByRole('button', { name: 'Delete organization' }).click();
      await page.locator('dialog[open] .btn-danger').click();
      await page.getByRole('heading', { name: 'Failed to delete' }).waitFor();
    },
  },
  'organization whose domain has slashes': { address: '/fiscal/organization/carpentries.org%252Fcommunity-lessons%252F/' },
  'new organization': { address: '/fiscal/organizations/add/' },
  'new organization with errors': { address: '/fiscal/organizations/add/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'organization form': { address: () => `${found.organization}edit/` },
  'consortiums': { address: '/fiscal/consortiums/' },
  'consortium': { address: () => found.consortium },
  'new consortium': { address: '/fiscal/consortiums/create/' },
  'new consortium with errors': { address: '/fiscal/consortiums/create/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'consortium form': { address: () => `${found.consortium}edit/` },
  'benefits': { address: '/offering/benefits/' },
  'benefit': { address: () => found.benefit },
  'benefit form': { address: () => `${found.benefit}edit/` },
  'new benefit with errors': { address: '/offering/benefits/create/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'accounts': { address: '/offering/accounts/' },
  'accounts, filtered': { address: '/offering/accounts/?active=true&account_type=organisation&order_by=-generic_relation' },
  'account of an organisation': { address: () => found.account },
  'account of an organisation, uses of a benefit open': {
    address: () => found.account,
    async prepare(page) {
      await page.locator('#benefits details summary').first().click();
    },
  },
  'account of a person': { address: () => found.ownAccount },
  'account, deletion blocked': {
    address: () => found.account,
    async prepare(page) {
      await page.getByRole('button', { name: 'Delete account' }).click();
      await page.locator('dialog[open] .btn-danger').click();
      await page.getByRole('heading', { name: 'Failed to delete' }).waitFor();
    },
  },
  'new account': { address: '/offering/accounts/create/' },
  'new account with errors': { address: '/offering/accounts/create/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'account form': { address: () => `${found.account}edit/` },
  'account form, asked whether to update': {
    address: () => `${found.account}edit/`,
    async prepare(page) {
      await submit(page);
      await page.locator('dialog[open]').waitFor();
    },
  },
  'owners of an account': { address: () => `${found.account}owners/` },
  'owners of an account with errors': {
    address: () => `${found.account}owners/`,
    async prepare(page) {
      await page.getByRole('button', { name: 'Add a row' }).click();
      await page.locator('select[name$="-permission_type"]').last().selectOption({ index: 1 });
      await submit(page);
      await page.locator('.error-summary').waitFor();
    },
  },
  'account benefits': { address: '/offering/account-benefits/' },
  'account benefits, filtered': { address: () => `/offering/account-benefits/?account=${found.account.split('/').at(-2)}&order_by=-end_date` },
  'account benefit': { address: () => found.accountBenefit },
  'account benefit, deletion blocked': {
    address: () => found.accountBenefit,
    async prepare(page) {
      await page.getByRole('button', { name: 'Delete account benefit' }).click();
      await page.locator('dialog[open] .btn-danger').click();
      await page.getByRole('heading', { name: 'Failed to delete' }).waitFor();
    },
  },
  'new account benefit': { address: '/offering/account-benefits/create/' },
  'new account benefit with errors': { address: '/offering/account-benefits/create/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'new benefit of an account': { address: () => `/offering/account-benefits/create/?account_pk=${found.account.split('/').at(-2)}` },
  'new benefit in a partnership': { address: () => `/offering/account-benefits/create/?partnership_pk=${found.partnership.split('/').at(-2)}` },
  'account benefit form': { address: () => `${found.accountBenefit}edit/` },
  'event categories': { address: '/offering/event-categories/' },
  'event category': { address: () => found.category },
  'new event category': { address: '/offering/event-categories/create/' },
  'help on shortcuts': {
    address: '/dashboard/admin/',
    async prepare(page) {
      await page.keyboard.press('?');
      await page.locator('#shortcuts[open]').waitFor();
    },
  },
  'members of a consortium': { address: '/fiscal/membership/3/members/' },
  'member of a membership, with errors': {
    address: '/fiscal/membership/1/members/',
    async prepare(page) {
      await page.locator('#id_form-0-EDITABLE').check();
      await page.locator('#id_form-0-role').evaluate((select) => select.tomselect.clear());
      await submit(page);
      await page.locator('.error-summary').waitFor();
    },
  },
  'persons of a membership': { address: '/fiscal/membership/1/tasks/' },
  'extension of a membership': { address: '/fiscal/membership/1/extend/' },
  'extension of a membership with errors': {
    address: '/fiscal/membership/1/extend/',
    prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()),
  },
  'roll-over of a membership': { address: '/fiscal/membership/1/roll-over/' },
  'roll-over of a consortium with errors': {
    address: '/fiscal/membership/3/roll-over/',
    prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()),
  },
  'maintenance': { address: '/admin/' },
  'tags': { address: '/admin/tags/' },
  'new tag with errors': { address: '/admin/tags/add/', prepare: (page) => submit(page).then(() => page.locator('.error-summary').waitFor()) },
  'curriculum form': { address: '/admin/curricula/1/edit/' },
  'terms': { address: '/admin/terms/' },
  'term form': { address: '/admin/terms/1/edit/' },
  'continent form': { address: '/admin/continents/1/edit/' },
  'group form': { address: '/admin/groups/1/edit/' },
  'community role config form': { address: '/admin/community-role-configs/1/edit/' },
  'consents': { address: '/admin/consents/' },
  'all comments': { address: '/admin/comments/' },
  'role, deletion blocked': {
    address: '/admin/roles/1/edit/',
    async prepare(page) {
      await page.getByRole('button', { name: 'Delete role' }).click();
      await page.locator('dialog[open] .btn-danger').click();
      await page.getByRole('heading', { name: 'Failed to delete' }).waitFor();
    },
  },
  '403': { address: '/workshops/events/', as: 'instructor', status: 403 },
  '404': { address: '/workshops/event/there-is-none/', status: 404 },
  '405': { address: () => `${found.busy[0]}delete/`, status: 405 },
};
