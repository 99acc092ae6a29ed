/** Which events were received, so that one that is raised again under its id is nothing new. */

/** So many are known beyond their generation: whoever raises an event again does so before many others come. */
const CARRIED_MAX = 64;

export class ReceivedEvents {
  #ids: Set<string> | null = null;

  /** What earlier generations received last. */
  start(eventIds: readonly string[] = []): void {
    for (const eventId of eventIds) this.add(eventId);
  }

  has(eventId: string): boolean {
    return this.#ids?.has(eventId) ?? false;
  }

  add(eventId: string): void {
    this.#ids ??= new Set();
    this.#ids.add(eventId);
  }

  /** The latest, oldest first; undefined where there are none. */
  get latest(): string[] | undefined {
    return this.#ids === null ? undefined : [...this.#ids].slice(-CARRIED_MAX);
  }
}
