'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { Tooltip } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { createQueryClient } from './queries/create-query-client';
import { Toasts } from './ui/toasts';

/** What every page stands on: the query cache, the URL's state, tooltips and toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <Tooltip.Provider delayDuration={350} skipDelayDuration={150}>
          {children}
        </Tooltip.Provider>
      </NuqsAdapter>
      <Toasts />
    </QueryClientProvider>
  );
}
