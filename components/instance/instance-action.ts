import { Ban, History, type LucideIcon, Pause, Play, Radio, RotateCcw, Square, Trash2 } from 'lucide-react';
import { isTerminal, type RuntimeStatus } from '@/contract/runtime-status';
import type { ShortcutId } from '../shortcuts/shortcut-catalogue';
import type { InstanceCommand } from '../urls';

/** What can be done with an instance. */
export type InstanceAction = InstanceCommand | 'raise' | 'restart' | 'purge';

type Look = { label: string; icon: LucideIcon; shortcut: ShortcutId & InstanceAction };

export const ACTION_LOOK: Record<InstanceAction, Look> = {
  raise: { label: 'Raise event', icon: Radio, shortcut: 'raise' },
  suspend: { label: 'Suspend', icon: Pause, shortcut: 'suspend' },
  resume: { label: 'Resume', icon: Play, shortcut: 'resume' },
  cancel: { label: 'Cancel', icon: Ban, shortcut: 'cancel' },
  terminate: { label: 'Terminate', icon: Square, shortcut: 'terminate' },
  rewind: { label: 'Rewind', icon: History, shortcut: 'rewind' },
  restart: { label: 'Restart', icon: RotateCcw, shortcut: 'restart' },
  purge: { label: 'Purge', icon: Trash2, shortcut: 'purge' },
};

/** What stands in the open, and what behind the menu, in this status. */
export function actionsFor(status: RuntimeStatus): { buttons: InstanceAction[]; menu: InstanceAction[] } {
  if (!isTerminal(status)) {
    const hold = status === 'Suspended' ? 'resume' : 'suspend';
    return { buttons: ['raise', hold, 'cancel', 'terminate'], menu: ['restart', 'rewind', 'purge'] };
  }
  const living: InstanceAction[] = ['raise', 'suspend', 'cancel', 'terminate'];
  return status === 'Failed'
    ? { buttons: ['rewind', 'restart', 'purge'], menu: living }
    : { buttons: ['restart', 'purge'], menu: ['rewind', ...living] };
}
