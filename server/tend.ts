/** What the nodes of a hub do for it besides its work, one of them at a time. */
import { Duty } from './duties/duty';
import type { Env } from './env';
import type { Node } from './hub/node';
import type { Log } from './log';
import type { Metrics } from './metrics/metrics';
import { RepairSweep } from './repair/repair-sweep';
import { Retention } from './retention/retention';
import type { Store } from './store';

/** What lies in a queue for so long is stuck, however busy the hub is. */
const PATIENCE_MS = 60_000;

type Tending = { node: Node; store: Store; log: Log; metrics: Metrics; env: Env; nodeId: string };

export function tend({ node, store, log, metrics, env, nodeId }: Tending): { start(): void; stop(): Promise<void> } {
  const found = metrics.found.bind(metrics);
  const quietMs = env.PERDURE_REPAIR_INTERVAL_MS;
  const repair = new RepairSweep({ node, store, log, found }, { quietMs, patienceMs: Math.max(PATIENCE_MS, quietMs) });
  const retention = new Retention({ node, store, log, purged: metrics.purged.bind(metrics) });
  const duty = (name: string, intervalMs: number) => ({ name, nodeId, intervalMs, log });
  const duties = [
    new Duty(
      duty('repair', env.PERDURE_REPAIR_INTERVAL_MS),
      store,
      async (tenure) => void (await repair.sweep(tenure)),
    ),
    new Duty(duty('retention', env.PERDURE_RETENTION_INTERVAL_MS), store, async (tenure) => {
      await retention.apply(tenure);
    }),
  ];
  return {
    start: () => {
      for (const each of duties) each.start();
    },
    stop: async () => {
      await Promise.all(duties.map((each) => each.stop()));
    },
  };
}
