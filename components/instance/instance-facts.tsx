'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { LiveDuration } from '../time/live-duration';
import { TimeAgo } from '../time/time-ago';
import { IdLink } from '../ui/id-link';
import { pages } from '../urls';

/** The plain facts of an instance in one line. */
export function InstanceFacts({ instance }: { instance: InstanceDetails }) {
  const { createdAt, completedAt, parentInstanceId, generation, earlierGenerations, historyLength, tags } = instance;
  return (
    <dl className="flex flex-wrap items-center gap-x-5 gap-y-1 text-xs">
      <Fact label="Started">
        <TimeAgo at={createdAt} />
      </Fact>
      <Fact label="Duration">
        <LiveDuration from={createdAt} to={completedAt} className="font-mono" />
      </Fact>
      <Fact label="Events">{historyLength.toLocaleString('en')}</Fact>
      {generation > 0 && (
        <Fact label="Generation">
          {generation}
          {earlierGenerations.length > 0 && <Earlier instance={instance} />}
        </Fact>
      )}
      {parentInstanceId !== null && (
        <Fact label="Parent">
          <IdLink id={parentInstanceId} />
        </Fact>
      )}
      {Object.entries(tags).map(([key, value]) => (
        <div key={key} className="flex min-w-0 rounded-sm border px-1.5 text-2xs leading-4.5">
          <dt className="text-faint">{key}</dt>
          <dd className="break-all pl-1 text-muted">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The last generation before this one whose history is kept. */
function Earlier({ instance: { instanceId, earlierGenerations } }: { instance: InstanceDetails }) {
  const tab = useSearchParams().get('tab');
  const [last] = earlierGenerations;
  if (last === undefined) return null;
  return (
    <span className="text-muted">
      , after{' '}
      <Link
        href={pages.instance(instanceId, { generation: last, tab })}
        className="text-accent-text underline-offset-2 hover:underline"
      >
        generation {last}
      </Link>
    </span>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-1.5">
      <dt className="text-faint">{label}</dt>
      <dd className="break-all text-ink">{children}</dd>
    </div>
  );
}
