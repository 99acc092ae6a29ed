/** Async HTTP API: starts any orchestrator by name, and says where to follow it or waits for its end. */
import { http } from 'perdure';

/** `POST /api/orchestrators/{name}` with the input as JSON answers 202 with the links to follow the instance. */
export const startOrchestrator = http('StartOrchestrator', {
  methods: ['POST'],
  route: 'orchestrators/{name}',
  handler: async (request, { client, params: { name = '' }, createCheckStatusResponse }) =>
    createCheckStatusResponse(await client.startNew(name, await inputOf(request))),
});

/** `POST /api/orchestrators/wait/{name}?timeout=10` answers with the output, or after so many seconds with the links. */
export const startAndWait = http('StartAndWait', {
  methods: ['POST'],
  route: 'orchestrators/wait/{name}',
  handler: async (request, { client, params: { name = '' }, createCheckStatusResponse }) => {
    const seconds = Number(new URL(request.url).searchParams.get('timeout') ?? 10);
    const instanceId = await client.startNew(name, await inputOf(request));
    const { status, output, failure } = await client.waitForCompletion(instanceId, { timeoutMs: seconds * 1_000 });
    if (status === 'Completed') return Response.json(output ?? null);
    if (status === 'Failed') return Response.json(failure, { status: 500 });
    return createCheckStatusResponse(instanceId);
  },
});

async function inputOf(request: Request): Promise<unknown> {
  const text = await request.text();
  return text === '' ? undefined : JSON.parse(text);
}
