import type { InstanceDetails } from '@/contract/instance';
import { PayloadLoader } from '../json/payload-loader';
import type { TaskGroup, TaskKind } from './task-group';

const TITLES: Record<TaskKind, { given: string | null; result: string | null }> = {
  activity: { given: 'Input', result: 'Result' },
  subOrchestration: { given: 'Input', result: 'Result' },
  event: { given: null, result: 'Data' },
  timer: { given: null, result: null },
  entity: { given: 'Input', result: 'Result' },
  lock: { given: null, result: null },
  message: { given: 'Data', result: null },
  command: { given: null, result: null },
};

/** What a task was given and what came of it, fetched as it is looked at. */
export function InspectorPayloads({ instance, task }: { instance: InstanceDetails; task: TaskGroup }) {
  const { given, result } = TITLES[task.kind];
  const { startSeq, endSeq } = task.attempts.at(-1) ?? task.attempts[0];
  const event = { instanceId: instance.instanceId, generation: instance.generation };
  return (
    <>
      {given !== null && (
        <section aria-label={given} className="grid min-w-0 gap-2">
          <h3 className="caps">{given}</h3>
          <PayloadLoader label={given} {...event} seq={startSeq} />
        </section>
      )}
      {result !== null && endSeq !== null && task.outcome === 'done' && (
        <section aria-label={result} className="grid min-w-0 gap-2">
          <h3 className="caps">{result}</h3>
          <PayloadLoader label={result} {...event} seq={endSeq} />
        </section>
      )}
    </>
  );
}
