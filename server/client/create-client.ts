/** The durable client of a process that is a node itself: messages go to the owner in memory where this node is the owner. */
import type { Sender } from '../hub/sender';
import type { OnceStore } from '../once-store';
import type { QueryStore } from '../query-store';
import type { Registry } from '../registry';
import type { TransactionStore } from '../transaction-store';
import { ClientError, invalidCursor } from './client-error';
import { type Completion, completionOf, type InstanceId } from './completion';
import { CompletionWatch, type WaitOptions } from './completion-watch';
import type { HubClient, StartOptions } from './durable-client';
import { createEntityClient } from './entity-client';
import { exportHistoryOf, type HistorySource } from './export-history';
import { purgeHistoryBy, purgeIfThere, purgeInstance, purgeInstancesBy } from './purge-instances';
import { APP, raiseEvent, release, sendCommand } from './send-command';
import { restartInstance, startInstance, type TraceOfStart, type Wanted } from './start-instance';
import { getStatus } from './status/get-status';
import type { StatusOptions } from './status/orchestration-status';
import { StatusQuery, statusPage } from './status/status-query';

export function createClient(
  node: Sender,
  store: QueryStore & TransactionStore & HistorySource & OnceStore,
  registry: Registry,
  traceOfStart?: TraceOfStart,
): HubClient {
  const completions = new CompletionWatch(node, store);
  const sending = { node, store, looks: new Map() };
  const starting = { node, store, registry, traceOfStart };
  return {
    startNew: async <Output>(
      orchestrator: string | Wanted,
      input?: unknown,
      options: StartOptions = {},
    ): Promise<InstanceId<Output>> => {
      const wanted = typeof orchestrator === 'string' ? { name: orchestrator } : orchestrator;
      return (await startInstance(starting, wanted, input, options)) as InstanceId<Output>;
    },
    raiseEvent: (instanceId, name, data, options = {}) => raiseEvent(sending, instanceId, name, data, options),
    terminate: (instanceId, reason, { recursive, actor = APP } = {}) =>
      sendCommand(sending, instanceId, { type: 'terminate', reason, recursive, actor }),
    cancel: (instanceId, reason, { actor = APP } = {}) =>
      sendCommand(sending, instanceId, { type: 'cancel', reason, actor }),
    suspend: (instanceId, reason, { actor = APP } = {}) =>
      sendCommand(sending, instanceId, { type: 'suspend', reason, actor }),
    resume: (instanceId, reason, { actor = APP } = {}) =>
      sendCommand(sending, instanceId, { type: 'resume', reason, actor }),
    rewind: (instanceId, reason, { actor = APP } = {}) =>
      sendCommand(sending, instanceId, { type: 'rewind', reason, actor }),
    restart: (instanceId, options = {}) => restartInstance(starting, instanceId, options),
    purge: (instanceId, options = {}) => purgeInstance(sending, instanceId, options),
    purgeInstanceHistory: (instanceId, options = {}) => purgeIfThere(sending, instanceId, options),
    purgeInstanceHistoryBy: (filter, options = {}) => purgeHistoryBy(sending, filter, options),
    purgeBy: (filter, options = {}) => purgeInstancesBy(sending, filter, options),
    release: (instanceId, options = {}) =>
      release(sending, instanceId, { type: 'release', taskId: options.taskId, actor: options.actor ?? APP }),
    waitForCompletion: async <Output>(instanceId: string, options: WaitOptions = {}): Promise<Completion<Output>> =>
      completionOf(await completions.wait(instanceId, options)),
    getStatus: <Output>(instanceId: string, options: StatusOptions = {}) =>
      getStatus<Output>(store, instanceId, options),
    getStatusAll: () => new StatusQuery(store, {}),
    getStatusBy: (filter) => new StatusQuery(store, filter),
    getStatusPage: (filter, options) => statusPage(store, filter, options),
    getInstance: (instanceId) => store.getInstance(instanceId),
    listInstances: async (query) => {
      const page = await store.listInstances(query);
      if (page === 'invalid-cursor') throw invalidCursor();
      return page;
    },
    countInstances: (filter, cap) => store.countInstances(filter, cap),
    getHistory: async (instanceId, page) => {
      const history = await store.listHistory(instanceId, page);
      if (history === null) throw new ClientError('instance-not-found', `There is no instance '${instanceId}'.`);
      return history;
    },
    getHistoryEvent: (instanceId, seq, generation) => store.getHistoryEvent(instanceId, seq, generation),
    exportHistory: (instanceId) => exportHistoryOf(store, instanceId),
    listFunctions: () => registry.list(),
    ...createEntityClient(starting),
  };
}
