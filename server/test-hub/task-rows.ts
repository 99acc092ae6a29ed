/** Rows that belong to one task of one generation of an instance. */
export class TaskRows<Row> {
  readonly #generations = new Map<string, Map<number, Row>>();

  get({ instanceId, generation, taskId }: TaskKey): Row | undefined {
    return this.#generations.get(keyOf(instanceId, generation))?.get(taskId);
  }

  set({ instanceId, generation, taskId }: TaskKey, row: Row): void {
    const key = keyOf(instanceId, generation);
    const rows = this.#generations.get(key) ?? new Map<number, Row>();
    this.#generations.set(key, rows.set(taskId, row));
  }

  delete({ instanceId, generation, taskId }: TaskKey): boolean {
    return this.#generations.get(keyOf(instanceId, generation))?.delete(taskId) ?? false;
  }

  of(instanceId: string, generation: number): Row[] {
    return [...(this.#generations.get(keyOf(instanceId, generation))?.values() ?? [])];
  }

  deleteAll(instanceId: string, generation: number): void {
    this.#generations.delete(keyOf(instanceId, generation));
  }

  all(): Row[] {
    return [...this.#generations.values()].flatMap((rows) => [...rows.values()]);
  }
}

export type TaskKey = { instanceId: string; generation: number; taskId: number };

function keyOf(instanceId: string, generation: number): string {
  return `${generation}/${instanceId}`;
}
