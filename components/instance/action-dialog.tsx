'use client';

import type { InstanceDetails } from '@/contract/instance';
import { CommandDialog } from './command-dialog';
import type { InstanceAction } from './instance-action';
import { PurgeDialog } from './purge-dialog';
import { RaiseEventDialog } from './raise-event-dialog';
import { RestartDialog } from './restart-dialog';

type Props = { instance: InstanceDetails; action: InstanceAction | null; onClose: () => void };

/** What an action asks before it is done. */
export function ActionDialog({ instance, action, onClose }: Props) {
  switch (action) {
    case null:
      return null;
    case 'raise':
      return <RaiseEventDialog instance={instance} open onClose={onClose} />;
    case 'restart':
      return <RestartDialog instance={instance} onClose={onClose} />;
    case 'purge':
      return <PurgeDialog instance={instance} onClose={onClose} />;
    default:
      return <CommandDialog instance={instance} command={action} onClose={onClose} />;
  }
}
