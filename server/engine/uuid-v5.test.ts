import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha1 } from './sha-1';
import { uuidV5 } from './uuid-v5';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

test('a name in a namespace has the uuid that the RFC gives it', () => {
  expect(uuidV5('www.example.com', DNS)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  expect(uuidV5('www.widgets.com', DNS)).toBe('21f7f8de-8051-5b89-8680-0195ef798b6a');
});

test('a namespace counts without its dashes and its case', () => {
  expect(uuidV5('1', DNS.replaceAll('-', '').toUpperCase())).toBe(uuidV5('1', DNS));
});

test('a namespace that is no uuid stands for its text', () => {
  expect(uuidV5('1', 'execution-1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuidV5('1', 'execution-1')).not.toBe(uuidV5('1', 'execution-2'));
});

test('a digest is right for every length around the ends of blocks', () => {
  for (let length = 0; length < 200; length += 1) {
    const bytes = Array.from({ length }, (_, index) => (index * 7) % 256);
    expect(sha1(bytes)).toEqual([...createHash('sha1').update(Uint8Array.from(bytes)).digest()]);
  }
});
