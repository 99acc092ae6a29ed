/** Sends on by rows what this node holds in memory only. Arrivals that have a row need nothing. */
import type { AnyArrival } from './arrival';
import type { Outbox } from './outbox';

export function requeue(arrivals: Iterable<AnyArrival>, outbox: Outbox): void {
  for (const { instanceId, message, source } of arrivals) {
    if (source.from === 'activity') outbox.result(source.result);
    if (source.from !== 'client') continue;
    if (message.type === 'start') outbox.start({ instanceId, start: message.start, ...source });
    else outbox.send({ instanceId, message, ...source });
  }
}
