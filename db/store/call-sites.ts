/** The dictionary behind `history.call_site`. An id is the hash of its location, so every node knows it without asking. */
import type { Sql } from 'postgres';
import { fnv1a } from '@/server/fnv1a';
import { numbers, texts } from '../array-literal';
import type { EventRow } from './checkpoint-rows';

export class CallSites {
  readonly #ids = new Map<string, number>();

  constructor(private readonly sql: Sql) {}

  idOf(location: string): number {
    return this.#ids.get(location) ?? fnv1a(location) | 0;
  }

  /** Makes sure that the dictionary has the call site of each event. Costs a statement only where one is new. */
  async record(events: readonly EventRow[]): Promise<void> {
    const fresh = new Set<string>();
    for (const { item } of events) {
      if (!('callSite' in item) || item.callSite === undefined || this.#ids.has(item.callSite)) continue;
      fresh.add(item.callSite);
    }
    if (fresh.size === 0) return;
    const locations = [...fresh];
    const ids = locations.map((location) => this.idOf(location));
    await this.sql`
      insert into call_sites (call_site_id, location)
      select * from unnest(${numbers(ids)}::int[], ${texts(locations)}::text[]) on conflict do nothing`;
    for (const [index, location] of locations.entries()) this.#ids.set(location, ids[index] ?? 0);
  }
}
