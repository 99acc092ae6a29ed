import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { phase } from './phase.mjs';
import { runNpm } from './run-program.mjs';
import { Stop } from './stop.mjs';

/**
 * The lock file's versions, and no change to it. Not `npm ci`, which gives up when the lock file does not know the
 * packages of every other platform.
 */
const INSTALL = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund'];

/** Installs what package-lock.json names, unless just that is installed. */
export async function installPackages(root) {
  if (await isInstalled(root)) return;
  await phase('Installing packages', async () => {
    const ended = await runNpm(INSTALL, { cwd: root });
    if (!ended.succeeded) {
      throw new Stop(`${ended.output}\nThe packages could not be installed: check the network and start again.`);
    }
  });
}

/** npm notes what it has installed as the last thing it does; packages for other machines are missing there. */
async function isInstalled(root) {
  const [wanted, installed] = await Promise.all([
    readPackages(join(root, 'package-lock.json')),
    readPackages(join(root, 'node_modules', '.package-lock.json')),
  ]);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || installed[path]?.version === version || optional,
  );
}

async function readPackages(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8')).packages;
  } catch {
    return {};
  }
}
