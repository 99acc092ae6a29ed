'use client';

import { CircleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

type Props = { error: Error & { digest?: string }; retry: () => void };

export default function ErrorPage({ error, retry }: Props) {
  return (
    <main>
      <EmptyState icon={CircleAlert} title="This page could not be drawn">
        <p>Instances go on running; only their view is affected.</p>
        {error.digest !== undefined && <p className="font-mono text-faint text-xs">{error.digest}</p>}
        <Button onClick={retry}>Try again</Button>
      </EmptyState>
    </main>
  );
}
