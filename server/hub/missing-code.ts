/** The orchestrators that instances of a partition wait for, since this node does not have them. */
import type { MissingCode } from '../registry';
import type { Batch } from './batch';

export class MissingCodes {
  readonly #byInstance = new Map<string, MissingCode>();

  get all(): MissingCode[] {
    return [...this.#byInstance.values()];
  }

  /** Takes in what a committed batch found out. */
  learn({ admissions }: Batch): void {
    for (const { instanceId, blocked, parked, execution } of admissions) {
      const missing = execution === null && parked.length > 0 ? blocked?.missing : undefined;
      if (missing !== undefined) this.#byInstance.set(instanceId, missing);
      else if (execution !== null) this.#byInstance.delete(instanceId);
    }
  }

  clear(): void {
    this.#byInstance.clear();
  }
}
