/** Traces from the caller to the activities of sub-orchestrations, as they arrive at a receiver. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { activity, orchestrator } from 'perdure';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { executionSpanId } from '../engine/trace-link';
import { readEnv } from '../env';
import { openTestHub, type TestHub } from '../hub/testing/open-test-hub';
import { openRuntime, type Runtime } from '../runtime';
import { exportTraces } from './export-traces';
import type { Tracing } from './tracing';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const CALLER = `00-${TRACE_ID}-b7ad6b7169203331-01`;

const leaf = activity('Leaf', (name: string) =>
  trace.getTracer('test').startActiveSpan('inside', (span) => {
    span.end();
    return name;
  }),
);
const child = orchestrator('Child', function* (context) {
  return yield* context.callActivity(leaf, 'of the child');
});
const parent = orchestrator('Parent', function* (context) {
  yield* context.callActivity(leaf, 'of the parent');
  return yield* context.callSubOrchestrator(child, undefined);
});
const again = orchestrator('Again', function* (context, left: number) {
  yield* context.callActivity(leaf, 'again');
  if (left > 0) context.continueAsNew(left - 1);
});

const exporter = new InMemorySpanExporter();
let hub: TestHub;
let tracing: Tracing;
let node: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  tracing = exportTraces(new SimpleSpanProcessor(exporter));
  const environment = { DATABASE_URL: hub.url, PERDURE_LOG_LEVEL: 'silent', PERDURE_WATCHDOG_MS: '0' };
  node = await openRuntime(readEnv(environment), [{ leaf, child, parent, again }], {}, tracing);
});

beforeEach(() => exporter.reset());

afterAll(async () => {
  await node.stop();
  await hub.close();
});

const asked = () => new Request('http://localhost/', { headers: { traceparent: CALLER } });
const spans = () => exporter.getFinishedSpans();
const named = (name: string): ReadableSpan[] => spans().filter((span) => span.name === name);
const one = (name: string): ReadableSpan => {
  const [span] = named(name);
  if (span === undefined) throw new Error(`No span is named ${name}.`);
  return span;
};
const idOf = (span: ReadableSpan) => span.spanContext().spanId;

/** Runs it to its end in the caller's trace. */
async function run(orchestration: typeof parent | typeof again, input?: unknown): Promise<string> {
  const id = await tracing.inTraceOf(asked(), () => node.client.startNew(orchestration.name, input));
  await node.client.waitForCompletion(id);
  return id;
}

test('SP2. a start, its activities, its children and theirs are one tree below the caller', async () => {
  const instanceId = await run(parent);
  await expect.poll(() => named('orchestration Parent').length).toBe(1);
  const top = one('orchestration Parent');
  expect(top.spanContext().traceId).toBe(TRACE_ID);
  expect(top.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
  expect(top.attributes).toMatchObject({ 'perdure.instance_id': instanceId, 'perdure.status': 'Completed' });
  const below = one('orchestration Child');
  expect(below.parentSpanContext?.spanId).toBe(idOf(top));
  const activities = named('activity Leaf');
  expect(activities.map(({ parentSpanContext }) => parentSpanContext?.spanId).sort()).toEqual(
    [idOf(top), idOf(below)].sort(),
  );
  const inside = named('inside').map(({ parentSpanContext }) => parentSpanContext?.spanId);
  expect(inside.sort()).toEqual(activities.map(idOf).sort());
  for (const span of [below, ...activities, ...named('inside')]) expect(span.spanContext().traceId).toBe(TRACE_ID);
});

test('SP2. turns stand in traces of their own, linked to their execution', async () => {
  await run(parent);
  await expect.poll(() => named('orchestration Parent').length).toBe(1);
  const turns = named('turn Parent');
  expect(turns.length).toBeGreaterThanOrEqual(3);
  for (const turn of turns) {
    expect(turn.parentSpanContext).toBeUndefined();
    expect(turn.spanContext().traceId).not.toBe(TRACE_ID);
    expect(turn.links[0]?.context.spanId).toBe(idOf(one('orchestration Parent')));
  }
});

test('SP1. an activity that is run again is the same span', async () => {
  const item = {
    partitionId: 0,
    instanceId: 'order',
    generation: 0,
    taskId: 3,
    attempt: 1,
    name: 'Leaf',
    input: null,
    facts: { trace: CALLER },
  };
  await tracing.around(item, async () => ({ result: null }));
  await tracing.around({ ...item, attempt: 2 }, async () => ({
    failure: { errorType: 'Gone', message: 'It is gone.' },
  }));
  const [first, second] = named('activity Leaf');
  expect(first && idOf(first)).toBe(second && idOf(second));
  expect(second?.status.message).toBe('It is gone.');
});

test('the trace goes on through generations, and after the history was read back', async () => {
  const instanceId = await run(again, 1);
  await expect.poll(() => named('orchestration Again').length).toBe(1);
  expect(named('activity Leaf').map((span) => span.spanContext().traceId)).toEqual([TRACE_ID, TRACE_ID]);
  const events = await hub.sql<{ detail: string }[]>`
    select detail from history where instance_id = ${instanceId} and type = 'ExecutionStarted'`;
  expect(events.map(({ detail }) => JSON.parse(detail).trace)).toEqual([CALLER, CALLER]);
});

test('a start outside of any trace begins one, in which its execution is the first span', async () => {
  const instanceId = await node.client.startNew(parent.name, undefined);
  await node.client.waitForCompletion(instanceId);
  await expect.poll(() => named('orchestration Parent').length).toBe(1);
  const top = one('orchestration Parent');
  const status = await hub.store.getInstance(instanceId);
  expect(top.parentSpanContext).toBeUndefined();
  expect(idOf(top)).toBe(executionSpanId(status?.executionId ?? ''));
  expect(named('activity Leaf').every((span) => span.spanContext().traceId === top.spanContext().traceId)).toBe(true);
});

test('SP3. a trace that is not sampled stays so, also in the spans of the user’s code', async () => {
  const unsampled = trace.wrapSpanContext({ traceId: TRACE_ID, spanId: 'b7ad6b7169203331', traceFlags: 0 });
  const active = trace.setSpan(context.active(), unsampled);
  const id = await context.with(active, () => node.client.startNew(parent.name, undefined));
  await node.client.waitForCompletion(id);
  expect(spans()).toEqual([]);
});

test('spans arrive at a receiver by OTLP', async () => {
  const received: string[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push(`${request.url} ${body}`);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  const { startTracing } = await import('./start-tracing');
  expect(await startTracing({})).toBeNull();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${port}`;
  try {
    const sending = await startTracing(process.env);
    await sending?.around(
      {
        partitionId: 0,
        instanceId: 'i',
        generation: 0,
        taskId: 1,
        attempt: 1,
        name: 'Sent',
        input: null,
        facts: { trace: CALLER },
      },
      async () => ({ result: null }),
    );
    await sending?.stop();
  } finally {
    delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    receiver.close();
  }
  expect(received).toHaveLength(1);
  expect(received[0]).toMatch(/^\/v1\/traces /);
  expect(received[0]).toContain('activity Sent');
  expect(received[0]).toContain(TRACE_ID);
});
