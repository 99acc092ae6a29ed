import type { z } from 'zod';
import { type Problem, problemSchema } from '@/contract/problem';
import { RequestProblem } from './request-problem';

/** Fetches and parses one answer. Throws {@link RequestProblem} for every way in which that can fail, except abortion. */
export async function fetchJson<T>(schema: z.ZodType<T>, url: string, init?: RequestInit): Promise<T> {
  const response = await send(url, init);
  const parsed = schema.safeParse(await bodyOf(response));
  if (parsed.success) return parsed.data;
  throw new RequestProblem(
    clientProblem(
      'unexpected-answer',
      'The server gave an answer that this page does not understand.',
      response.status,
    ),
    { cause: parsed.error },
  );
}

/** Sends a command whose answer has no body. Throws {@link RequestProblem}. */
export async function sendCommand(url: string, init: RequestInit): Promise<void> {
  await send(url, init);
}

/** Says by which door a command came in: the history names it. */
const VIA = { 'x-perdure-via': 'dashboard' };

export function jsonPost(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json', ...VIA }, body: JSON.stringify(body) };
}

export function deletion(): RequestInit {
  return { method: 'DELETE', headers: VIA };
}

async function send(url: string, init: RequestInit | undefined): Promise<Response> {
  const response = await fetch(url, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new RequestProblem(clientProblem('unreachable', 'The server does not answer.', 0), { cause: error });
  });
  if (response.ok) return response;
  const problem = problemSchema.safeParse(await bodyOf(response));
  throw new RequestProblem(
    problem.success
      ? problem.data
      : clientProblem('request-failed', `The server answered with status ${response.status}.`, response.status),
  );
}

function bodyOf(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}

function clientProblem(code: string, detail: string, status: number): Problem {
  return { type: `about:blank#${code}`, code, title: detail, status, detail };
}
