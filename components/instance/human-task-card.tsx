'use client';

import { UserRound } from 'lucide-react';
import type { Wait } from '@/contract/human-task';
import { TimeAgo } from '../time/time-ago';
import { ChoiceButton } from './choice-button';
import { TaskDeadline } from './task-deadline';
import { useRaiseEvent } from './use-raise-event';

type Props = { instanceId: string; wait: Wait };

/** What a person is asked: the question, the clock, and a button for each answer. */
export function HumanTaskCard({ instanceId, wait: { humanTask, eventName, taskId, startedAt, dueAt } }: Props) {
  const { mutate, variables, isPending, isSuccess, error } = useRaiseEvent(instanceId);
  if (humanTask === null) return null;
  const { question, choices, consequence } = humanTask;
  const isSent = isPending || isSuccess;
  const sent = isSent ? choices.find(({ value }) => value === variables?.data) : undefined;
  return (
    <section
      aria-label={question}
      className="relative max-w-2xl overflow-hidden rounded-lg border border-human/35 bg-raised shadow-control"
    >
      <span aria-hidden className="absolute inset-y-0 left-0 w-0.75 bg-human" />
      <div className="grid gap-4 py-4 pr-5 pl-6">
        <div>
          <p className="flex items-center gap-1.5 font-medium text-human text-xs">
            <UserRound aria-hidden strokeWidth={2.25} className="size-3.5" />
            Decision needed
          </p>
          <h2 className="mt-1.5 text-balance font-semibold text-lg tracking-tight">{question}</h2>
          <p className="mt-1 text-muted text-xs">
            Requested <TimeAgo at={startedAt} />.{' '}
            {dueAt !== null && <TaskDeadline startedAt={startedAt} dueAt={dueAt} consequence={consequence} />}
          </p>
        </div>
        <div className="flex flex-wrap gap-x-6 gap-y-3">
          {choices.map((choice) => (
            <ChoiceButton
              key={choice.label}
              choice={choice}
              question={question}
              busy={isSent && sent === choice}
              disabled={isSent && sent !== choice}
              onChoose={() => mutate({ eventName, taskId, data: choice.value })}
            />
          ))}
        </div>
        <p aria-live="polite" className="text-xs empty:hidden">
          {error && <span className="text-failed">{error.message}</span>}
          {sent !== undefined && <span className="text-muted">“{sent.label}” is on its way to the orchestrator…</span>}
        </p>
      </div>
    </section>
  );
}
