import { type Route, route } from '../route';
import { askEntity } from './ask-entity';
import { commandInstance } from './command-instance';
import { countInstances } from './count-instances';
import { deleteEntity } from './delete-entity';
import { getEntity } from './get-entity';
import { getHistoryEvent } from './get-history-event';
import { getInstance } from './get-instance';
import { getLiveness, getReadiness } from './health';
import { listChildren } from './list-children';
import { listEntities } from './list-entities';
import { listFunctions } from './list-functions';
import { listHistory } from './list-history';
import { listInstances } from './list-instances';
import { purgeInstance } from './purge-instance';
import { purgeInstances } from './purge-instances';
import { raiseEvent } from './raise-event';
import { releaseInstance } from './release-instance';
import { restartInstance } from './restart-instance';
import { startInstance } from './start-instance';
import { terminateInstance } from './terminate-instance';
import { watchChanges } from './watch-changes';

/** Perdure's own API, below `/api/v1`. */
export const API_ROUTES: readonly Route[] = [
  route('GET', 'instances', listInstances),
  route('POST', 'instances', startInstance),
  route('GET', 'instances/counts', countInstances),
  route('POST', 'instances/purge', purgeInstances),
  route('GET', 'instances/{id}', getInstance),
  route('GET', 'instances/{id}/children', listChildren),
  route('GET', 'instances/{id}/history', listHistory),
  route('GET', 'instances/{id}/history/{seq}', getHistoryEvent),
  route('POST', 'instances/{id}/events/{name}', raiseEvent),
  route('POST', 'instances/{id}/terminate', terminateInstance),
  route('POST', 'instances/{id}/suspend', commandInstance('suspend')),
  route('POST', 'instances/{id}/resume', commandInstance('resume')),
  route('POST', 'instances/{id}/cancel', commandInstance('cancel')),
  route('POST', 'instances/{id}/rewind', commandInstance('rewind')),
  route('POST', 'instances/{id}/restart', restartInstance),
  route('POST', 'instances/{id}/release', releaseInstance),
  route('DELETE', 'instances/{id}', purgeInstance),
  route('GET', 'entities', listEntities),
  route('GET', 'entities/{name}/{key}', getEntity),
  route('DELETE', 'entities/{name}/{key}', deleteEntity),
  route('POST', 'entities/{name}/{key}/{operation}', askEntity),
  route('GET', 'functions', listFunctions),
  route('GET', 'changes', watchChanges),
  route('GET', 'health/live', getLiveness),
  route('GET', 'health/ready', getReadiness),
];
