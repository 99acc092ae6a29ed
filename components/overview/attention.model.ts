/** What an overview puts first: how many things wait for somebody, and where to see them. */
import type { Overview } from '@/contract/overview';
import { cappedCount } from '../instances/capped-count.model';
import { pages } from '../urls';

export type AttentionTile = {
  label: string;
  count: string;
  /** What it means, in a few words. */
  note: string;
  href: string;
  /** `bad` is for somebody now, `wait` for somebody some time, `calm` for nobody. */
  tone: 'bad' | 'wait' | 'calm';
};

/** Where the counts end. */
const CAP = 10_001;

export function attentionTiles({ attention }: Pick<Overview, 'attention'>, span: string): AttentionTile[] {
  const { failed, failedBefore, heldBack, workItemsHeldBack, humanTasks, suspended, findings } = attention;
  const open = findings.filter(({ mendedAt }) => mendedAt === null).length;
  return [
    {
      label: 'Failed',
      count: cappedCount(failed, CAP),
      note: `of the last ${span}; ${cappedCount(failedBefore, CAP)} before`,
      href: pages.instances({ status: ['Failed'] }),
      tone: failed > 0 ? 'bad' : 'calm',
    },
    {
      label: 'Cannot go on',
      count: cappedCount(heldBack + workItemsHeldBack, CAP),
      note: 'held back, or without their code',
      href: pages.instances({ status: ['Pending', 'Running'] }),
      tone: heldBack + workItemsHeldBack > 0 ? 'bad' : 'calm',
    },
    {
      label: 'Findings',
      count: String(open),
      note: 'that could not be mended',
      href: '#findings',
      tone: open > 0 ? 'bad' : 'calm',
    },
    {
      label: 'Human tasks',
      count: cappedCount(humanTasks, CAP),
      note: 'wait for somebody’s answer',
      href: pages.instances({ status: ['Running'] }),
      tone: humanTasks > 0 ? 'wait' : 'calm',
    },
    {
      label: 'Suspended',
      count: cappedCount(suspended, CAP),
      note: 'until somebody resumes them',
      href: pages.instances({ status: ['Suspended'] }),
      tone: suspended > 0 ? 'wait' : 'calm',
    },
  ];
}
