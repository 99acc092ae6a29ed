'use client';

import type { InstanceDetails } from '@/contract/instance';
import { Dialog } from '../ui/dialog';
import { RaiseEventForm } from './raise-event-form';

type Props = { instance: InstanceDetails; open: boolean; eventName?: string; onClose: () => void };

/** Raises an external event, with the name that the instance waits for already filled in. */
export function RaiseEventDialog({ instance, open, eventName, onClose }: Props) {
  const awaited = [...new Set(instance.waits.filter(({ state }) => state === 'open').map((wait) => wait.eventName))];
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Raise an event"
      description={
        awaited.length > 0
          ? `${instance.name} waits for ${awaited.join(', ')}.`
          : `${instance.name} waits for no event now. One that comes early is kept until it does.`
      }
    >
      <RaiseEventForm
        instanceId={instance.instanceId}
        initialName={eventName ?? awaited[0] ?? ''}
        suggestions={awaited}
        onClose={onClose}
      />
    </Dialog>
  );
}
