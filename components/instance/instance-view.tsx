'use client';

import { parseAsInteger, useQueryState } from 'nuqs';
import type { InstanceDetails } from '@/contract/instance';
import { asOf } from './as-of.model';
import { EarlierGeneration } from './earlier-generation';
import { HumanTaskCard } from './human-task-card';
import { InstanceFacts } from './instance-facts';
import { InstanceHeader } from './instance-header';
import { InstanceSentence } from './instance-sentence';
import { InstanceTabs } from './instance-tabs';
import { OpenWaits } from './open-waits';
import { PastDecisions } from './past-decisions';
import { ProblemBanner } from './problem-banner';
import { useHistory } from './use-history';

/** What one instance is, what it waits for, what can be done about it, and how it came to that. */
export function InstanceView({ instance }: { instance: InstanceDetails }) {
  const [earlier] = useQueryState('generation', parseAsInteger);
  const present = useHistory(instance, instance.generation);
  const shown = useHistory(instance, earlier ?? instance.generation);
  const questions = instance.waits.filter((wait) => wait.state === 'open' && wait.humanTask !== null);
  return (
    <div className="flex min-h-full flex-col">
      <div className="grid gap-4 px-4 pt-5 pb-4">
        <div className="grid gap-2">
          <InstanceHeader instance={instance} />
          <InstanceSentence instance={instance} history={present.data ?? []} />
          <InstanceFacts instance={instance} />
        </div>
        {instance.problem !== null && <ProblemBanner instanceId={instance.instanceId} problem={instance.problem} />}
        {questions.map((wait) => (
          <HumanTaskCard key={wait.taskId} instanceId={instance.instanceId} wait={wait} />
        ))}
        <OpenWaits instance={instance} />
        <PastDecisions instance={instance} />
      </div>
      {earlier !== null && earlier !== instance.generation && (
        <EarlierGeneration instance={instance} generation={earlier} />
      )}
      <InstanceTabs instance={asOf(instance, earlier ?? instance.generation, shown.data)} history={shown} />
    </div>
  );
}
