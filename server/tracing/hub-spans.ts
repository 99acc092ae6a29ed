/**
 * The spans of a hub: one for each execution, turn and activity of what is in a trace.
 *
 * SP1. A span's id follows from what it stands for, so that what is run or told of again is the same span.
 * SP2. An activity's span is a child of its execution's, an execution's of whatever started it. A turn's stands in a trace of
 *      its own and is linked to its execution's: instances live for months.
 * SP3. What is in no trace, or in one that is not sampled, costs nothing but the look.
 */
import {
  context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { InstanceRecord } from '../engine/outcome';
import { executionSpanId, rootTrace } from '../engine/trace-link';
import type { ActivityObserver } from '../hub/activity-worker';
import type { HubEmitter, TurnsFacts } from '../hub/hub-signals';
import type { ClaimedWorkItem } from '../store';
import { type DerivedIds, idsOf } from './derived-ids';
import { toSpanContext, toTraceparent } from './traceparent';

export class HubSpans {
  constructor(
    private readonly tracer: Tracer,
    private readonly ids: DerivedIds,
  ) {}

  /** The trace that a start goes on from: the caller's, or a new one where sampling wants one. */
  readonly traceOfStart = (name: string, executionId: string): string | undefined => {
    const caller = trace.getSpanContext(context.active());
    if (caller !== undefined && trace.isSpanContextValid(caller)) return toTraceparent(caller);
    const root = toSpanContext(rootTrace(executionId));
    if (root === null) return undefined;
    const span = this.ids.with(root, () => this.tracer.startSpan(`orchestration ${name}`, { root: true }));
    return span.isRecording() ? toTraceparent(span.spanContext()) : undefined;
  };

  /** Runs an activity's code in its span. */
  readonly around: NonNullable<ActivityObserver['around']> = async (item, run) => {
    const execution = item.facts.trace === undefined ? null : toSpanContext(item.facts.trace);
    if (execution === null) return run();
    const parent = trace.setSpanContext(ROOT_CONTEXT, execution);
    const span = this.ids.with(idsOf(execution.traceId, execution.spanId, item.taskId), () =>
      this.tracer.startSpan(`activity ${item.name}`, { attributes: attributesOf(item) }, parent),
    );
    const end = await context.with(trace.setSpan(parent, span), run);
    if ('failure' in end) fail(span, end.failure.errorType, end.failure.message);
    span.end();
    return end;
  };

  /** Tells of the executions that end and of the turns that they make. */
  watch(signals: HubEmitter): void {
    signals.on('ended', (record) => this.#ended(record));
    signals.on('turns', (turns) => this.#turned(turns));
  }

  #ended(record: InstanceRecord): void {
    const caller = record.trace === undefined ? null : toSpanContext(record.trace);
    if (caller === null || caller.traceFlags === 0) return;
    const spanId = executionSpanId(record.executionId);
    const isRoot = caller.spanId === spanId;
    const options = {
      kind: isRoot ? SpanKind.INTERNAL : SpanKind.CONSUMER,
      startTime: record.createdAt,
      attributes: {
        'perdure.instance_id': record.instanceId,
        'perdure.execution_id': record.executionId,
        'perdure.generation': record.generation,
        'perdure.orchestrator': record.name,
        'perdure.status': record.status,
        ...(record.version !== null && { 'perdure.version': record.version }),
      },
    };
    const parent = isRoot ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, caller);
    const span = this.ids.with({ traceId: caller.traceId, spanId }, () =>
      this.tracer.startSpan(`orchestration ${record.name}`, options, parent),
    );
    if (record.failure !== null) fail(span, record.failure.errorType, record.failure.message);
    span.end(record.completedAt ?? record.updatedAt);
  }

  #turned({ outcomes, startedAt, endedAt }: TurnsFacts): void {
    for (const { record, events } of outcomes) {
      const caller = record.trace === undefined ? null : toSpanContext(record.trace);
      const turn = events.at(-1)?.turn;
      if (caller === null || caller.traceFlags === 0 || turn === undefined) continue;
      const { traceId } = caller;
      const spanId = executionSpanId(record.executionId);
      const link: Link = { context: { traceId, spanId, traceFlags: 1, isRemote: true } };
      const attributes = {
        'perdure.instance_id': record.instanceId,
        'perdure.generation': record.generation,
        'perdure.turn': turn,
        'perdure.events': events.length,
      };
      const options = { root: true, links: [link], startTime: startedAt, attributes };
      const span = this.ids.with(idsOf(traceId, spanId, 'turn', turn), () =>
        this.tracer.startSpan(`turn ${record.name}`, options),
      );
      span.end(endedAt);
    }
  }
}

function attributesOf({ instanceId, generation, taskId, name, attempt, facts }: ClaimedWorkItem) {
  return {
    'perdure.instance_id': instanceId,
    'perdure.generation': generation,
    'perdure.task_id': taskId,
    'perdure.activity': name,
    'perdure.attempt': facts.attempt ?? 1,
    'perdure.delivery': attempt,
  };
}

function fail(span: Span, errorType: string, message: string): void {
  span.setAttribute('error.type', errorType);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}
