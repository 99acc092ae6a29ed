/** A small server for a node without pages: health and metrics, and nothing else. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { problemResponse } from '../problems';
import type { OperationsServices } from '../services';
import { answerLive, answerMetrics, answerReady } from './answer-operations';

export type OperationsServer = { port: number; close(): Promise<void> };

/** Listens; `services` gives null while the node starts. Rejects where the port is taken. */
export async function serveOperations(
  at: { host: string; port: number },
  services: () => OperationsServices | null,
): Promise<OperationsServer> {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, services()).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(incoming.method === 'HEAD' ? undefined : await response.text());
    });
  });
  server.listen(at.port, at.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(incoming: IncomingMessage, services: OperationsServices | null): Promise<Response> {
  const [pathname = '/'] = (incoming.url ?? '/').split('?');
  const isRead = incoming.method === 'GET' || incoming.method === 'HEAD';
  if (!isRead) return problemResponse({ code: 'method-not-allowed', detail: 'Use GET.', allow: ['GET', 'HEAD'] });
  switch (pathname) {
    case '/health/live':
      return answerLive();
    case '/health/ready':
      return await answerReady(services);
    case '/metrics':
      return services === null ? await answerReady(null) : await answerMetrics(toRequest(incoming, pathname), services);
    default:
      return problemResponse({ code: 'not-found', detail: 'No route leads here.' });
  }
}

function toRequest({ headers }: IncomingMessage, pathname: string): Request {
  const { host, authorization } = headers;
  return new Request(`http://node${pathname}`, {
    headers: { ...(host !== undefined && { host }), ...(authorization !== undefined && { authorization }) },
  });
}
