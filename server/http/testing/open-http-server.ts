/** The routes behind a real HTTP server, as the app serves them: `node:http`, and the web's own types between. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { AZURE_BASE } from '../../client/management-links';
import { answerApi } from '../api/answer-api';
import { answerAzure } from '../azure/answer-azure';
import { answerFunction } from '../functions/answer-function';
import type { HttpServices } from '../services';

export type HttpServer = { port: number; origin: string; close(): Promise<void> };

type Answer = (request: Request, services: HttpServices) => Promise<Response>;

/** Serves until it is closed. `api` answers what is below `/api/v1`. */
export async function openHttpServer(services: HttpServices, api: Answer = answerApi): Promise<HttpServer> {
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, services, api).catch((error) => outgoing.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, origin: `http://127.0.0.1:${port}`, close };
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, services: HttpServices, api: Answer) {
  const response = await answerOf(toRequest(incoming), services, api);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) outgoing.end();
  else await pipeline(Readable.fromWeb(response.body as NodeStream), outgoing).catch(() => undefined);
}

function answerOf(request: Request, services: HttpServices, api: Answer): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(AZURE_BASE)) return answerAzure(request, services);
  return pathname.startsWith('/api/v1/') ? api(request, services) : answerFunction(request, services);
}

function toRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', headers, url } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {};
  return new Request(`http://${headers.host}${url}`, { method, headers: headers as HeadersInit, ...body });
}
