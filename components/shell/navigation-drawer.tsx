'use client';

import { Dialog } from 'radix-ui';
import { Navigation } from './navigation';
import { Wordmark } from './wordmark';

type Props = { open: boolean; onClose: () => void };

/** The rail's contents as a drawer, for phones. Going somewhere closes it. */
export function NavigationDrawer({ open, onClose }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          onClick={(event) => event.target instanceof Element && event.target.closest('a') && onClose()}
          className="fixed inset-y-0 left-0 z-40 flex w-72 max-w-[85vw] animate-slide-in flex-col bg-ground shadow-raised"
        >
          <Dialog.Title className="sr-only">Navigation</Dialog.Title>
          <Wordmark />
          <Navigation />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
