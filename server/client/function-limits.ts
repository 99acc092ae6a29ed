/** What activities are limited to, for those who look and those who set it. */
import type { Actor } from '@/contract/actor';
import type { FunctionLimits, PutFunctionLimits } from '@/contract/function-limits';
import type { Node } from '../hub/node';
import type { LimitStore } from '../limit-store';
import type { Registry } from '../registry';
import { ClientError } from './client-error';

export type LimitsDesk = {
  /** What limits the activity; nulls where nothing does. Throws `function-not-found`. */
  get(name: string): Promise<FunctionLimits>;
  /** Holds on all nodes from the next activity that they begin, a moment later. Throws `function-not-found`. */
  put(name: string, limits: PutFunctionLimits, actor: Actor): Promise<FunctionLimits>;
  /** Does nothing where the activity is not limited. */
  remove(name: string): Promise<void>;
};

export function createLimitsDesk(node: Node, store: LimitStore, registry: Registry): LimitsDesk {
  const activityOf = (name: string) => {
    const activity = registry.activity(name);
    if (activity === undefined) throw new ClientError('function-not-found', `There is no activity named '${name}'.`);
    return activity;
  };
  return {
    get: async (name) => {
      const limits = await store.functionLimits(name);
      return limits ?? { name: activityOf(name).name, maxConcurrent: null, rate: null, per: 'second' };
    },
    put: async (name, limits, actor) => {
      const put = await store.putFunctionLimits(activityOf(name).name, limits, actor.name);
      node.limitsChanged();
      return put;
    },
    remove: async (name) => {
      if (await store.deleteFunctionLimits(name)) node.limitsChanged();
    },
  };
}
