/**
 * Applies retention rules: what they name is purged, by message, as if somebody did it by hand.
 *
 * RT1. Some at a time, each batch on its own: a crash leaves none half purged, and the next node goes on.
 * RT2. Those below an instance go before it.
 * RT3. A rule is read again before each batch: one that was paused or deleted meanwhile purges no more.
 * RT4. What went is what is not there any more, not what was asked to go.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '@/contract/actor';
import type { RetentionRule } from '@/contract/retention';
import type { Tenure } from '../duties/duty';
import type { Node } from '../hub/node';
import type { Log } from '../log';
import type { Expired, OperationsStore } from '../operations-store';

type Retaining = {
  node: Pick<Node, 'deliver'>;
  store: OperationsStore;
  log: Log;
  /** Told how many instances went. */
  purged: (instances: number) => void;
};

const BATCH_MAX = 500;

/** So many batches of a rule, then the next rule is due. */
const BATCHES_MAX = 200;

/** Owners on other nodes get so long to purge a batch; the pause between two looks grows. */
const PATIENCE_MS = 30_000;
const PAUSE_MS_MAX = 1_000;

export class Retention {
  constructor(private readonly retaining: Retaining) {}

  /** Applies all rules. Gives how many instances went. */
  async apply(tenure: Tenure): Promise<number> {
    let total = 0;
    for (const { ruleId } of await this.retaining.store.listRules()) total += await this.#applyRule(ruleId, tenure);
    return total;
  }

  async #applyRule(ruleId: string, tenure: Tenure): Promise<number> {
    const { store, log, purged } = this.retaining;
    let total = 0;
    for (let batch = 0; batch < BATCHES_MAX && (await tenure.keep()); batch += 1) {
      const rule = (await store.listRules()).find((each) => each.ruleId === ruleId);
      if (rule === undefined || rule.isPaused) return total;
      const gone = await this.#applyOnce(rule);
      await store.recordRun(rule, gone);
      if (gone === 0) return total;
      total += gone;
      purged(gone);
      log.info({ rule: rule.name, purged: gone }, 'a retention rule purged instances');
    }
    return total;
  }

  async #applyOnce(rule: RetentionRule): Promise<number> {
    const expired = await this.retaining.store.listExpired(rule, BATCH_MAX);
    const actor: Actor = { name: `retention: ${rule.name}`, via: 'system' };
    let gone = 0;
    for (const level of fromBelow(expired)) {
      await Promise.all(
        level.map(({ instanceId }) =>
          this.retaining.node.deliver(instanceId, { type: 'purge', recursive: false, actor }),
        ),
      );
      const left = await this.#waitFor(level.map(({ instanceId }) => instanceId));
      gone += level.length - left;
      if (left > 0) break;
    }
    return gone;
  }

  /** How many are still there after some time. */
  async #waitFor(instanceIds: string[]): Promise<number> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (let pauseMs = 10; ; pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 2)) {
      const left = await this.retaining.store.stillThere(instanceIds);
      if (left.length === 0 || performance.now() > giveUpAt) return left.length;
      await sleep(pauseMs);
    }
  }
}

/** The deepest first. */
function fromBelow(expired: readonly Expired[]): Expired[][] {
  const levels: Expired[][] = [];
  for (const instance of expired) {
    const level = levels[instance.depth] ?? [];
    levels[instance.depth] = level;
    level.push(instance);
  }
  return levels.filter(Boolean).reverse();
}
