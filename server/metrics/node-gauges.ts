/** What this node holds at the moment, read as somebody asks. */
import { Gauge, type Registry } from 'prom-client';
import type { Node } from '../hub/node';

export function gaugeNode(node: Node, isReady: () => boolean, registry: Registry): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('perdure_partitions_owned', 'Partitions that this node owns.', () => node.holdings.partitions);
  gauge('perdure_instances_resident', 'Instances and entities in memory.', () => node.holdings.residents);
  gauge('perdure_activities_running', 'Activities that run on this node.', () => node.holdings.running);
  gauge('perdure_activities_backlog', 'Activities that this node holds and has no capacity for yet.', () => {
    return node.holdings.waiting;
  });
  gauge('perdure_heartbeat_age_seconds', 'Since the database last took the heartbeat.', () => {
    return Number.isFinite(node.heartbeatAgeMs) ? node.heartbeatAgeMs / 1_000 : 0;
  });
  gauge('perdure_up', '1 while this node works, 0 while it starts or stops.', () => (isReady() ? 1 : 0));
}
