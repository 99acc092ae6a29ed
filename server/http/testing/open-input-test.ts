/** A node behind a real HTTP server, on a PostgreSQL of its own, and what shows that a request had no effect. */
import type { Sql } from 'postgres';
import { expect } from 'vitest';
import { problemSchema } from '@/contract/problem';
import { lastingRows } from '@/db/testing/all-rows';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from '../../hub/testing/open-test-hub';
import type { Runtime } from '../../runtime';
import { answerConforming } from '../api/testing/answer-conforming';
import { openHttpServer } from './open-http-server';
import { sampleActivities, sampleEntities, sampleOrchestrators } from './sample-functions';
import { type Received, type Sent, sendRaw } from './send-raw';

export type InputCase = Sent & {
  /** What the case shows. Its number is that of the row in the catalogue of bad inputs. */
  name: string;
  status: number;
  /** The problem's code, where the answer is a problem. */
  code?: string;
  /** What the answer's body holds. */
  says?: string | RegExp;
};

export type InputTest = {
  hub: TestHub;
  runtime: Runtime;
  sql: Sql;
  port: number;
  send(sent: Sent): Promise<Received>;
  /** Sends what a case says, and holds the answer against it; what is refused has no effect. */
  check(input: InputCase): Promise<void>;
  /** Starts an instance and waits until it has begun, or ended. */
  start(name: string, instanceId: string, input?: unknown): Promise<void>;
  close(): Promise<void>;
};

export async function openInputTest(environment: Record<string, string> = {}): Promise<InputTest> {
  const hub = await openTestHub();
  const samples = [...sampleOrchestrators, ...sampleActivities, ...sampleEntities];
  const functions = Object.fromEntries(samples.map((definition, index) => [`sample${index}`, definition]));
  const runtime = await hub.open(functions, undefined, environment);
  const server = await openHttpServer(runtime, answerConforming);
  const send = (sent: Sent) => sendRaw(server.port, sent);
  const check = async ({ name: _, status, code, says, ...sent }: InputCase): Promise<void> => {
    const before = status >= 400 ? await rowsAtRest(hub.sql) : null;
    const received = await send(sent);
    expect([received.status, codeOf(received)]).toEqual([status, code]);
    expect(received.body).not.toMatch(/\bat .*\.ts:\d|postgres|select |insert /i);
    if (says !== undefined) expect(received.body).toMatch(says);
    if (before !== null) expect(await lastingRows(hub.sql)).toEqual(before);
  };
  const start = async (name: string, instanceId: string, input?: unknown): Promise<void> => {
    await runtime.client.startNew(name, input, { instanceId });
    await hub.once(
      instanceId,
      ({ status, waitingOn }) => status !== 'Pending' && (status !== 'Running' || !!waitingOn),
    );
  };
  const close = async (): Promise<void> => {
    await server.close();
    await hub.close();
  };
  return { hub, runtime, sql: hub.sql, port: server.port, send, check, start, close };
}

/** All rows, once nothing is under way any more. */
async function rowsAtRest(sql: Sql): Promise<Awaited<ReturnType<typeof lastingRows>>> {
  await until('nothing under way', async () => {
    const [row] = await sql<{ underWay: number }[]>`
      select ((select count(*) from control_queue) + (select count(*) from work_items) + (select count(*) from outbox)
        + (select count(*) from instances where status = 'Pending'))::int as "underWay"`;
    return row?.underWay === 0;
  });
  return lastingRows(sql);
}

/** The code of a problem, whose shape is held against its schema; undefined for all else. */
function codeOf({ headers, body, status }: Received): string | undefined {
  if (headers['content-type'] !== 'application/problem+json') return undefined;
  const problem = problemSchema.strict().parse(JSON.parse(body));
  expect(problem.status).toBe(status);
  return problem.code;
}
