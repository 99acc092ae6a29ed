/** Makes one file of a node's code: a process starts several times faster with it. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const MAIN = fileURLToPath(new URL('./node-main.ts', import.meta.url));

/** Gives the bundle's path, in this directory. */
export async function bundleNode(directory: string): Promise<string> {
  const outfile = join(directory, 'node-main.mjs');
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    entryPoints: [MAIN],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: 'linked',
    banner: { js: banner },
    logLevel: 'error',
  });
  return outfile;
}
