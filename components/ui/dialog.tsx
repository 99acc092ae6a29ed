'use client';

import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { buttonStyle } from './button-style';

type Props = {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
};

/** A modal dialog: centred, and from the bottom edge on phones. */
export function Dialog({ open, onClose, title, description, children }: Props) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          className="-translate-x-1/2 fixed top-[14dvh] left-1/2 z-40 grid max-h-[78dvh] w-[min(30rem,calc(100vw-2rem))] animate-rise grid-rows-[auto_1fr] overflow-hidden rounded-lg bg-raised shadow-raised phone:top-auto phone:bottom-0 phone:left-0 phone:max-h-[90dvh] phone:w-full phone:translate-x-0 phone:rounded-b-none"
        >
          <header className="border-b py-3.5 pr-14 pl-5">
            <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
            {description !== undefined && (
              <Radix.Description className="mt-0.5 text-muted text-xs">{description}</Radix.Description>
            )}
          </header>
          <div className="scrollbar-thin overflow-y-auto px-5 py-4">{children}</div>
          {/* Last, so that the first field has the focus when the dialog opens. */}
          <Radix.Close
            aria-label="Close"
            className={clsx(buttonStyle({ intent: 'quiet', size: 'icon' }), 'absolute top-2.5 right-2.5 phone:top-1')}
          >
            <X aria-hidden />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
