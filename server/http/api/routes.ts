import { type ApiRoute, apiRoute } from './api-route';
import { askEntity } from './ask-entity';
import { changeBatch } from './change-batch';
import { commandInstance } from './command-instance';
import { countInstances } from './count-instances';
import { createBatch } from './create-batch';
import { deleteEntity } from './delete-entity';
import { deleteFunctionLimits, getFunctionLimits, putFunctionLimits } from './function-limits';
import { getBatch } from './get-batch';
import { getEntity } from './get-entity';
import { getHistoryEvent } from './get-history-event';
import { getInstance } from './get-instance';
import { getOpenApi } from './get-open-api';
import { getOverview } from './get-overview';
import { getLiveness, getReadiness } from './health';
import { listBatchProblems } from './list-batch-problems';
import { listBatches } from './list-batches';
import { listChildren } from './list-children';
import { listEntities } from './list-entities';
import { listFindings } from './list-findings';
import { listFunctions } from './list-functions';
import { listHistory } from './list-history';
import { listInstances } from './list-instances';
import { previewBatch } from './preview-batch';
import { purgeInstance } from './purge-instance';
import { purgeInstances } from './purge-instances';
import { raiseEvent } from './raise-event';
import { releaseInstance } from './release-instance';
import { restartInstance } from './restart-instance';
import {
  addRetentionRule,
  changeRetentionRule,
  getRetention,
  previewRetentionRule,
  removeRetentionRule,
} from './retention';
import { startInstance } from './start-instance';
import { terminateInstance } from './terminate-instance';
import { watchChanges } from './watch-changes';

/** Perdure's own API, below `/api/v1`: method, path, the name of the operation, and what answers it. */
export const API_ROUTES: readonly ApiRoute[] = [
  apiRoute('GET', 'instances', 'listInstances', listInstances),
  apiRoute('POST', 'instances', 'startInstance', startInstance),
  apiRoute('GET', 'instances/counts', 'countInstances', countInstances),
  apiRoute('POST', 'instances/purge', 'purgeInstances', purgeInstances),
  apiRoute('GET', 'instances/{id}', 'getInstance', getInstance),
  apiRoute('GET', 'instances/{id}/children', 'listChildren', listChildren),
  apiRoute('GET', 'instances/{id}/history', 'listHistory', listHistory),
  apiRoute('GET', 'instances/{id}/history/{seq}', 'getHistoryEvent', getHistoryEvent),
  apiRoute('POST', 'instances/{id}/events/{name}', 'raiseEvent', raiseEvent),
  apiRoute('POST', 'instances/{id}/terminate', 'terminateInstance', terminateInstance),
  apiRoute('POST', 'instances/{id}/suspend', 'suspendInstance', commandInstance('suspend')),
  apiRoute('POST', 'instances/{id}/resume', 'resumeInstance', commandInstance('resume')),
  apiRoute('POST', 'instances/{id}/cancel', 'cancelInstance', commandInstance('cancel')),
  apiRoute('POST', 'instances/{id}/rewind', 'rewindInstance', commandInstance('rewind')),
  apiRoute('POST', 'instances/{id}/restart', 'restartInstance', restartInstance),
  apiRoute('POST', 'instances/{id}/release', 'releaseInstance', releaseInstance),
  apiRoute('DELETE', 'instances/{id}', 'purgeInstance', purgeInstance),
  apiRoute('GET', 'batches', 'listBatches', listBatches),
  apiRoute('POST', 'batches', 'createBatch', createBatch),
  apiRoute('POST', 'batches/preview', 'previewBatch', previewBatch),
  apiRoute('GET', 'batches/{batchId}', 'getBatch', getBatch),
  apiRoute('GET', 'batches/{batchId}/problems', 'listBatchProblems', listBatchProblems),
  apiRoute('POST', 'batches/{batchId}/pause', 'pauseBatch', changeBatch('pause')),
  apiRoute('POST', 'batches/{batchId}/resume', 'resumeBatch', changeBatch('resume')),
  apiRoute('POST', 'batches/{batchId}/abort', 'abortBatch', changeBatch('abort')),
  apiRoute('GET', 'entities', 'listEntities', listEntities),
  apiRoute('GET', 'entities/{name}/{key}', 'getEntity', getEntity),
  apiRoute('DELETE', 'entities/{name}/{key}', 'deleteEntity', deleteEntity),
  apiRoute('POST', 'entities/{name}/{key}/{operation}', 'askEntity', askEntity),
  apiRoute('GET', 'functions', 'listFunctions', listFunctions),
  apiRoute('GET', 'functions/{name}/limits', 'getFunctionLimits', getFunctionLimits),
  apiRoute('PUT', 'functions/{name}/limits', 'putFunctionLimits', putFunctionLimits),
  apiRoute('DELETE', 'functions/{name}/limits', 'deleteFunctionLimits', deleteFunctionLimits),
  apiRoute('GET', 'changes', 'watchChanges', watchChanges),
  apiRoute('GET', 'overview', 'getOverview', getOverview),
  apiRoute('GET', 'findings', 'listFindings', listFindings),
  apiRoute('GET', 'retention', 'getRetention', getRetention),
  apiRoute('POST', 'retention', 'addRetentionRule', addRetentionRule),
  apiRoute('POST', 'retention/preview', 'previewRetentionRule', previewRetentionRule),
  apiRoute('PUT', 'retention/{id}', 'changeRetentionRule', changeRetentionRule),
  apiRoute('DELETE', 'retention/{id}', 'removeRetentionRule', removeRetentionRule),
  apiRoute('GET', 'health/live', 'getLiveness', getLiveness),
  apiRoute('GET', 'health/ready', 'getReadiness', getReadiness),
  apiRoute(
    'GET',
    'openapi.json',
    'getOpenApi',
    getOpenApi(() => API_ROUTES),
  ),
];
