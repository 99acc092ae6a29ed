import type { z } from 'zod';
import { readJson } from './read-json';
import { Refusal } from './refusal';

const ISSUES_MAX = 3;

/** The value as the schema has it. Throws a Refusal (`invalid-request`) that says what is wrong. */
export function validate<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refusal('invalid-request', parsed.error.issues.slice(0, ISSUES_MAX).map(sentence).join(' '));
}

/** The request's query; parameters that the schema does not know are refused, repeated ones are lists. */
export function readQuery<Shape extends z.ZodRawShape>(request: Request, schema: z.ZodObject<Shape>) {
  const { searchParams } = new URL(request.url);
  const values = [...new Set(searchParams.keys())].map((key) => {
    const given = searchParams.getAll(key);
    return [key, given.length === 1 ? given[0] : given] as const;
  });
  return validate(schema.strict(), Object.fromEntries(values));
}

/** The request's JSON object, empty where there is no body. Throws a Refusal, also for fields that the schema does not know. */
export async function readCommand<Shape extends z.ZodRawShape>(request: Request, schema: z.ZodObject<Shape>) {
  return validate(schema.strict(), (await readJson(request)) ?? {});
}

function sentence({ path, message }: z.core.$ZodIssue): string {
  const text = /[.!?]$/.test(message) ? message : `${message}.`;
  return path.length === 0 ? text : `${path.join('.').slice(0, 100)}: ${text}`;
}
