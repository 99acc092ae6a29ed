'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { PaletteActions } from './palette-actions';
import { PaletteInstances } from './palette-instances';

type Props = { open: boolean; onClose: () => void };

/** One field from which everything can be reached: pages, actions, and any instance by its id. */
export function CommandPalette({ open, onClose }: Props) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('');
  const close = () => {
    setText('');
    onClose();
  };
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="-translate-x-1/2 fixed top-[14dvh] left-1/2 z-40 w-[min(36rem,calc(100vw-2rem))] animate-rise overflow-hidden rounded-lg bg-raised shadow-raised phone:top-4"
        >
          <Dialog.Title className="sr-only">Command palette</Dialog.Title>
          <Command loop label="Command palette" value={chosen} onValueChange={setChosen}>
            <div className="flex items-center gap-2.5 border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-faint" />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder="Go to an instance, start an orchestrator…"
                className="h-12 w-full bg-transparent text-base outline-none placeholder:text-faint phone:text-[16px]"
              />
            </div>
            <Command.List className="scrollbar-thin max-h-[50dvh] overflow-y-auto p-1.5">
              <PaletteInstances text={text.trim()} onFound={setChosen} onDone={close} />
              <PaletteActions onDone={close} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
