import type { ChangeFeed } from '../change-feed';
import { coalesceHints } from './coalesce-hints';

type Heard = Pick<ChangeFeed, 'subscribe' | 'closing'>;

const SEND_INTERVAL_MS = 250;
const HEARTBEAT_MS = 15_000;

/** Events that may wait for a slow reader; one that is further behind is let go, and comes back when it can. */
const BACKLOG_MAX = 64;

/**
 * The feed as server-sent events: at most four a second, each standing for all hints since the last one, and a comment
 * every 15 s. Ends when the process stops, when `signal` is aborted and when the reader cancels.
 */
export function changeStream(feed: Heard, signal: AbortSignal): ReadableStream<Uint8Array> {
  const open = new AbortController();
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    const close = (): void => {
      if (open.signal.aborted) return;
      open.abort();
      // A stream that has failed has no size, and cannot be closed any more.
      if (controller.desiredSize !== null) controller.close();
    };
    if (feed.closing.aborted || signal.aborted) return close();
    for (const end of [feed.closing, signal]) end.addEventListener('abort', close, { signal: open.signal });
    follow(feed, open.signal, (text) => {
      if ((controller.desiredSize ?? 0) > 0) controller.enqueue(utf8.encode(text));
      else close();
    });
  };
  return new ReadableStream({ start, cancel: () => open.abort() }, { highWaterMark: BACKLOG_MAX });
}

const utf8 = new TextEncoder();

function follow(feed: Heard, until: AbortSignal, send: (text: string) => void): void {
  send(': listening\n\n');
  const hints = coalesceHints((hint) => send(`event: change\ndata: ${JSON.stringify(hint)}\n\n`), SEND_INTERVAL_MS);
  const unsubscribe = feed.subscribe(hints.add);
  const heartbeat = setInterval(() => send(': heartbeat\n\n'), HEARTBEAT_MS);
  const stop = (): void => {
    unsubscribe();
    hints.stop();
    clearInterval(heartbeat);
  };
  until.addEventListener('abort', stop, { once: true });
}
