/** Events raised for other instances. */
import { assertName } from '../function-name';
import { assertInstanceId } from '../instance-id';
import { serialize } from '../payload';
import type { ContextHost } from './context-host';

export type EventToSend = { instanceId: string; name: string; data: unknown; callSite: string | undefined };

/** Sends an event, and does not wait. Throws a `TypeError` for what cannot be stored, and for an id that no instance has. */
export function sendEvent(host: ContextHost, { instanceId, name, data, callSite }: EventToSend): void {
  assertInstanceId(instanceId);
  assertName(name, 'An external event');
  const payload = serialize(data, `The data of event '${name}'`);
  host.emit({ type: 'EventSent', taskId: host.nextTaskId(), instanceId, name, payload, callSite });
}
