// Everything that pages gain when scripts run. Each module takes a root, so that rows added later are dressed as well.
import attach from './attach.js';
import bulk from './bulk.js';
import busy from './busy.js';
import checks from './checks.js';
import confirm from './confirm.js';
import copies from './copies.js';
import dates from './dates.js';
import dialogs from './dialogs.js';
import difference from './difference.js';
import drops from './drops.js';
import excludes from './excludes.js';
import follows from './follows.js';
import guard from './guard.js';
import lists from './lists.js';
import locks from './locks.js';
import markdown from './markdown.js';
import notices from './notices.js';
import online from './online.js';
import other from './other.js';
import passkeys from './passkeys.js';
import quick from './quick.js';
import roles from './roles.js';
import rows from './rows.js';
import selects from './selects.js';
import shortcuts from './shortcuts.js';
import tabs from './tabs.js';
import tags from './tags.js';
import themes from './themes.js';
import unlock from './unlock.js';
import website from './website.js';

const PIECES = [selects, tags, dates, difference, other, online, checks, copies, excludes, follows, locks, markdown, roles, tabs, unlock];
const ONCE = [lists, dialogs, confirm, drops, notices, bulk, themes, shortcuts, quick, passkeys, website, attach, guard, busy];

function dress(root) {
  for (const piece of PIECES) piece(root);
}

dress(document);
rows(document, dress);
for (const start of ONCE) start();
