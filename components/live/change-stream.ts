import { type ChangeHint, changeHintSchema } from '@/contract/change';

const FIRST_RETRY_MS = 1000;
const RETRY_MS_MAX = 15_000;
const BACK_OFF = 1.5;

type Listener = { onOpen: () => void; onLost: () => void; onHint: (hint: ChangeHint) => void };

/** Listens to the server's hints, and keeps trying when the connection is lost. Returns the function that ends it. */
export function openChangeStream(url: string, { onOpen, onLost, onHint }: Listener): () => void {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let retryMs = FIRST_RETRY_MS;

  const connect = () => {
    source = new EventSource(url);
    source.addEventListener('open', () => {
      retryMs = FIRST_RETRY_MS;
      onOpen();
    });
    source.addEventListener('change', (event: MessageEvent<string>) => {
      const hint = parseHint(event.data);
      if (hint !== null) onHint(hint);
    });
    source.addEventListener('error', () => {
      source.close();
      onLost();
      retry = setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * BACK_OFF, RETRY_MS_MAX);
    });
  };

  connect();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}

/** A hint that cannot be read must not end the stream; the next one says as much. */
function parseHint(text: string): ChangeHint | null {
  try {
    return changeHintSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
