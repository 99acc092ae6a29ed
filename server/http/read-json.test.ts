import { afterEach, describe, expect, it } from 'vitest';
import { setLimits } from '@/contract/limits';
import { readJson } from './read-json';
import { Refusal } from './refusal';

const BODY_BYTES_MAX = 1024 * 1024;

afterEach(() => setLimits({}));

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream | undefined;

function send(body: Body, headers: Record<string, string> = {}): Request {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, duplex: 'half' };
  return new Request('http://localhost/', init as RequestInit);
}

async function refusalOf(request: Request): Promise<[code: string, detail: string]> {
  const error = await readJson(request).catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw new Error(`Not refused: ${JSON.stringify(error)}`);
  return [error.code, error.message];
}

const bytes = (...values: number[]) => new Uint8Array(values);

describe('readJson', () => {
  it('reads what is sent, a byte order mark aside', async () => {
    expect(await readJson(send('{"a":[1,"ü",null]}'))).toEqual({ a: [1, 'ü', null] });
    expect(await readJson(send('\uFEFF{"a":1}'))).toEqual({ a: 1 });
    expect(await readJson(send('{"a":1,"a":2}'))).toEqual({ a: 2 });
  });

  it('tells an empty body from null', async () => {
    expect(await readJson(send(undefined))).toBeUndefined();
    expect(await readJson(send('', { 'content-type': 'text/plain' }))).toBeUndefined();
    expect(await readJson(send('null'))).toBeNull();
  });

  it('keeps NUL and lone surrogates that are escaped', async () => {
    expect(await readJson(send('"a\\u0000\\ud800"'))).toBe('a\u0000\ud800');
  });

  it('takes `__proto__` for a name like any other', async () => {
    const value = await readJson(send('{"__proto__":{"isAdmin":true}}'));
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect((value as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it.each(['{"a":', '{a:1}', "{'a':1}", '[1,]', 'NaN', '1 2', '// 1', '"\t"', ' '])(
    'refuses %j, which is no JSON',
    async (text) => {
      expect((await refusalOf(send(text)))[0]).toBe('invalid-json');
    },
  );

  it('refuses numbers that would come back as null', async () => {
    expect(await refusalOf(send('{"a":[1e400]}'))).toEqual([
      'number-out-of-range',
      'The JSON holds a number that is out of range.',
    ]);
  });

  it.each([
    ['UTF-16', bytes(0xff, 0xfe, 0x31, 0x00)],
    ['an overlong slash', bytes(0x22, 0xc0, 0xaf, 0x22)],
    ['a surrogate in CESU-8', bytes(0x22, 0xed, 0xa0, 0x80, 0x22)],
  ])('refuses %s', async (_name, body) => {
    expect(await refusalOf(send(body))).toEqual(['invalid-encoding', 'The body is not well-formed UTF-8.']);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=latin1',
    'application/jsonp',
    '',
  ])('refuses a body declared as %j', async (type) => {
    expect((await refusalOf(send('{}', { 'content-type': type })))[0]).toBe('unsupported-media-type');
  });

  it.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/json;charset="utf-8"'])(
    'reads a body declared as %j',
    async (type) => {
      expect(await readJson(send('{}', { 'content-type': type }))).toEqual({});
    },
  );

  it('refuses compressed bodies', async () => {
    expect((await refusalOf(send('{}', { 'content-encoding': 'gzip' })))[0]).toBe('unsupported-media-type');
  });

  it('takes a body of the greatest size, and not a byte more', async () => {
    const greatest = `"${'x'.repeat(BODY_BYTES_MAX - 2)}"`;
    expect(await readJson(send(greatest))).toHaveLength(BODY_BYTES_MAX - 2);
    expect((await refusalOf(send(`${greatest} `)))[0]).toBe('too-large');
  });

  it('refuses by the announced length before it reads', async () => {
    const request = send('{}', { 'content-length': String(BODY_BYTES_MAX + 1) });
    expect((await refusalOf(request))[0]).toBe('too-large');
    expect(request.bodyUsed).toBe(false);
  });

  it('stops reading a body without end', async () => {
    let chunks = 0;
    const endless = new ReadableStream({
      pull(controller) {
        chunks += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    expect(await refusalOf(send(endless))).toEqual(['too-large', 'A body has at most 1,048,576 bytes.']);
    expect(chunks).toBeLessThan(30);
  });

  it('takes 64 levels, and not one more', async () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    await expect(readJson(send(nested(64)))).resolves.toBeDefined();
    expect((await refusalOf(send(nested(65))))[1]).toBe('The JSON is nested deeper than 64 levels.');
    expect((await refusalOf(send('{"a":'.repeat(100_000))))[1]).toBe('The JSON is nested deeper than 64 levels.');
  });

  it('takes as many keys and values as are allowed, and not one more', async () => {
    const keys = (count: number) => `{${Array.from({ length: count }, (_, index) => `"${index}":[{"a":1}]`).join()}}`;
    setLimits({ jsonKeys: 20, jsonNodes: 70 });
    await expect(readJson(send(keys(20)))).resolves.toBeDefined();
    expect(await refusalOf(send(keys(21)))).toEqual(['too-many-nodes', 'An object has more than 20 keys.']);
    setLimits({ jsonNodes: 3 });
    await expect(readJson(send('[1,2]'))).resolves.toBeDefined();
    expect(await refusalOf(send('[1,2,3]'))).toEqual(['too-many-nodes', 'The JSON has more than 3 values.']);
  });

  it('takes numbers with exponents and many digits that are in range', async () => {
    const digits = '9'.repeat(300);
    expect(await readJson(send(`[1e3,-1.5E-2,${digits},true,false]`))).toEqual([1000, -0.015, 1e300, true, false]);
    expect((await refusalOf(send(`[${'9'.repeat(400)}]`)))[0]).toBe('number-out-of-range');
  });

  it('says where a text ends too early', async () => {
    expect((await refusalOf(send('{"a":')))[1]).toBe(
      'The body is not valid JSON: Unexpected end of JSON input at position 5.',
    );
  });

  it('waits no longer for a body than is allowed', async () => {
    setLimits({ bodyTimeoutMs: 20 });
    const stalled = new ReadableStream({ start: (controller) => controller.enqueue(bytes(0x22)) });
    expect((await refusalOf(send(stalled)))[0]).toBe('request-timeout');
  });

  it('does not take brackets in strings for levels', async () => {
    const text = '['.repeat(1000);
    expect(await readJson(send(JSON.stringify({ [`"\\${text}`]: `\\"${text}` })))).toEqual({
      [`"\\${text}`]: `\\"${text}`,
    });
  });
});
