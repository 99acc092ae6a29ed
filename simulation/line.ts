/** The histories of a partition, generation by generation. */
import type { HistoryEvent } from '../server/engine/history';
import type { InstanceRecord } from '../server/engine/outcome';
import type { MemoryRows } from '../server/test-hub/memory-rows';
import { type TaskFacts, tasksOf } from './task-facts';

/** One generation of an instance. */
export type Line = {
  rows: MemoryRows;
  instanceId: string;
  generation: number;
  events: HistoryEvent[];
  tasks: Map<number, TaskFacts>;
  /** The instance's row, where this is its present generation. */
  record: InstanceRecord | undefined;
};

export function linesOf(rows: MemoryRows): Line[] {
  return [...rows.histories].flatMap(([instanceId, generations]) =>
    [...generations].map(([generation, events]) => {
      const present = rows.instances.get(instanceId);
      const record = present?.generation === generation ? present : undefined;
      return { rows, instanceId, generation, events, tasks: tasksOf(events), record };
    }),
  );
}
