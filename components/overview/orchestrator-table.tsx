import { clsx } from 'clsx';
import Link from 'next/link';
import type { Overview } from '@/contract/overview';
import { formatDuration } from '../time/duration.model';
import { pages } from '../urls';

type Row = Overview['orchestrators'][number];

const NUMBER = 'px-3 text-right tabular-nums';

/** How each orchestrator of this deployment does. Those with something to see come first. */
export function OrchestratorTable({ orchestrators, sample }: Pick<Overview, 'orchestrators' | 'sample'>) {
  const rows = [...orchestrators].sort((one, other) => other.failed - one.failed || other.started - one.started);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section aria-label="Orchestrators" tabIndex={0} className="scrollbar-thin overflow-x-auto">
      <table className="w-full text-xs">
        <thead>
          <tr className="h-8 border-line border-b text-left">
            <th scope="col" className="caps px-4">
              Orchestrator
            </th>
            {['Started', 'Not ended', 'Failed', 'Completed', 'Half within', '95 % within'].map((name) => (
              <th key={name} scope="col" className="caps whitespace-nowrap px-3 text-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <OrchestratorRow key={row.name} row={row} sample={sample} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OrchestratorRow({ row, sample }: { row: Row; sample: number }) {
  const { name, started, open, failed, completed, p50Ms, p95Ms } = row;
  return (
    <tr className={clsx('h-9 border-line border-b last:border-b-0 hover:bg-hover', started === 0 && 'text-faint')}>
      <th scope="row" className="max-w-60 truncate px-4 text-left font-medium">
        <Link href={pages.instances({ name })} prefetch={false} className="hover:underline">
          {name}
        </Link>
      </th>
      <td className={NUMBER}>{started >= sample ? `${sample}+` : started}</td>
      <td className={NUMBER}>{open}</td>
      <td className={clsx(NUMBER, failed > 0 && 'font-medium text-failed')}>{failed}</td>
      <td className={NUMBER}>{share(completed, started - open)}</td>
      <td className={NUMBER}>{p50Ms === null ? '–' : formatDuration(p50Ms)}</td>
      <td className={NUMBER}>{p95Ms === null ? '–' : formatDuration(p95Ms)}</td>
    </tr>
  );
}

/** Of those that ended. */
function share(completed: number, ended: number): string {
  return ended === 0 ? '–' : `${Math.floor((100 * completed) / ended)} %`;
}
