import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createCallSiteResolver } from './call-site-resolver';

const root = resolve('/srv/app');
const resolveCallSite = createCallSiteResolver(root);

describe('createCallSiteResolver', () => {
  it.each([
    ['a path', `${root}/functions/order.ts:12:5`],
    ['a file URL', `${pathToFileURL(`${root}/functions/order.ts`)}:12:5`],
  ])('gives file and line as seen from the root, for %s', (_, callSite) => {
    expect(resolveCallSite(callSite)).toBe('functions/order.ts:12');
    expect(resolveCallSite(callSite)).toBe('functions/order.ts:12');
  });

  it('climbs to files outside of the root, and decodes their URLs', () => {
    expect(resolveCallSite('file:///srv/sh%20ared/x.ts:1:1')).toBe('../sh ared/x.ts:1');
  });

  it('gives back what is no call site', () => {
    expect(resolveCallSite('native')).toBe('native');
  });
});
