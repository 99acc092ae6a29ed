/** Which operations of one entity's turn did not come to an end. Each fails when the turn is run again. */
import type { OperationCall } from '../engine/entity-operation';
import type { OperationWatch } from '../engine/entity-turn';

export class InterruptedOperations implements OperationWatch {
  readonly #interrupted = new Map<OperationCall, Error>();
  #current: OperationCall | null = null;

  begins(call: OperationCall): void {
    this.#current = call;
  }

  interruptionOf(call: OperationCall): Error | null {
    return this.#interrupted.get(call) ?? null;
  }

  /** The operation that is under way was interrupted. False where that is nothing new. */
  interrupt(error: Error): boolean {
    if (this.#current === null || this.#interrupted.has(this.#current)) return false;
    this.#interrupted.set(this.#current, error);
    return true;
  }
}
