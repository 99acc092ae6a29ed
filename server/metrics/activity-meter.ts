/** What the activities of this node come to. */
import { Counter, type Registry } from 'prom-client';
import type { ActivityObserver } from '../hub/activity-worker';
import { DurationTally } from './duration-tally';
import type { KnownNames } from './known-names';

/** Sees each run of an activity as it ends. */
export function activityMeter(registry: Registry, names: KnownNames): NonNullable<ActivityObserver['ended']> {
  const started = new DurationTally(
    {
      name: 'perdure_activity_schedule_to_start_seconds',
      help: 'From an activity being durably scheduled to its code being called.',
    },
    (activity) => ({ activity }),
    registry,
  );
  const ran = new DurationTally(
    { name: 'perdure_activity_seconds', help: 'Runs of activities.' },
    (activity, result) => ({ activity, result }),
    registry,
  );
  const repeated = new Counter({
    name: 'perdure_activity_repeats_total',
    help: 'Runs that were not the first: retries after a failure, redeliveries after a node was lost.',
    labelNames: ['activity', 'reason'],
    registers: [registry],
  });
  return ({ name, attempt, facts }, { waitedMs, runMs, hasFailed }) => {
    const activity = names.activity(name);
    started.add(activity, '', waitedMs);
    ran.add(activity, hasFailed ? 'failed' : 'completed', runMs);
    if (attempt > 1) repeated.inc({ activity, reason: 'redelivery' });
    else if ((facts.attempt ?? 1) > 1) repeated.inc({ activity, reason: 'retry' });
  };
}
