import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs what package-lock.json names when node_modules is missing or holds other versions.
 * Optional packages are not compared: those of other platforms are never there.
 *
 * @param {string} root the folder of package.json
 */
export function ensureInstalled(root) {
  if (isInstalled(root)) return;
  console.log('Installing the npm packages (npm ci)');
  if (npm(root, ['ci'])) return;
  // `npm ci` also refuses a lock that leaves out other platforms' packages, as npm writes it
  // where the registry has none of them; this takes the same versions and keeps the lock.
  console.log('npm ci refused; trying npm install --no-save');
  if (!npm(root, ['install', '--no-save'])) throw new Error('npm install failed; see above');
}

function npm(root, words) {
  const shell = process.platform === 'win32';
  return spawnSync('npm', words, { cwd: root, stdio: 'inherit', shell }).status === 0;
}

function isInstalled(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' || optional || link || present[path]?.version === version,
  );
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return {};
  }
}
