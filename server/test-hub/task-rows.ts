/** Rows that belong to one task of one generation of an instance. */
export class TaskRows<Row> {
  readonly #instances = new Map<string, Map<number, Map<number, Row>>>();

  get({ instanceId, generation, taskId }: TaskKey): Row | undefined {
    return this.#instances.get(instanceId)?.get(generation)?.get(taskId);
  }

  set({ instanceId, generation, taskId }: TaskKey, row: Row): void {
    const generations = this.#instances.get(instanceId) ?? new Map<number, Map<number, Row>>();
    const rows = generations.get(generation) ?? new Map<number, Row>();
    this.#instances.set(instanceId, generations.set(generation, rows.set(taskId, row)));
  }

  delete({ instanceId, generation, taskId }: TaskKey): boolean {
    const generations = this.#instances.get(instanceId);
    const rows = generations?.get(generation);
    if (generations === undefined || rows?.delete(taskId) !== true) return false;
    if (rows.size === 0) generations.delete(generation);
    if (generations.size === 0) this.#instances.delete(instanceId);
    return true;
  }

  /** By their task ids, in the order in which they came. */
  of(instanceId: string, generation: number): Row[] {
    return [...(this.#instances.get(instanceId)?.get(generation)?.values() ?? [])];
  }

  /** The keys of an instance's rows, of all generations. */
  keysOf(instanceId: string): TaskKey[] {
    const generations = this.#instances.get(instanceId) ?? new Map<number, Map<number, Row>>();
    return [...generations].flatMap(([generation, rows]) =>
      [...rows.keys()].map((taskId) => ({ instanceId, generation, taskId })),
    );
  }

  all(): Row[] {
    return [...this.#instances.values()].flatMap((generations) =>
      [...generations.values()].flatMap((rows) => [...rows.values()]),
    );
  }

  /** With the instances that they belong to. */
  entries(): [TaskKey, Row][] {
    return [...this.#instances].flatMap(([instanceId, generations]) =>
      [...generations].flatMap(([generation, rows]) =>
        [...rows].map(([taskId, row]): [TaskKey, Row] => [{ instanceId, generation, taskId }, row]),
      ),
    );
  }
}

export type TaskKey = { instanceId: string; generation: number; taskId: number };
