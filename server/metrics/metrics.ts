/** Everything that this process measures, for Prometheus to fetch. */
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import type { ActivityObserver } from '../hub/activity-worker';
import type { Node } from '../hub/node';
import type { Log } from '../log';
import type { OperationsStore } from '../operations-store';
import type { Registry as Functions } from '../registry';
import { activityMeter } from './activity-meter';
import { HubGauges } from './hub-gauges';
import { meterHub } from './hub-meter';
import { KnownNames } from './known-names';
import { gaugeNode } from './node-gauges';
import { requestMeter, type SeenRequest } from './request-meter';

export class Metrics {
  readonly contentType: string;
  readonly activityEnded: NonNullable<ActivityObserver['ended']>;
  readonly requestAnswered: (seen: SeenRequest) => void;
  readonly #registry = new Registry();
  readonly #names: KnownNames;
  readonly #purged: Counter;
  readonly #findings: Counter;
  #gauges: HubGauges | null = null;

  constructor(functions: Functions) {
    this.#names = new KnownNames(functions);
    this.contentType = this.#registry.contentType;
    this.activityEnded = activityMeter(this.#registry, this.#names);
    this.requestAnswered = requestMeter(this.#registry);
    this.#purged = new Counter({
      name: 'perdure_retention_purged_total',
      help: 'Instances that retention rules had purged, by this node.',
      registers: [this.#registry],
    });
    this.#findings = new Counter({
      name: 'perdure_repair_findings_total',
      help: 'What this node found that should be impossible, by whether it was mended.',
      labelNames: ['kind', 'outcome'],
      registers: [this.#registry],
    });
  }

  /** Measures a node from now on. */
  watch(node: Node, store: Pick<OperationsStore, 'hubFigures'>, log: Log): void {
    collectDefaultMetrics({ register: this.#registry });
    meterHub(node.signals, this.#registry, this.#names);
    gaugeNode(node, () => node.isAlive, this.#registry);
    this.#gauges = new HubGauges(store, log, this.#registry);
  }

  purged(instances: number): void {
    this.#purged.inc(instances);
  }

  found(kind: string, outcome: 'mended' | 'reported'): void {
    this.#findings.inc({ kind, outcome });
  }

  /** All of it in Prometheus' text format. */
  async text(): Promise<string> {
    await this.#gauges?.refresh();
    return this.#registry.metrics();
  }
}
