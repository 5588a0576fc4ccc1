// Records of the demo data, found by looking at AMY's own lists.

/** Addresses of the records that a list shows, in its order. */
async function listed(context, list, pattern) {
  const html = await (await context.request.get(list)).text();
  return [...new Set([...html.matchAll(new RegExp(`href="(${pattern})"`, 'g'))].map((match) => match[1]))];
}

/** What the first of `all` gives that gives anything. */
async function first(all, give) {
  for (const one of all) {
    const given = await give(one);
    if (given) return given;
  }
  throw new Error('none will do');
}

/** Addresses of events, events with tasks, tasks and persons. The first two events with tasks are for looking at; the others may change. */
export async function records(context) {
  const [events, persons] = await Promise.all([
    listed(context, '/workshops/events/', '/workshops/event/[^/"]+/'),
    listed(context, '/workshops/persons/', '/workshops/person/\\d+/'),
  ]);
  const busy = [];
  for (const event of events.slice(0, 12)) {
    const html = await (await context.request.get(event)).text();
    if (html.includes('/workshops/task/')) busy.push(event);
  }
  const versions = (record) => listed(context, record, '/workshops/version/\\d+/');
  // An edited event, not one that tests change or delete, if there is one.
  const edited = await first([...busy.slice(0, 2), ...events.toReversed()], async (event) => {
    const history = await versions(event);
    return history.length > 1 && history.sort((one, other) => Number(one.match(/\d+/)) - Number(other.match(/\d+/)));
  });
  const [personVersion] = await versions(persons[1]);
  // Of an event that no test changes.
  const tasks = await listed(context, busy[0], '/workshops/task/\\d+/');
  const [template] = await listed(context, '/emails/templates/', '/emails/template/[^/"]+/');
  const memberships = await listed(context, '/fiscal/memberships/', '/fiscal/membership/\\d+/');
  // One that may be changed.
  const [email] = await listed(context, '/emails/scheduled_emails/?state=scheduled', '/emails/scheduled_email/[^/"]+/');
  const uuids = async (list) => (await listed(context, list, `${list}[0-9a-f]{8}-[0-9a-f-]+/`))[0];
  const [benefit, category] = await Promise.all([uuids('/offering/benefits/'), uuids('/offering/event-categories/')]);
  // One with a benefit in use, that can be rolled over.
  const partnerships = await listed(context, '/fiscal/partnerships/?items_per_page=all', '/fiscal/partnerships/\\d+/');
  const partnership = await first(partnerships, async (one) => {
    const html = await (await context.request.get(one)).text();
    return /(Tasks|Events) using/.test(html) && html.includes(`${one}roll-over/`) && one;
  });
  // A benefit in use of that partnership, and the account that has both.
  const ofPartnership = await (await context.request.get(partnership)).text();
  const [, accountBenefit] = ofPartnership.match(/href="(\/offering\/account-benefits\/[0-9a-f-]{36}\/)"(?:(?!account-benefits).)*?(?:Tasks|Events) using/s);
  const [account] = ofPartnership.match(/\/offering\/accounts\/[0-9a-f-]{36}\//);
  const [ownAccount] = await listed(context, '/offering/accounts/?account_type=individual', '/offering/accounts/[0-9a-f-]{36}/');
  // A member, which something refers to.
  const [organization] = await listed(context, '/fiscal/organizations/?memberships__variant=gold', '/fiscal/organization/[^/"]+/');
  const [consortium] = await listed(context, '/fiscal/consortiums/', '/fiscal/consortiums/\\d+/');
  return { account, ownAccount, accountBenefit, organization, consortium, benefit, category, memberships, partnership, template, email, events, busy, tasks, persons, version: edited.at(-1), olderVersion: edited[0], personVersion, slug: (address) => decodeURIComponent(address.split('/').at(-2)) };
}

/** What a look-up offers for a term. */
export async function offered(context, lookup, term = '') {
  const answer = await context.request.get(`/select_lookups/${lookup}/`, { params: { term }, headers: { Accept: 'application/json' } });
  return (await answer.json()).results;
}
