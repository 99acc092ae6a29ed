import { z } from 'zod';
import { limits } from '@/contract/limits';
import { Refusal } from '../refusal';
import { apiHandler } from './api-route';
import { changeStream } from './change-stream';

const HEADERS = {
  'content-type': 'text/event-stream',
  // Compression would hold events back until a block is full.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

export const watchChanges = apiHandler({
  tag: 'Changes',
  summary: 'Hear which instances change',
  description:
    'Server-sent events named `change`, at most four a second. Their data is a `ChangeHint`: read again what it names.',
  answers: {
    200: { description: 'The events, until one side ends them.', schema: z.string(), contentType: 'text/event-stream' },
  },
  problems: ['too-many-streams'],
  handle: ({ request }, { changes }) => {
    const { changeStreams } = limits();
    if (changes.listenerCount >= changeStreams) {
      throw new Refusal('too-many-streams', `This process has ${changeStreams} listeners at most.`);
    }
    return new Response(changeStream(changes, request.signal), { headers: HEADERS });
  },
});
