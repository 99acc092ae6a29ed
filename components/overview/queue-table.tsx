import { clsx } from 'clsx';
import type { Overview } from '@/contract/overview';
import { formatSpan } from '../time/duration.model';

type Partition = Overview['partitions'][number];

/** Older than this is worth a look. */
const OLD_MS = 10_000;

const COLUMNS = [
  'Messages',
  'Oldest',
  'Activities waiting',
  'Oldest',
  'Running',
  'On their way',
  'Timers late',
] as const;

/** What waits in each partition, and who owns it. */
export function QueueTable({ partitions }: { partitions: readonly Partition[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section aria-label="Queues" tabIndex={0} className="scrollbar-thin overflow-x-auto">
      <table className="w-full text-xs">
        <thead>
          <tr className="h-8 border-line border-b text-left">
            <th scope="col" className="caps px-4">
              Partition
            </th>
            <th scope="col" className="caps px-3">
              Owner
            </th>
            {COLUMNS.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns have the same name
              <th key={index} scope="col" className="caps whitespace-nowrap px-3 text-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {partitions.map((partition) => (
            <QueueRow key={partition.partitionId} {...partition} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function QueueRow(partition: Partition) {
  const { partitionId, owner, isOwned, messages, workItemsWaiting, workItemsHeld, outbox } = partition;
  const numbers = [
    { text: counted(messages) },
    aged(partition.oldestMessageMs),
    { text: counted(workItemsWaiting) },
    aged(partition.oldestWorkItemMs),
    { text: counted(workItemsHeld) },
    { text: counted(outbox) },
    aged(partition.timerLagMs),
  ];
  return (
    <tr className="h-9 border-line border-b last:border-b-0">
      <th scope="row" className="px-4 text-left font-medium tabular-nums">
        {partitionId}
      </th>
      <td className={clsx('whitespace-nowrap px-3 font-mono', isOwned ? 'text-muted' : 'font-medium text-failed')}>
        {isOwned ? owner : 'nobody'}
      </td>
      {numbers.map(({ text, isOld = false }, index) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
          key={index}
          className={clsx(
            'whitespace-nowrap px-3 text-right tabular-nums',
            isOld ? 'font-medium text-failed' : 'text-muted',
          )}
        >
          {text}
        </td>
      ))}
    </tr>
  );
}

function counted(count: number): string {
  return count > 10_000 ? '10,000+' : count.toLocaleString('en');
}

function aged(ms: number): { text: string; isOld?: boolean } {
  return { text: ms === 0 ? '–' : formatSpan(ms), isOld: ms > OLD_MS };
}
