import { clsx } from 'clsx';
import { Skeleton } from '../ui/skeleton';
import { instanceColumns } from './instance-columns';

const ROWS = Array.from({ length: 12 }, (_, row) => row);
const WIDTHS = ['w-20', 'w-24', 'w-28', 'w-14', 'w-12', 'w-40'];

/** The shape of the list before its first page is there. */
export function InstanceTableSkeleton() {
  return (
    <div role="status" aria-label="Loading instances">
      {ROWS.map((row) => (
        <div key={row} className={clsx(instanceColumns, 'h-9 border-line border-b first:mt-8')}>
          {WIDTHS.map((width) => (
            <Skeleton key={width} className={clsx('h-2.5', width)} />
          ))}
        </div>
      ))}
    </div>
  );
}
