import { type Route, route } from '../route';
import { azureEmpty } from './azure-answers';
import { commandInstance } from './command-instance';
import { deleteEntity } from './delete-entity';
import { getEntityState } from './get-entity-state';
import { getStatus } from './get-status';
import { listEntities } from './list-entities';
import { listStatuses } from './list-statuses';
import { purgeInstance } from './purge-instance';
import { purgeInstances } from './purge-instances';
import { raiseEvent } from './raise-event';
import { restartInstance } from './restart-instance';
import { rewindInstance } from './rewind-instance';
import { signalEntity } from './signal-entity';
import { startInstance } from './start-instance';

/** The management API of Azure's Durable Functions, below `/runtime/webhooks/durabletask`. */
export const AZURE_ROUTES: readonly Route[] = [
  route('POST', 'orchestrators/{functionName}/{instanceId?}', startInstance),
  route('GET', 'instances/{instanceId}', getStatus),
  route('GET', 'instances', listStatuses),
  route('POST', 'instances/{instanceId}/raiseEvent/{eventName}', raiseEvent),
  route('POST', 'instances/{instanceId}/terminate', commandInstance('terminate')),
  route('POST', 'instances/{instanceId}/suspend', commandInstance('suspend')),
  route('POST', 'instances/{instanceId}/resume', commandInstance('resume')),
  route('POST', 'instances/{instanceId}/rewind', rewindInstance),
  route('POST', 'instances/{instanceId}/restart', restartInstance),
  route('DELETE', 'instances/{instanceId}', purgeInstance),
  route('DELETE', 'instances', purgeInstances),
  route('POST', 'entities/{entityName}/{entityKey?}', signalEntity),
  route('DELETE', 'entities/{entityName}/{entityKey?}', deleteEntity),
  route('GET', 'entities/{entityName}/{entityKey}', getEntityState),
  route('GET', 'entities/{entityName?}', listEntities),
  // Every node is primary.
  route('POST', 'makeprimary', () => azureEmpty(200)),
];
