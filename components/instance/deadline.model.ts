export type Urgency = 'calm' | 'soon' | 'late';

/** How near a deadline is: `soon` in the last quarter of the time there was. Takes epoch milliseconds. */
export function urgencyOf(startedAt: number, dueAt: number, now: number): Urgency {
  if (now >= dueAt) return 'late';
  return dueAt - now < (dueAt - startedAt) / 4 ? 'soon' : 'calm';
}
