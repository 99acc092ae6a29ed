'use client';

import { Toaster } from 'sonner';

/** Where short messages appear. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-right"
      gap={8}
      offset={16}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-[22rem] max-w-[calc(100vw-2rem)] items-center gap-3 rounded-lg bg-raised px-4 py-3 text-ink text-sm shadow-raised',
          content: 'min-w-0 flex-1',
          title: 'font-medium',
          description: 'break-words text-muted text-xs',
          icon: '[&_svg]:size-4',
          success: '[&_[data-icon]]:text-completed',
          error: '[&_[data-icon]]:text-failed',
          actionButton:
            'h-7 shrink-0 rounded-md border border-line-strong px-2.5 font-medium text-xs hover:bg-hover phone:h-11',
        },
      }}
    />
  );
}
