import type { InstanceFilter as Conditions } from '@/contract/instance-filter';
import type { RuntimeStatus } from '@/contract/runtime-status';

export type InstanceFilter = {
  status?: readonly RuntimeStatus[] | undefined;
  name?: string | null | undefined;
  prefix?: string | null | undefined;
};

export type InstanceListRequest = Conditions & { cursor?: string | null | undefined; limit?: number | undefined };

export type EntityFilter = {
  name?: string | null | undefined;
  prefix?: string | null | undefined;
  cursor?: string | null | undefined;
};

/** The present generation by default. */
type HistoryRequest = { generation?: number; after: number | null; limit: number };

/** What an instance is told with a reason. */
export type InstanceCommand = 'terminate' | 'suspend' | 'resume' | 'cancel' | 'rewind';

/** What a batch is told. */
export type BatchCommand = 'pause' | 'resume' | 'abort';

type Query = Record<string, string | number | readonly string[] | null | undefined>;

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const pairs = given.flatMap(([key, value]) => [value].flat().map((each) => [key, String(each)]));
  const search = new URLSearchParams(pairs).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** The pages a person can be sent to. */
export const pages = {
  overview: () => '/',
  settings: () => '/settings',
  instances: ({ status, name, prefix }: InstanceFilter = {}) =>
    withQuery('/instances', { status: status?.join(',').toLowerCase(), name, prefix }),
  instance: (instanceId: string, { generation, tab }: { generation?: number; tab?: string | null } = {}) =>
    withQuery(`/instances/${encodeURIComponent(instanceId)}`, { generation, tab }),
  entity: (entityId: string) => `/entities/${encodeURIComponent(entityId)}`,
  entities: ({ name, prefix }: EntityFilter = {}) => withQuery('/entities', { name, prefix }),
  batches: () => '/batches',
  batch: (batchId: string) => `/batches/${encodeURIComponent(batchId)}`,
  apiDocs: () => '/docs/api',
  /** Where an id leads: those of entities begin with @. */
  of: (id: string) => (id.startsWith('@') ? pages.entity(id) : pages.instance(id)),
};

const API = '/api/v1';
/** The path of an entity; `$` stands for the empty key. */
const entityApi = ({ name, key }: { name: string; key: string }) =>
  `${API}/entities/${encodeURIComponent(name)}/${key === '' ? '$' : encodeURIComponent(key)}`;
const instanceApi = (instanceId: string) => `${API}/instances/${encodeURIComponent(instanceId)}`;

/** The routes of the management API. */
export const api = {
  instances: (request: InstanceListRequest = {}) => withQuery(`${API}/instances`, request),
  search: (request: InstanceListRequest & { find: string }) => withQuery(`${API}/instances/search`, request),
  statusCounts: (conditions: Conditions) => withQuery(`${API}/instances/counts`, conditions),
  instance: instanceApi,
  history: (instanceId: string, { generation, after, limit }: HistoryRequest) =>
    withQuery(`${instanceApi(instanceId)}/history`, { generation, after, limit }),
  historyEvent: (instanceId: string, generation: number, seq: number) =>
    withQuery(`${instanceApi(instanceId)}/history/${seq}`, { generation }),
  event: (instanceId: string, eventName: string) =>
    `${instanceApi(instanceId)}/events/${encodeURIComponent(eventName)}`,
  children: (instanceId: string, cursor: string | null) => withQuery(`${instanceApi(instanceId)}/children`, { cursor }),
  command: (instanceId: string, command: InstanceCommand) => `${instanceApi(instanceId)}/${command}`,
  restart: (instanceId: string) => `${instanceApi(instanceId)}/restart`,
  release: (instanceId: string) => `${instanceApi(instanceId)}/release`,
  purge: (instanceId: string, { force }: { force: boolean }) =>
    withQuery(instanceApi(instanceId), { force: force ? 'true' : null }),
  entities: ({ name, prefix, cursor }: EntityFilter = {}) => withQuery(`${API}/entities`, { name, prefix, cursor }),
  entity: entityApi,
  operation: (entity: { name: string; key: string }, operation: string, { signal }: { signal: boolean }) =>
    withQuery(`${entityApi(entity)}/${encodeURIComponent(operation)}`, { signal: signal ? 'true' : null }),
  overview: (window: string) => withQuery(`${API}/overview`, { window }),
  retention: () => `${API}/retention`,
  retentionRule: (ruleId: string) => `${API}/retention/${ruleId}`,
  retentionPreview: () => `${API}/retention/preview`,
  batches: ({ cursor }: { cursor?: string | null } = {}) => withQuery(`${API}/batches`, { cursor }),
  batchPreview: () => `${API}/batches/preview`,
  batch: (batchId: string) => `${API}/batches/${encodeURIComponent(batchId)}`,
  batchProblems: (batchId: string) => `${API}/batches/${encodeURIComponent(batchId)}/problems`,
  batchCommand: (batchId: string, command: BatchCommand) => `${API}/batches/${encodeURIComponent(batchId)}/${command}`,
  functions: () => `${API}/functions`,
  changes: () => `${API}/changes`,
  description: () => `${API}/openapi.json`,
};
