/** Finds the place in the source behind a place in the code that runs, by its source map. */
import { findSourceMap } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const CALL_SITE = /^(.*):(\d+):(\d+)$/;

/** Gives `file:line` with the file as seen from `root`. Each place is looked up once. */
export function createCallSiteResolver(root: string): (callSite: string) => string {
  const known = new Map<string, string>();
  return (callSite) => {
    let resolved = known.get(callSite);
    if (resolved === undefined) {
      resolved = resolveCallSite(callSite, root);
      known.set(callSite, resolved);
    }
    return resolved;
  };
}

function resolveCallSite(callSite: string, root: string): string {
  const [, file, line, column] = CALL_SITE.exec(callSite) ?? [];
  if (file === undefined) return callSite;
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  const map = findSourceMap(file) ?? findSourceMap(path);
  const origin = map?.findOrigin(Number(line), Number(column));
  if (origin && 'fileName' in origin) return `${place(origin.fileName, path, root)}:${origin.lineNumber}`;
  return `${place(path, path, root)}:${line}`;
}

function place(source: string, generated: string, root: string): string {
  const path = source.startsWith('file:') ? fileURLToPath(source) : resolve(generated, '..', source);
  return relative(root, path).split(sep).join('/');
}
