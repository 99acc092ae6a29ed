'use client';

import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';

type Props = { content: ReactNode; side?: 'top' | 'right' | 'bottom' | 'left'; children: ReactNode };

/** A tooltip on its only child. */
export function Hint({ content, side = 'top', children }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-80 animate-appear break-words rounded-md bg-raised px-2 py-1.5 text-ink text-xs shadow-raised"
        >
          {content}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
