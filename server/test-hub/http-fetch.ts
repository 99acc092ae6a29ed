/** Requests to the user's HTTP functions, and to the links that they answer with. */
import { answerAzure } from '../http/azure/answer-azure';
import { AZURE_BASE } from '../http/azure/check-status';
import { ChangeHub } from '../http/change-hub';
import { answerFunction } from '../http/functions/answer-function';
import type { HttpServices } from '../http/services';
import type { Node } from '../hub/node';
import { silentLog } from './silent-log';

const ADDRESS = 'http://localhost';

type Given = Pick<HttpServices, 'client' | 'store' | 'functions'> & { node: Node };

/** `path` may be a whole address, as links are. */
export function httpFetch({ node, ...given }: Given): (path: string, init?: RequestInit) => Promise<Response> {
  const changes = new ChangeHub(node.signals);
  const services = { ...given, publicAddress: ADDRESS, changes, ready: () => true, log: silentLog };
  return (path, init = {}) => {
    const url = new URL(path, ADDRESS);
    const headers = new Headers(init.headers);
    headers.set('host', url.host);
    const request = new Request(url, { ...init, headers });
    return url.pathname.startsWith(AZURE_BASE) ? answerAzure(request, services) : answerFunction(request, services);
  };
}
