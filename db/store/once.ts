/** What happens once for each idempotency key: one statement each, by functions of the database (K1, K2 in their migration). */
import type { Sql } from 'postgres';
import type { Claim, OnceKey, OnceResult, OnceStore } from '@/server/once-store';

type Row = { result: OnceResult['result']; instance: string; message_id: string | null };

export function onceVerbs(sql: Sql): OnceStore {
  const ask = async (call: string, parameters: (string | number | boolean | null)[]): Promise<Row> => {
    const [row] = await sql.unsafe<Row[]>(call, parameters, { prepare: true });
    if (row === undefined) throw new Error('A claim of an idempotency key has no answer.');
    return row;
  };
  return {
    claimKey: async (partitionId, key, instanceId) => {
      const { result, instance } = await ask(CLAIM, [partitionId, ...keyParameters(key), instanceId]);
      return { result: result as Claim['result'], instanceId: instance };
    },
    startOnce: async (partitionId, key, { instanceId, start }) => {
      const message = { type: 'start' as const, start };
      const { executionId, name, version, createdAt, input, tags, onConflict } = start;
      const tagsText = Object.keys(tags).length === 0 ? null : JSON.stringify(tags);
      const parameters = [
        ...[...keyParameters(key), instanceId, executionId, name],
        ...[version ?? null, createdAt, input ?? null, tagsText, JSON.stringify(message)],
        ...[onConflict === 'replace', onConflict === 'return-existing'],
      ];
      const row = await ask(START, [partitionId, ...parameters]);
      return resultOf(row, { instanceId, message });
    },
    raiseOnce: async (partitionId, key, { instanceId, message }) => {
      const parameters = [...keyParameters(key), instanceId, JSON.stringify(message), message.taskId ?? null];
      const row = await ask(RAISE, [partitionId, ...parameters]);
      return resultOf(row, { instanceId, message });
    },
  };
}

function keyParameters({ scope, key, hash, hours }: OnceKey): (string | number)[] {
  return [scope, key, hash, hours];
}

function resultOf(row: Row, written: Omit<NonNullable<OnceResult['message']>, 'messageId'>): OnceResult {
  const message = row.message_id === null ? null : { ...written, messageId: Number(row.message_id) };
  return { result: row.result, instanceId: row.instance, message };
}

const CLAIM = 'select * from claim_idempotency_key($1, $2, $3, $4, $5, $6)';
const START = 'select * from start_once($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)';
const RAISE = 'select * from raise_once($1, $2, $3, $4, $5, $6, $7, $8)';
