import type { Outcome } from './task-group';
import type { Fan } from './timeline-rows.model';

const SLICES_MAX = 80;
const MARKS_MAX = 40;

/** How many of the fan's tasks were open in each slice of its time, as a share of the most that were. */
export function fanDensity({ members, startedAt, endedAt }: Fan, now: number, wanted: number): number[] {
  const count = Math.min(SLICES_MAX, Math.max(1, wanted));
  const until = Math.max(endedAt ?? now, startedAt + 1);
  const sliceOf = (at: number) =>
    Math.min(count - 1, Math.max(0, Math.floor(((at - startedAt) / (until - startedAt)) * count)));
  const changes = new Array<number>(count + 1).fill(0);
  for (const member of members) {
    const first = sliceOf(member.startedAt);
    const last = sliceOf(member.endedAt ?? until);
    changes[first] = (changes[first] ?? 0) + 1;
    changes[last + 1] = (changes[last + 1] ?? 0) - 1;
  }
  let open = 0;
  const counts = changes.slice(0, count).map((change) => {
    open += change;
    return open;
  });
  const most = Math.max(...counts, 1);
  return counts.map((value) => value / most);
}

/** When tasks of the fan failed; no more of them than a bar can show. */
export function failureMarks({ members }: Fan): number[] {
  const failed = members.flatMap(({ outcome, endedAt }) => (outcome === 'failed' && endedAt !== null ? [endedAt] : []));
  return [...new Set(failed)].slice(0, MARKS_MAX);
}

/** What stands beside the bar: `4.62 s · 3 failed`, `12 s · 24 of 40`. */
export function fanLabel(length: string, { open, done, failed, canceled }: Record<Outcome, number>): string {
  const progress = open > 0 ? [`${done + failed} of ${open + done + failed + canceled}`] : [];
  return [length, ...progress, ...(failed > 0 ? [`${failed} failed`] : [])].join(' · ');
}
