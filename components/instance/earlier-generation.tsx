'use client';

import { History } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import type { InstanceDetails } from '@/contract/instance';
import { pages } from '../urls';

type Props = { instance: InstanceDetails; generation: number };

/** Says that what follows is not how things stand now. */
export function EarlierGeneration({ instance: { instanceId, generation: present }, generation }: Props) {
  const tab = useSearchParams().get('tab');
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t bg-accent-soft px-4 py-2 text-xs phone:py-3"
    >
      <History aria-hidden className="size-3.5 shrink-0 text-accent-text" />
      Below is generation {generation}, as it was.
      <Link href={pages.instance(instanceId, { tab })} className="text-accent-text underline-offset-2 hover:underline">
        Back to generation {present}
      </Link>
    </p>
  );
}
