import type { RuntimeStatus } from '@/contract/runtime-status';

export type InstanceFilter = {
  status?: readonly RuntimeStatus[] | undefined;
  name?: string | null | undefined;
  prefix?: string | null | undefined;
};

export type InstanceListRequest = InstanceFilter & { cursor?: string | null | undefined; limit?: number | undefined };

type Query = Record<string, string | number | null | undefined>;

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** The pages a person can be sent to. */
export const pages = {
  instances: ({ status, name, prefix }: InstanceFilter = {}) =>
    withQuery('/instances', { status: status?.join(',').toLowerCase(), name, prefix }),
  instance: (instanceId: string) => `/instances/${encodeURIComponent(instanceId)}`,
  entity: (entityId: string) => `/entities/${encodeURIComponent(entityId)}`,
  /** Where an id leads: those of entities begin with @. */
  of: (id: string) => (id.startsWith('@') ? pages.entity(id) : pages.instance(id)),
};

const API = '/api/v1';
const instanceApi = (instanceId: string) => `${API}/instances/${encodeURIComponent(instanceId)}`;

/** The routes of the management API. */
export const api = {
  instances: ({ status, name, prefix, cursor, limit }: InstanceListRequest = {}) =>
    withQuery(`${API}/instances`, { status: status?.join(','), name, prefix, cursor, limit }),
  statusCounts: ({ name, prefix }: InstanceFilter) => withQuery(`${API}/instances/counts`, { name, prefix }),
  instance: instanceApi,
  history: (instanceId: string, after: number | null, limit: number) =>
    withQuery(`${instanceApi(instanceId)}/history`, { after, limit }),
  historyEvent: (instanceId: string, seq: number) => `${instanceApi(instanceId)}/history/${seq}`,
  event: (instanceId: string, eventName: string) =>
    `${instanceApi(instanceId)}/events/${encodeURIComponent(eventName)}`,
  command: (instanceId: string, command: 'terminate' | 'suspend' | 'resume') => `${instanceApi(instanceId)}/${command}`,
  functions: () => `${API}/functions`,
  changes: () => `${API}/changes`,
};
