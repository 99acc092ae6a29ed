import type { z } from 'zod';
import { isProblemCode, type ProblemCode } from './problems';
import { readJson } from './read-json';
import { Refusal } from './refusal';

const ISSUES_MAX = 3;
const PATH_LENGTH_MAX = 100;
const DETAIL_LENGTH_MAX = 500;

/** The value as the schema has it. Throws a Refusal (`invalid-request`, or what the schema says) that says what is wrong. */
export function validate<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const { issues } = parsed.error;
    throw new Refusal(codeOf(issues), cut(issues.slice(0, ISSUES_MAX).map(sentence).join(' '), DETAIL_LENGTH_MAX));
  }
  assertInOrder(parsed.data);
  return parsed.data;
}

/** The request's query; parameters that the schema does not know are refused, repeated ones are lists. */
export function readQuery<Shape extends z.ZodRawShape>(request: Request, schema: z.ZodObject<Shape>) {
  const values = new Map<string, string | string[]>();
  for (const [key, value] of new URL(request.url).searchParams) {
    const before = values.get(key);
    if (before === undefined) values.set(key, value);
    else if (typeof before === 'string') values.set(key, [before, value]);
    else before.push(value);
  }
  return validate(schema.strict(), Object.fromEntries(values));
}

/** The request's JSON object, empty where there is no body. Throws a Refusal, also for fields that the schema does not know. */
export async function readCommand<Shape extends z.ZodRawShape>(request: Request, schema: z.ZodObject<Shape>) {
  return validate(schema.strict(), (await readJson(request)) ?? {});
}

/** The first code that an issue brings with it. */
function codeOf(issues: readonly z.core.$ZodIssue[]): ProblemCode {
  for (const issue of issues) {
    const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
    if (isProblemCode(code)) return code;
  }
  return 'invalid-request';
}

/** Of two moments that bound a span, `createdFrom` and `createdTo`, the first is not the later one. */
function assertInOrder(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, from] of Object.entries(value)) {
    if (!key.endsWith('From')) continue;
    const to: unknown = Reflect.get(value, `${key.slice(0, -'From'.length)}To`);
    if (typeof from === 'string' && typeof to === 'string' && Date.parse(from) > Date.parse(to)) {
      throw new Refusal('invalid-request', `${key} is not later than its end.`);
    }
  }
}

function sentence({ path, message }: z.core.$ZodIssue): string {
  const text = /[.!?]$/.test(message) ? message : `${message}.`;
  return path.length === 0 ? text : `${cut(path.join('.'), PATH_LENGTH_MAX)}: ${text}`;
}

function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax)}…`;
}
