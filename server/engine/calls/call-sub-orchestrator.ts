/** Calls of sub-orchestrations. */
import { assertName } from '../function-name';
import { assertInstanceId } from '../instance-id';
import type { InstanceRecord } from '../outcome';
import { serialize } from '../payload';
import type { RetryOptions } from '../retry-options';
import { SubOrchestrationTask } from '../scheduled-task';
import { assertTags } from '../tags';
import type { Task } from '../task';
import { toVersion, type Version } from '../version';
import type { ContextHost } from './context-host';
import { retrying } from './retrying';

export type CallSubOrchestratorOptions = {
  /** By default one that no other instance has. It may not belong to an instance that has not ended. */
  instanceId?: string | undefined;
  /** Each try is an instance of its own; with an `instanceId` they follow each other under it. */
  retry?: RetryOptions | undefined;
  /** By default the reference's own, else the one that new instances get. */
  version?: string | undefined;
  /** Added to this instance's own tags. */
  tags?: Record<string, string> | undefined;
};

/** An orchestrator's reference, as far as a call knows it: the types that its code takes and gives. */
export type CalledOrchestrator<Input, Output> = {
  readonly kind: 'orchestrator';
  readonly name: string;
  readonly version?: Version;
  readonly run: (context: never, input: Input) => Generator<Task<unknown>, Output> | Promise<Output>;
};

export type SubOrchestratorCall = {
  orchestrator: string | CalledOrchestrator<never, unknown>;
  input: unknown;
  options?: CallSubOrchestratorOptions | undefined;
  callSite: string | undefined;
};

/** Schedules a sub-orchestration. Throws a `TypeError` for what cannot be stored, and for an id that it cannot have. */
export function callSubOrchestrator(
  host: ContextHost,
  { orchestrator, input, options = {}, callSite }: SubOrchestratorCall,
): Task<unknown> {
  const { retry, tags } = options;
  const { name, version: ownVersion } = typeof orchestrator === 'string' ? { name: orchestrator } : orchestrator;
  assertName(name, 'A sub-orchestration');
  const version = toVersion(options.version ?? ownVersion);
  assertTags(tags);
  if (options.instanceId !== undefined) assertChildId(options.instanceId, host.record);
  const payload = serialize(input, `The input of sub-orchestration '${name}'`);
  const tryOnce = (): Task<unknown> => {
    host.section.assertMayStartChild();
    const taskId = host.nextTaskId();
    const instanceId = options.instanceId ?? childId(host.record, taskId);
    const task = new SubOrchestrationTask(taskId, { name, instanceId }, host.awaited);
    const fact = { taskId, name, instanceId, payload, version, tags, callSite };
    host.schedule(task, { type: 'SubOrchestrationInstanceCreated', ...fact });
    return task;
  };
  return retrying(host, { retry, tryOnce, callSite });
}

/** Made from the execution id, so that no generation of any instance has children under the same id. */
function childId({ executionId }: Pick<InstanceRecord, 'executionId'>, taskId: number): string {
  return `${executionId.replaceAll('-', '')}:${taskId}`;
}

function assertChildId(
  instanceId: string,
  { instanceId: ownId, parent }: Pick<InstanceRecord, 'instanceId' | 'parent'>,
) {
  assertInstanceId(instanceId);
  const isTaken = [ownId, parent?.instanceId].some((taken) => taken?.toLowerCase() === instanceId.toLowerCase());
  if (isTaken)
    throw new TypeError('A sub-orchestration cannot have the instance id of its parent, or of its parent’s parent.');
}
