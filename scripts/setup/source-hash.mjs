import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a build never reads. */
const IGNORED_FOLDERS = new Set([
  'bench',
  'docs',
  'e2e',
  'node_modules',
  'playwright-report',
  'scripts',
  'test-results',
]);
const IGNORED_FILES = /\.(test\.tsx?|md|tsbuildinfo)$|^next-env\.d\.ts$/;

/** A hash of everything a production build is made from. */
export async function sourceHash(root) {
  const hash = createHash('sha256').update(process.version);
  for (const path of await sourceFiles(root, '')) {
    hash.update(`\0${path}\0`).update(await readFile(join(root, path)));
  }
  return hash.digest('hex');
}

async function sourceFiles(root, folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const kept = entries.filter(
    ({ name }) => !(name.startsWith('.') || IGNORED_FOLDERS.has(name) || IGNORED_FILES.test(name)),
  );
  kept.sort((a, b) => (a.name < b.name ? -1 : 1));
  const lists = await Promise.all(
    kept.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sourceFiles(root, path) : [path];
    }),
  );
  return lists.flat();
}
