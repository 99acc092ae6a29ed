/**
 * Requests drawn at random: fitting what the routes declare, almost fitting, and nonsense. None is answered with 500 or
 * against its route's declaration, none hangs, and none that is refused has an effect.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { lastingRows } from '@/db/testing/all-rows';
import { until } from '@/db/testing/until';
import { API_ROUTES } from './api/routes';
import { answerConforming } from './api/testing/answer-conforming';
import { answerAzure } from './azure/answer-azure';
import { AZURE_ROUTES } from './azure/routes';
import { type InputTest, openInputTest } from './testing/open-input-test';

/** More of them with PERDURE_FUZZ_REQUESTS. */
const REQUESTS = Number(process.env['PERDURE_FUZZ_REQUESTS'] ?? 500);
const BATCH = 50;
const SEED = 20_261_128;
const ANSWERED_WITHIN_MS = 20_000;
const AZURE = '/runtime/webhooks/durabletask';

let test: InputTest;

beforeAll(async () => {
  test = await openInputTest({ PERDURE_BODY_TIMEOUT_MS: '1000' });
});

afterAll(() => test.close());

type Drawn = { method: string; path: string; body: string | undefined; type: string; key: string | undefined };

/** Words that a routes' parameters, fields and bodies are made of: some exist, most do not. */
const word = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('a', 'b', 'Hello', 'Approval', 'Counter', 'Go', 'add', 'get', 'yes', '0', '1', 'true'),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: 'binary' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '.',
      '..',
      '@a@b',
      '__proto__',
      'constructor',
      '\u0000',
      '\u202e',
      'e\u0301',
      '%',
      "';--",
      'x'.repeat(300),
    ),
  },
);

const moment = fc.constantFrom(
  '2026-01-01T00:00:00Z',
  '2030-01-01T00:00:00+02:00',
  'infinity',
  '0000-01-01T00:00:00Z',
  '2024-02-30T00:00:00Z',
  '',
);

const value = fc.oneof(
  word,
  moment,
  fc.jsonValue({ maxDepth: 2 }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, 1e21, -0),
);

/** An object with fields that the schema names, each of some kind or other, and now and then one that it does not. */
function fieldsOf(schema: z.ZodObject | undefined): fc.Arbitrary<Record<string, unknown>> {
  const names = schema === undefined ? [] : Object.keys(schema.shape);
  const known = Object.fromEntries(names.map((name) => [name, schema === undefined ? value : fitting(schema, name)]));
  return fc
    .record(known, { requiredKeys: [] })
    .chain((fields) =>
      fc.oneof(
        { weight: 8, arbitrary: fc.constant(fields) },
        { weight: 1, arbitrary: word.map((name) => ({ ...fields, [name]: 1 })) },
      ),
    );
}

/** Values of which most fit: those of the pool that the schema takes. */
function fitting(schema: z.ZodObject, name: string): fc.Arbitrary<unknown> {
  const field = schema.shape[name] as z.ZodType;
  const pool = [
    'a',
    'Hello',
    'Approval',
    'yes',
    'true',
    'error',
    'Failed',
    '1',
    1,
    true,
    ['Failed'],
    { a: 'b' },
    '2026-01-01T00:00:00Z',
  ];
  const fits = pool.filter((candidate) => field.safeParse(candidate).success);
  const good = fits.length === 0 ? value : fc.constantFrom(...fits);
  return fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: value });
}

const asQuery = (fields: Record<string, unknown>): string => {
  const pairs = Object.entries(fields).map(([name, given]) => [
    name,
    typeof given === 'string' ? given : JSON.stringify(given),
  ]);
  const text = new URLSearchParams(pairs as [string, string][]).toString();
  return text === '' ? '' : `?${text}`;
};

const pathOf = (route: string): fc.Arbitrary<string> =>
  fc
    .tuple(...route.split('/').map((part) => (part.startsWith('{') ? word.map(escaped) : fc.constant(part))))
    .map((parts) => parts.join('/'));

/** As an address holds it; a lone surrogate has no escape. */
function escaped(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '?'));
}

