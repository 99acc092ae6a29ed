import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { phase } from './phase.mjs';
import { runNode } from './run-program.mjs';
import { sourceHash } from './source-hash.mjs';
import { Stop } from './stop.mjs';

export const NEXT = 'node_modules/next/dist/bin/next';

/** Makes the production build, unless the one that is there was made from the same sources. Gives their hash. */
export async function buildApp(root) {
  const stamp = join(root, '.next', 'built-from');
  const hash = await sourceHash(root);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return hash;
  await phase('Building', async () => {
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
    const ended = await runNode([NEXT, 'build'], { cwd: root, env });
    if (!ended.succeeded) throw new Stop(`${ended.output}\nThe app could not be built: see above what to correct.`);
    await writeFile(stamp, hash);
  });
  return hash;
}
