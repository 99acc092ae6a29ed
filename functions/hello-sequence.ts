/** Function chaining: three activities, one after the other. */
import { activity, http, orchestrator } from 'perdure';

export const say = activity('Say', (text: string) => text);

export const helloWorld = orchestrator('HelloWorld', function* (context) {
  context.log.info('saying hello', { at: context.currentUtcDateTime });
  const said: string[] = [];
  said.push(yield* context.callActivity(say, 'Hello'));
  said.push(yield* context.callActivity(say, ' '));
  said.push(yield* context.callActivity(say, 'World!'));
  return said;
});

/** `POST /api/HelloWorld` starts an instance and answers with the links to follow it. */
export const startHelloWorld = http('HelloWorld', {
  methods: ['POST'],
  handler: async (_request, { client, createCheckStatusResponse }) =>
    createCheckStatusResponse(await client.startNew(helloWorld)),
});
