'use client';

import { Pause, Play, Radio, Square } from 'lucide-react';
import { useState } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import type { InstanceCommand } from '../queries/command-instance';
import { useShortcut } from '../shortcuts/use-shortcut';
import { ActionButton } from './action-button';
import { CommandDialog } from './command-dialog';
import { RaiseEventDialog } from './raise-event-dialog';
import { refusal } from './refusal.model';

/** What an operator can do with an instance. What cannot be done says why. */
export function InstanceActions({ instance }: { instance: InstanceDetails }) {
  const [open, setOpen] = useState<InstanceCommand | 'raise' | null>(null);
  const close = () => setOpen(null);
  const isSuspended = instance.status === 'Suspended';
  const cannot = (action: InstanceCommand | 'raise') => refusal(instance.status, action);
  useShortcut('raise', () => setOpen('raise'), cannot('raise') === null);
  useShortcut('suspend', () => setOpen('suspend'), cannot('suspend') === null);
  useShortcut('resume', () => setOpen('resume'), cannot('resume') === null);
  useShortcut('terminate', () => setOpen('terminate'), cannot('terminate') === null);
  return (
    <div className="flex flex-wrap gap-1.5">
      <ActionButton icon={Radio} label="Raise event" refusal={cannot('raise')} onPress={() => setOpen('raise')} />
      {isSuspended ? (
        <ActionButton icon={Play} label="Resume" refusal={null} onPress={() => setOpen('resume')} />
      ) : (
        <ActionButton icon={Pause} label="Suspend" refusal={cannot('suspend')} onPress={() => setOpen('suspend')} />
      )}
      <ActionButton
        icon={Square}
        label="Terminate"
        refusal={cannot('terminate')}
        onPress={() => setOpen('terminate')}
      />
      <RaiseEventDialog instance={instance} open={open === 'raise'} onClose={close} />
      {open !== null && open !== 'raise' && <CommandDialog instance={instance} command={open} onClose={close} />}
    </div>
  );
}