const wrapped = fc.record({
  type: fc.oneof(
    { weight: 12, arbitrary: fc.constant('application/json') },
    fc.constantFrom('text/plain', 'application/json; charset=latin1', ''),
  ),
  key: fc.option(fc.constantFrom('k1', 'k2', '', 'a b', 'x'.repeat(300)), { freq: 8, nil: undefined }),
  spoiled: fc.option(fc.constantFrom('', '{', '[[', 'NaN', '"\ud800', '{"a":1e999}', '['.repeat(70)), {
    freq: 10,
    nil: undefined,
  }),
});

type Declared = {
  methods: readonly string[];
  route: string;
  query?: z.ZodObject | undefined;
  body?: z.ZodObject | undefined;
};

function requestTo(base: string, { methods, route, query, body }: Declared): fc.Arbitrary<Drawn> {
  const method = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...methods) },
    fc.constantFrom('PATCH', 'PUT', 'OPTIONS'),
  );
  const content = body === undefined ? fc.option(value, { nil: undefined }) : fieldsOf(body);
  return fc
    .tuple(method, pathOf(route), fieldsOf(query).map(asQuery), content, wrapped)
    .map(([verb, path, search, sent, around]) => ({
      ...{ method: verb, path: `${base}/${path}${search}`, type: around.type, key: around.key },
      body: verb === 'GET' ? undefined : (around.spoiled ?? JSON.stringify(sent)),
    }));
}

const azureQuery = z.object({
  reason: z.string(),
  timeout: z.string(),
  op: z.string(),
  top: z.string(),
  runtimeStatus: z.string(),
  createdTimeFrom: z.string(),
});

const own = API_ROUTES.filter(({ route }) => route !== 'changes').map(({ methods, route, facts }) =>
  requestTo('/api/v1', { methods, route, query: facts.query, body: facts.body }),
);
const azure = AZURE_ROUTES.map(({ methods, route }) =>
  requestTo(AZURE, { methods, route: route.replaceAll('?}', '}'), query: azureQuery }),
);

async function answerTo({ method, path, body, type, key }: Drawn): Promise<number> {
  const headers = new Headers({
    host: 'localhost',
    ...(body === undefined || type === '' ? {} : { 'content-type': type }),
  });
  if (key !== undefined) headers.set('idempotency-key', key);
  const request = new Request(`http://localhost${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const answered = path.startsWith(AZURE)
    ? answerAzure(request, test.runtime)
    : answerConforming(request, test.runtime);
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`No answer to ${method} ${path}`)), ANSWERED_WITHIN_MS).unref();
  });
  const response = await Promise.race([answered, late]);
  await response.body?.cancel();
  if (response.status >= 500 && response.status !== 504)
    throw new Error(`${response.status} to ${method} ${path} ${body}`);
  return response.status;
}

/** Once nothing is under way any more. */
async function atRest(): Promise<void> {
  await until('nothing under way', async () => {
    const rows =
      await test.sql`select from control_queue union all select from work_items union all select from outbox`;
    return rows.length === 0;
  });
}

it(`answers ${REQUESTS} requests as it should`, async () => {
  const rejected: Drawn[] = [];
  let accepted = 0;
  const property = fc.asyncProperty(fc.oneof(...own, ...azure), async (request) => {
    if ((await answerTo(request)) >= 400) rejected.push(request);
    else accepted += 1;
  });
  await fc.assert(property, { seed: SEED, numRuns: REQUESTS });
  expect([accepted > REQUESTS / 20, rejected.length > REQUESTS / 20]).toEqual([true, true]);
  // Once more, with nothing else going on: most are refused again, and those have no effect.
  for (let at = 0; at < rejected.length; at += BATCH) {
    await atRest();
    const before = await lastingRows(test.sql);
    const again = await Promise.all(rejected.slice(at, at + BATCH).map(answerTo));
    if (again.every((status) => status >= 400)) expect(await lastingRows(test.sql)).toEqual(before);
  }
}, 240_000);
