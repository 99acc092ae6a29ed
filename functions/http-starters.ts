/** Async HTTP API: starts any orchestrator by name, and says where to follow it or waits for its end. */
import { http } from 'perdure';

/** `POST /api/orchestrators/{name}` with the input as JSON answers 202 with the links to follow the instance. */
export const startOrchestrator = http('StartOrchestrator', {
  methods: ['POST'],
  route: 'orchestrators/{name}',
  handler: async (request, { client, params: { name = '' } }) =>
    client.createCheckStatusResponse(request, await client.startNew(name, await inputOf(request))),
});

/**
 * `POST /api/orchestrators/wait/{name}?timeout=30&retryInterval=1` (seconds) answers with the output, or when the time is up
 * with the links.
 */
export const startAndWait = http('StartAndWait', {
  methods: ['POST'],
  route: 'orchestrators/wait/{name}',
  handler: async (request, { client, params: { name = '' } }) => {
    const options = {
      timeoutInMilliseconds: millisecondsOf(request, 'timeout') ?? 30_000,
      retryIntervalInMilliseconds: millisecondsOf(request, 'retryInterval') ?? 1_000,
    };
    const instanceId = await client.startNew(name, await inputOf(request));
    return client.waitForCompletionOrCreateCheckStatusResponse(request, instanceId, options);
  },
});

function millisecondsOf(request: Request, parameter: string): number | undefined {
  const seconds = new URL(request.url).searchParams.get(parameter);
  return seconds === null ? undefined : Number(seconds) * 1_000;
}

async function inputOf(request: Request): Promise<unknown> {
  const text = await request.text();
  return text === '' ? undefined : JSON.parse(text);
}
