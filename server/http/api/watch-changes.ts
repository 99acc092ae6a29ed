import type { HttpServices } from '../services';
import { changeStream } from './change-stream';

const HEADERS = {
  'content-type': 'text/event-stream',
  // Compression would hold events back until a block is full.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Which instances change, as server-sent events: 200 with `change` events that carry a `ChangeHint`. */
export function watchChanges(request: Request, _params: unknown, { changes }: HttpServices): Response {
  return new Response(changeStream(changes, request.signal), { headers: HEADERS });
}
