/** What the hub's loops come to: counted for each batch, not for each message. */
import { Counter, Histogram, type Registry } from 'prom-client';
import type { HubEmitter } from '../hub/hub-signals';
import type { KnownNames } from './known-names';

/** Seconds. */
const COMMIT_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
const LAG_BUCKETS = [0.005, 0.02, 0.1, 0.5, 1, 5, 10, 60];
const BATCH_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** Counts what the signals tell. */
export function meterHub(signals: HubEmitter, registry: Registry, names: KnownNames): void {
  meterBatches(signals, registry);
  meterPartitions(signals, registry);
  const ended = new Counter({
    name: 'perdure_instances_ended_total',
    help: 'Instances that ended here.',
    labelNames: ['orchestrator', 'status'],
    registers: [registry],
  });
  signals.on('ended', ({ name, status }) => ended.inc({ orchestrator: names.orchestrator(name), status }));
}

function meterBatches(signals: HubEmitter, registry: Registry): void {
  const registers = [registry];
  const count = (name: string, help: string) => new Counter({ name, help, registers });
  const checkpoints = new Counter({
    name: 'perdure_checkpoints_total',
    help: 'Checkpoints. Refused: another node wrote, or the lease was lost. Unknown: the answer was lost.',
    labelNames: ['result'],
    registers,
  });
  for (const result of ['committed', 'refused', 'unknown']) checkpoints.inc({ result }, 0);
  const commits = new Histogram({
    name: 'perdure_checkpoint_seconds',
    help: 'Checkpoints that committed.',
    buckets: COMMIT_BUCKETS,
    registers,
  });
  const batches = new Histogram({
    name: 'perdure_batch_seconds',
    help: 'Batches, from the first turn to the commit.',
    buckets: COMMIT_BUCKETS,
    registers,
  });
  const sizes = new Histogram({
    name: 'perdure_batch_messages',
    help: 'Messages in one batch.',
    buckets: BATCH_BUCKETS,
    registers,
  });
  const lag = new Histogram({
    name: 'perdure_timer_lag_seconds',
    help: 'How late the first of the timers that fire together is.',
    buckets: LAG_BUCKETS,
    registers,
  });
  const events = count('perdure_history_events_total', 'History events that were written.');
  const turns = count('perdure_turns_total', 'Turns of instances.');
  const started = count('perdure_instances_started_total', 'Instances whose first turn ran here.');
  const operations = count('perdure_entity_operations_total', 'Operations, locks and unlocks of entities.');
  const loaded = count('perdure_instances_loaded_total', 'Instances read back from the database: cache misses.');
  const replayed = count('perdure_events_replayed_total', 'History events replayed for instances read back.');
  const evicted = count('perdure_instances_evicted_total', 'Instances and entities let go from memory.');
  const fired = count('perdure_timers_fired_total', 'Timers that fired.');

  signals.on('checkpoint', (checkpoint) => {
    checkpoints.inc({ result: 'committed' });
    commits.observe(checkpoint.ms / 1_000);
    events.inc(checkpoint.events);
  });
  signals.on('checkpointFailed', ({ result }) => checkpoints.inc({ result }));
  signals.on('batch', (batch) => {
    batches.observe(batch.ms / 1_000);
    sizes.observe(batch.messages);
    turns.inc(batch.turns);
    started.inc(batch.started);
    operations.inc(batch.entityOperations);
  });
  signals.on('loaded', (found) => {
    loaded.inc(found.instances);
    replayed.inc(found.events);
  });
  signals.on('evicted', (instances) => evicted.inc(instances));
  signals.on('timersFired', ({ timers, lagMs }) => {
    fired.inc(timers);
    lag.observe(Math.max(0, lagMs) / 1_000);
  });
}

/** The signals that tell of a partition's coming and going, and what the change is called. */
const CHANGES = {
  partitionAcquired: 'acquired',
  takenOver: 'taken-over',
  recovered: 'recovered',
  partitionLost: 'lost',
} as const;

function meterPartitions(signals: HubEmitter, registry: Registry): void {
  const changes = new Counter({
    name: 'perdure_partition_changes_total',
    help: 'Leases: acquired (also anew, after a recovery), taken over from a node that was lost, recovered, lost.',
    labelNames: ['change'],
    registers: [registry],
  });
  for (const [signal, change] of Object.entries(CHANGES) as [keyof typeof CHANGES, string][]) {
    changes.inc({ change }, 0);
    signals.on(signal, () => changes.inc({ change }));
  }
}
