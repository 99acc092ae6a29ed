import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createProgram } from './program';

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => vi.restoreAllMocks());

it.each([
  [['nothing'], /unknown command/],
  [['start'], /missing required argument/],
  [['start', 'Hello', '--inptu', '1'], /unknown option.*--input/s],
  [['start', 'Hello', '--input', '@/nowhere/at-all'], /The file \/nowhere\/at-all cannot be read/],
  [['start', 'Hello', '--input', 'Tokyo'], /is no JSON/],
  [['start', 'Hello', '--idempotency-key', 'ü'], /ASCII/],
  [['start', 'Hello', '--id', 'a/b'], /--id/],
  [['start', 'Hello', '--tag', 'a'], /key=value/],
  [['start', 'Hello', '--start-at', 'tomorrow'], /moment/],
  [['start', 'Hello', '--on-conflict', 'error,replace'], /one value/],
  [['list', '--status', 'Broken'], /one or more of Pending/],
  [['list', '--limit', '0'], /whole number/],
  [['terminate', 'a'], /--reason/],
  [['status', '..'], /no name or id/],
  [['purge', '--prefix', 'a', '--force'], /go with ids/],
  [['health', '--url', 'ftp://localhost'], /Give an address/],
  [['health', '--url', 'http://me:secret@localhost'], /no user and password/],
])('%j is refused before anything is sent', async (args, reason) => {
  await expect(createProgram().parseAsync(['node', 'perdure', ...args])).rejects.toThrow(reason);
});
