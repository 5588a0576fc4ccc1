// Records of the demo data, found by looking at AMY's own lists.

/** Addresses of the records that a list shows, in its order. */
async function listed(context, list, pattern) {
  const html = await (await context.request.get(list)).text();
  return [...new Set([...html.matchAll(new RegExp(`href="(${pattern})"`, 'g'))].map((match) => match[1]))];
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
  // The last edit of an event; the page of a record leads to its oldest and its newest version.
  const [edited] = await listed(context, '/workshops/log/?kind=event', '/workshops/version/\\d+/');
  const history = await listed(context, edited, '/workshops/version/\\d+/');
  const [personVersion] = await versions(persons[1]);
  // Of an event that no test changes.
  const tasks = await listed(context, busy[0], '/workshops/task/\\d+/');
  return { events, busy, tasks, persons, version: edited, olderVersion: history.at(-1), personVersion, slug: (address) => decodeURIComponent(address.split('/').at(-2)) };
}

/** What a look-up offers for a term. */
export async function offered(context, lookup, term = '') {
  const answer = await context.request.get(`/select_lookups/${lookup}/`, { params: { term }, headers: { Accept: 'application/json' } });
  return (await answer.json()).results;
}
