/**
 * Where a trace goes on: a W3C `traceparent`, such as `00-<32 hex digits>-<16 hex digits>-01`.
 *
 * TR1. The span of an execution follows from its execution id: whoever knows that, knows the span, and a run again is the
 *      same one.
 */
import type { InstanceRecord } from './outcome';

/** The id of the span that stands for one execution of the code. */
export function executionSpanId(executionId: string): string {
  return executionId.replaceAll('-', '').slice(-16);
}

/** What a start carries whose caller is in no trace: its execution is the first span. */
export function rootTrace(executionId: string): string {
  return `00-${executionId.replaceAll('-', '')}-${executionSpanId(executionId)}-01`;
}

/** What the execution's activities and sub-orchestrations go on from; undefined where it is in no trace. */
export function traceOf({ trace, executionId }: Pick<InstanceRecord, 'trace' | 'executionId'>): string | undefined {
  if (trace === undefined) return undefined;
  const [version, traceId, , flags] = trace.split('-');
  return `${version}-${traceId}-${executionSpanId(executionId)}-${flags}`;
}
