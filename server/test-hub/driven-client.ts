/** The durable client of a hub in memory: after each of its calls the hub is at rest. */
import { isTerminal } from '@/contract/runtime-status';
import type { WaitOptions } from '../client/completion-watch';
import type { HubClient } from '../client/durable-client';
import type { InstanceRecord } from '../engine/outcome';
import type { MemoryRows } from './memory-rows';
import { StuckError, stuckError } from './stuck-error';
import type { World } from './world';

type Method = (...parameters: unknown[]) => Promise<unknown>;

export function drivenClient(client: HubClient, world: World, rows: MemoryRows): HubClient {
  const driven = Object.entries(client).map(([name, method]) => [name, driving(name, method as Method, world)]);
  return {
    ...(Object.fromEntries(driven) as HubClient),
    listFunctions: () => client.listFunctions(),
    getStatusAll: () => client.getStatusAll(),
    getStatusBy: (filter) => client.getStatusBy(filter),
    waitForCompletion: async (instanceId: string, options: WaitOptions = {}) => {
      const find = () => rows.instances.get(instanceId);
      await world.until(
        () => endOf(find()),
        () => stuckError(find()),
        options.timeoutMs,
      );
      return client.waitForCompletion(instanceId, { timeoutMs: 0 });
    },
  };
}

/** Calls the method, and lets time pass where its answer takes some. */
function driving(name: string, method: Method, world: World): Method {
  return async (...parameters) => {
    let isSettled: true | null = null;
    const settle = () => {
      isSettled = true;
    };
    await world.rest();
    const answer = method(...parameters);
    answer.then(settle, settle);
    await world.until(
      () => isSettled,
      () => new StuckError(`Nothing that is left to happen answers '${name}'.`),
    );
    return answer;
  };
}

/** Null while the instance goes on. An instance that is not there has ended, as far as waiting is concerned. */
function endOf(record: InstanceRecord | undefined): true | null {
  if (record !== undefined && record.problem !== null) throw stuckError(record);
  return record === undefined || isTerminal(record.status) ? true : null;
}
