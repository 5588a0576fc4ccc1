// `node support/run.mjs COMMAND…`: runs a command with AMY_URL naming an AMY of its own, on a new database with demo data, which ends with it.
//
// AMY_URL: use the AMY that runs there (its data will change). AMY_BIN: the folder of built programs, instead of building them.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './port.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const INSIDE = '--inside';
const words = process.argv.slice(2);

/** Runs a program to its end. */
const run = (program, args, options) => new Promise((resolve, reject) => {
  const child = spawn(program, args, { stdio: 'inherit', ...options });
  child.on('error', reject);
  child.on('exit', (code, signal) => resolve(signal ? 1 : code));
});

async function answering(url, child) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`AMY ended with ${child.exitCode}`);
    try {
      if ((await fetch(`${url}/account/login/`)).ok) return;
    } catch { /* Not yet. */ }
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error('AMY does not answer');
}

/** Signs people in once for all tests: tries are counted, also from one run to the next. The password is the name. */
async function sessions(url) {
  const cookies = {};
  for (const username of ['admin', 'instructor']) {
    const body = new URLSearchParams({ username, password: username, next: '' });
    const answer = await fetch(`${url}/account/login/`, { method: 'POST', body, headers: { Origin: url }, redirect: 'manual' });
    if (answer.status >= 400) throw new Error(`${username} cannot sign in: ${answer.status}`);
    cookies[username] = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  }
  return JSON.stringify(cookies);
}

async function use(url, [program, ...args]) {
  return run(program, args, { env: { ...process.env, AMY_URL: url, AMY_SESSIONS: await sessions(url) } });
}

/** Inside `with-postgres`: DATABASE_URL names a new database. */
async function inside(bin, command) {
  const local = join(bin, 'local');
  if (await run(local, ['demo-data'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }) !== 0) throw new Error('there is no demo data');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const amy = spawn(local, ['run', '--port', String(port)], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, RUST_LOG: process.env.RUST_LOG ?? 'error' } });
  const ended = new Promise((resolve) => { amy.on('exit', resolve); });
  const stop = () => amy.kill('SIGTERM');
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    await answering(url, amy);
    return await use(url, command);
  } finally {
    stop();
    await ended;
  }
}

async function main() {
  if (words[0] === INSIDE) return inside(words[1], words.slice(2));
  if (process.env.AMY_URL) return use(process.env.AMY_URL, words);
  let bin = process.env.AMY_BIN;
  if (!bin) {
    bin = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug');
    const built = await run('cargo', ['build', '--quiet', '--package', 'local', '--bins'], { cwd: root });
    if (built !== 0) return built;
  }
  const here = process.cwd();
  return run(join(bin, 'with-postgres'), [process.execPath, fileURLToPath(import.meta.url), INSIDE, bin, ...words], { cwd: here });
}

process.exitCode = await main();
