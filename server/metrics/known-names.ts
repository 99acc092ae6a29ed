/** Names of functions as labels: those that this node has, and one for all others, so that their number is bounded. */
import type { Registry } from '../registry';

const OTHER = 'other';

export class KnownNames {
  readonly #orchestrators: ReadonlyMap<string, string>;
  readonly #activities: ReadonlyMap<string, string>;

  constructor(registry: Registry) {
    const { orchestrators, activities } = registry.list();
    this.#orchestrators = byAnyCase(orchestrators);
    this.#activities = byAnyCase(activities);
  }

  orchestrator(name: string): string {
    return this.#orchestrators.get(name) ?? this.#orchestrators.get(name.toLowerCase()) ?? OTHER;
  }

  activity(name: string): string {
    return this.#activities.get(name) ?? this.#activities.get(name.toLowerCase()) ?? OTHER;
  }
}

/** Functions are found whatever the case of the name that asks for them; most ask in the right one. */
function byAnyCase(functions: readonly { name: string }[]): Map<string, string> {
  return new Map(functions.flatMap(({ name }) => [[name, name] as const, [name.toLowerCase(), name] as const]));
}
