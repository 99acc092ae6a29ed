/**
 * Carries out batches, one at a time on this node.
 *
 * R1. It acts only on a slice after which its lease still has time, and writes what came of it before the next.
 * R2. After a crash the batch goes on at its last slice, on whatever node: each operation may be done twice.
 * R3. Trouble with the database ends nothing: the slice is tried again, after growing pauses.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { BatchResult, BatchStore, HeldBatch } from '../batch-store';
import type { DurableClient } from '../client/durable-client';
import type { Log } from '../log';
import { carryOut } from './carry-out';
import { nextSlice } from './next-slice';

const LEASE_MS = 30_000;
/** How often a node looks for batches that another one left. */
const LOOK_MS = 10_000;
const PAUSE_MS = 500;
const PAUSE_MS_MAX = 10_000;
/** A slice whose instances fail for no known reason so often goes on without them. */
const TRIES_MAX = 5;

export type BatchRunnerOptions = { leaseMs: number; lookMs: number };

export class BatchRunner {
  readonly #stopping = new AbortController();
  #look: NodeJS.Timeout | null = null;
  #working: Promise<void> = Promise.resolve();
  #isWorking = false;

  constructor(
    private readonly client: DurableClient,
    private readonly store: BatchStore,
    private readonly log: Log,
    private readonly options: BatchRunnerOptions = { leaseMs: LEASE_MS, lookMs: LOOK_MS },
  ) {}

  /** Begins to look for batches. */
  start(): void {
    this.#look = setInterval(() => this.wake(), this.options.lookMs).unref();
    this.wake();
  }

  /** There may be something to do. */
  wake(): void {
    if (this.#isWorking || this.#stopping.signal.aborted) return;
    this.#isWorking = true;
    this.#working = this.#workOff()
      .catch((error: unknown) => this.log.warn({ err: error }, 'batches could not be worked on'))
      .finally(() => {
        this.#isWorking = false;
      });
  }

  /** Ends with the slice that is under way, and lets another node go on at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#look !== null) clearInterval(this.#look);
    await this.#working;
  }

  async #workOff(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const batch = await this.store.claimBatch(this.options.leaseMs);
      if (batch === null) return;
      await this.#work(batch);
    }
  }

  async #work(claimed: HeldBatch): Promise<void> {
    let batch = claimed;
    for (let tries = 1; !this.#stopping.signal.aborted; ) {
      try {
        const { instanceIds, place } = await nextSlice(this.client, batch);
        const results = await Promise.all(instanceIds.map((id) => this.#carryOut(batch, id, tries)));
        const { batchId, leaseId } = batch;
        const advance = { batchId, leaseId, results, place };
        if ((await this.store.advanceBatch(advance, this.options.leaseMs)) === 'lost' || place === null) return;
        batch = { ...batch, place };
        tries = 1;
      } catch (error) {
        this.log.warn({ err: error, batchId: batch.batchId, tries }, 'a slice of a batch is tried again');
        await this.#pause(Math.min(PAUSE_MS * 2 ** (tries - 1), PAUSE_MS_MAX));
        tries += 1;
      }
    }
    await this.store.giveBackBatch(batch.batchId, batch.leaseId);
  }

  async #carryOut(batch: HeldBatch, instanceId: string, tries: number): Promise<BatchResult> {
    try {
      return await carryOut(this.client, batch, instanceId);
    } catch (error) {
      if (tries < TRIES_MAX) throw error;
      this.log.error({ err: error, batchId: batch.batchId, instanceId }, 'a batch leaves out an instance');
      return { instanceId, outcome: 'failed', code: 'internal', detail: 'The log has the reason.' };
    }
  }

  #pause(ms: number): Promise<void> {
    return delay(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
