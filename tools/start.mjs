import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const nodeMin = [20, 19];

requireNode();
if (!isInstalled()) run('npm', ['ci'], 'Installing the npm packages');
run(process.execPath, [join(root, 'tools/build.mjs')]);
process.setSourceMapsEnabled(true);
await import('../dist/tools/stack/main.js');

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > nodeMin[0] || (major === nodeMin[0] && minor >= nodeMin[1])) return;
  fail(`Baton needs Node.js ${nodeMin.join('.')} or newer, and this is ${process.versions.node}.`);
}

/** Whether node_modules holds what the lock names; packages for other systems may be missing. */
function isInstalled() {
  const installedFile = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { packages: installed } = JSON.parse(readFileSync(installedFile, 'utf8'));
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = installed[path];
    if (found === undefined) return Boolean(entry.optional || entry.devOptional || entry.dev);
    return found.version === entry.version;
  });
}

function run(command, args, title) {
  if (title !== undefined) console.log(title);
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  fail(`${command} ${args[0]} did not succeed (${error?.message ?? signal ?? `code ${status}`}).`);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
