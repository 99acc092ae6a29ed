import { clsx } from 'clsx';
import type { Overview } from '@/contract/overview';
import { TimeAgo } from '../time/time-ago';

/** The nodes that work on the hub, and those that were lost within the last hour. */
export function NodeList({ nodes, partitions }: Pick<Overview, 'nodes' | 'partitions'>) {
  return (
    <ul>
      {nodes.map(({ nodeId, deployment, startedAt, isAlive, activityCapacity }) => {
        const owned = partitions.filter(({ owner }) => owner === nodeId).length;
        return (
          <li key={nodeId} className="flex items-center gap-2.5 border-line border-b px-4 py-2.5 last:border-b-0">
            <span aria-hidden className={clsx('size-2 rounded-full', isAlive ? 'bg-completed' : 'bg-failed')} />
            <div className="min-w-0 flex-1">
              <p className="truncate font-mono text-xs">
                {nodeId} <span className="font-sans text-muted">{isAlive ? '' : 'lost'}</span>
              </p>
              <p className="text-faint text-xs">
                {owned} {owned === 1 ? 'partition' : 'partitions'} · up to {activityCapacity.toLocaleString('en')}{' '}
                activities · deployment {deployment.slice(0, 12)} · since <TimeAgo at={startedAt} />
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
