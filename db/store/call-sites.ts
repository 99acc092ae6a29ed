/** The dictionary behind `history.call_site`. An id is the hash of its location, so every node knows it without asking. */
import type { Sql } from 'postgres';
import { generationsOf } from '@/server/engine/outcome';
import { fnv1a } from '@/server/fnv1a';
import type { Turned } from '@/server/store';
import { numbers, texts } from '../array-literal';

export class CallSites {
  readonly #ids = new Map<string, number>();

  constructor(private readonly sql: Sql) {}

  idOf(location: string): number {
    return this.#ids.get(location) ?? fnv1a(location) | 0;
  }

  /** Makes sure that the dictionary has every call site of these turns. Costs a statement only where one is new. */
  async record(turned: readonly Turned[]): Promise<void> {
    const fresh = new Set<string>();
    for (const { outcome } of turned) {
      for (const { events } of generationsOf(outcome)) {
        for (const event of events) {
          if (!('callSite' in event) || event.callSite === undefined || this.#ids.has(event.callSite)) continue;
          fresh.add(event.callSite);
        }
      }
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
