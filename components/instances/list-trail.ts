/** The ids of the list that was last looked at, so that an instance's page can lead to its neighbours. */
let trail: readonly string[] = [];

export function leaveTrail(instanceIds: readonly string[]): void {
  trail = instanceIds;
}

export type Neighbours = { previous: string | null; next: string | null };

/** The instances before and after this one in that list. */
export function neighboursOf(instanceId: string): Neighbours {
  const index = trail.indexOf(instanceId);
  if (index === -1) return { previous: null, next: null };
  return { previous: trail[index - 1] ?? null, next: trail[index + 1] ?? null };
}
