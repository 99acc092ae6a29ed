/** The call of the SQL function `checkpoint`: its statement, and the parameters that go with it. */
import type { Checkpoint } from '@/server/store';
import { textsOf } from '../text-list';
import { type Form, listed, spelledOut } from './checkpoint-column';
import { GROUPS } from './checkpoint-columns';
import { rareRows } from './checkpoint-rare';
import type { CheckpointRows } from './checkpoint-rows';

export type CheckpointStatement = { text: string; parameters: (string | number | null)[] };

/** The statement for a checkpoint, given its rows. */
export function checkpointStatement(checkpoint: Checkpoint, rows: CheckpointRows): CheckpointStatement {
  const { lease, nodeId, lane, batchId } = checkpoint;
  const head = [lease.partitionId, lease.epoch, lease.leaseId, nodeId, lane, batchId];
  const rare = rareRows(checkpoint, rows);
  const written = (form: Form) => GROUPS.flatMap((group) => group.write(checkpoint, rows, form));
  const lists = written(listed);
  if (!lists.includes(null)) return { text: WITH_LISTS, parameters: [...head, ...lists, rare] };
  return { text: WITH_ARRAYS, parameters: [...head, ...written(spelledOut), rare] };
}

const HEAD_COUNT = 6;
const KINDS = GROUPS.flatMap(({ kinds }) => kinds);

const WITH_LISTS = call((parameter, kind) => (kind === 'plain' ? parameter : textsOf(parameter)));
const WITH_ARRAYS = call((parameter) => parameter);

function call(unfold: (parameter: string, kind: (typeof KINDS)[number]) => string): string {
  const head = Array.from({ length: HEAD_COUNT }, (_, index) => `$${index + 1}`);
  const columns = KINDS.map((kind, index) => unfold(`$${HEAD_COUNT + index + 1}`, kind));
  const rare = `$${HEAD_COUNT + KINDS.length + 1}`;
  return `select checkpoint(${[...head, ...columns, rare].join()}) as result`;
}
