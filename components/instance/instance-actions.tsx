'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { useShortcut } from '../shortcuts/use-shortcut';
import { Button } from '../ui/button';
import { Menu, MenuItem } from '../ui/menu';
import { ActionButton } from './action-button';
import { ActionDialog } from './action-dialog';
import { ACTION_LOOK, actionsFor, type InstanceAction } from './instance-action';
import { refusal } from './refusal.model';

/** What an operator can do with an instance. What cannot be done says why. */
export function InstanceActions({ instance }: { instance: InstanceDetails }) {
  const [open, setOpen] = useState<InstanceAction | null>(null);
  const { buttons, menu } = actionsFor(instance.status);
  const cannot = (action: InstanceAction) => refusal(instance.status, action);
  useActionShortcuts(setOpen, cannot);
  return (
    <div className="flex flex-wrap gap-1.5">
      {buttons.map((action) => (
        <ActionButton key={action} {...ACTION_LOOK[action]} refusal={cannot(action)} onPress={() => setOpen(action)} />
      ))}
      <Menu
        trigger={
          <Button size="icon" aria-label="More actions">
            <Ellipsis aria-hidden className="text-muted" />
          </Button>
        }
      >
        {menu.map((action) => (
          <MenuItem key={action} {...ACTION_LOOK[action]} refusal={cannot(action)} onSelect={() => setOpen(action)} />
        ))}
      </Menu>
      <ActionDialog instance={instance} action={open} onClose={() => setOpen(null)} />
    </div>
  );
}

function useActionShortcuts(open: (action: InstanceAction) => void, cannot: (action: InstanceAction) => string | null) {
  useShortcut('raise', () => open('raise'), cannot('raise') === null);
  useShortcut('suspend', () => open('suspend'), cannot('suspend') === null);
  useShortcut('resume', () => open('resume'), cannot('resume') === null);
  useShortcut('cancel', () => open('cancel'), cannot('cancel') === null);
  useShortcut('terminate', () => open('terminate'), cannot('terminate') === null);
  useShortcut('rewind', () => open('rewind'), cannot('rewind') === null);
  useShortcut('restart', () => open('restart'));
  useShortcut('purge', () => open('purge'));
}
