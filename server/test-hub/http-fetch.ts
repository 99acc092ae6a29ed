/** Requests to the user's HTTP functions, and to the links that they answer with. */
import { AZURE_BASE } from '../client/management-links';
import { answerAzure } from '../http/azure/answer-azure';
import { answerFunction } from '../http/functions/answer-function';
import type { HttpServices } from '../http/services';
import { noBatches } from './no-batches';
import { silentLog } from './silent-log';

const HEALTH = { readiness: () => Promise.resolve('ready' as const) };

type Given = Omit<HttpServices, 'health' | 'log' | 'batches'>;

/** `path` may be a whole address, as links are. */
export function httpFetch(given: Given): (path: string, init?: RequestInit) => Promise<Response> {
  const services = { ...given, health: HEALTH, log: silentLog, batches: noBatches };
  return (path, init = {}) => {
    const url = new URL(path, given.publicAddress);
    const headers = new Headers(init.headers);
    headers.set('host', url.host);
    const request = new Request(url, { ...init, headers });
    return url.pathname.startsWith(AZURE_BASE) ? answerAzure(request, services) : answerFunction(request, services);
  };
}
