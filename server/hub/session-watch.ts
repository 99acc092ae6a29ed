/**
 * Notices nodes whose process has ended, by their sessions at the database, before their leases run out.
 *
 * G1. A node that has only lost its connection has time to come back: it keeps what it owns.
 * G2. A node that is alone looks at nothing.
 */
import type { Log } from '../log';
import type { MissingSession } from '../missing-session';
import type { HubStore } from '../store';
import { monotonicNow } from './hub-clock';

const PERIOD_MS = 500;

/** A node opens its session again within two periods, unless it is gone. */
const GRACE_MS = 1_000;

export class SessionWatch {
  #missingSince = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #isLooking = false;
  /** Set from the heartbeat. */
  isAlone = true;

  constructor(
    private readonly nodeId: string,
    private readonly store: Pick<HubStore, 'missingSessions' | 'endLeases'>,
    private readonly log: Log,
    /** Nodes are gone: what they held is free. */
    private readonly onGone: () => void,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.#look(), PERIOD_MS).unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  async #look(): Promise<void> {
    if (this.isAlone || this.#isLooking) return;
    this.#isLooking = true;
    try {
      const gone = this.#goneOf(await this.store.missingSessions(this.nodeId));
      if (gone.length === 0) return;
      const ended = await this.store.endLeases(gone);
      if (ended > 0) this.log.info({ nodes: gone.map(({ nodeId }) => nodeId) }, 'nodes are gone');
      this.onGone();
    } catch (error) {
      this.log.debug({ err: error }, 'the sessions of other nodes could not be looked at');
    } finally {
      this.#isLooking = false;
    }
  }

  /** Those that have been missing for too long. */
  #goneOf(missing: readonly MissingSession[]): MissingSession[] {
    const now = monotonicNow();
    const since = new Map(missing.map(({ session }) => [session, this.#missingSince.get(session) ?? now]));
    this.#missingSince = since;
    return missing.filter(({ session }) => now - (since.get(session) ?? now) >= GRACE_MS);
  }
}
