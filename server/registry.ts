/** The user's functions, found by name without regard to case. */
import type { FunctionList } from '@/contract/commands';
import type { AnyActivity } from './engine/activity';
import type { AnyOrchestrator } from './engine/orchestrator';

export class Registry {
  readonly #orchestrators = new Map<string, AnyOrchestrator>();
  readonly #activities = new Map<string, AnyActivity>();

  /** Throws where two functions of one kind have the same name. */
  constructor(orchestrators: Iterable<AnyOrchestrator>, activities: Iterable<AnyActivity>) {
    for (const orchestrator of orchestrators) add(this.#orchestrators, orchestrator);
    for (const activity of activities) add(this.#activities, activity);
  }

  orchestrator(name: string): AnyOrchestrator | undefined {
    return this.#orchestrators.get(name.toLowerCase());
  }

  activity(name: string): AnyActivity | undefined {
    return this.#activities.get(name.toLowerCase());
  }

  get orchestratorNames(): string[] {
    return [...this.#orchestrators.keys()];
  }

  get activityNames(): string[] {
    return [...this.#activities.keys()];
  }

  list(): FunctionList {
    return {
      orchestrators: [...this.#orchestrators.values()].map(({ name, version }) => ({ name, version })),
      activities: [...this.#activities.values()].map(({ name }) => ({ name })),
    };
  }
}

function add<T extends { kind: string; name: string }>(definitions: Map<string, T>, definition: T): void {
  const key = definition.name.toLowerCase();
  if (definitions.has(key))
    throw new Error(`There are two functions of kind ${definition.kind} named '${definition.name}'.`);
  definitions.set(key, definition);
}
