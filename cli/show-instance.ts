import type { InstanceDetails } from '@/contract/instance';
import type { Output } from './output';
import { describeWait } from './text/describe-wait';
import { paintStatus } from './text/paint-status';

/** Prints everything about an instance but its history. */
export function showInstance(out: Output, instance: InstanceDetails): void {
  const { version, parentInstanceId, waitingOn, failure } = instance;
  const tags = Object.entries(instance.tags).map(([key, value]) => `${key}=${value}`);
  const waits = instance.waits.filter(({ state }) => state === 'open');
  out.facts({
    instance: instance.instanceId,
    orchestrator: version === null ? instance.name : `${instance.name} ${version}`,
    status: paintStatus(out, instance.status),
    problem: instance.problem,
    'waits for': waitingOn === null ? null : describeWait(waitingOn),
    created: instance.createdAt,
    updated: instance.updatedAt,
    completed: instance.completedAt,
    parent: parentInstanceId,
    tags: tags.length === 0 ? null : tags.join(', '),
    'custom status': instance.customStatus,
    input: instance.input,
    output: instance.output,
    failure: failure === null ? null : `${failure.errorType}: ${failure.message}`,
    events: String(instance.historyLength),
  });
  for (const { eventName, humanTask } of waits) {
    if (humanTask !== null)
      out.note(`${humanTask.question} Answer with: perdure raise <id> ${eventName} --data <json>`);
  }
}
