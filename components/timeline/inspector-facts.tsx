'use client';

import type { ReactNode } from 'react';
import { formatDuration } from '../time/duration.model';
import { LiveDuration } from '../time/live-duration';
import { TimeAgo } from '../time/time-ago';
import { CopyButton } from '../ui/copy-button';
import { IdLink } from '../ui/id-link';
import type { TaskGroup } from './task-group';
import { inkOf, KIND_WORDS, outcomeWord } from './timeline-look';

const iso = (at: number) => new Date(at).toISOString();

/** The facts of a task, one a line. */
export function InspectorFacts({ task }: { task: TaskGroup }) {
  const { startedAt, endedAt, attempts, actor, callSite, fireAt, grantedAt, instanceId, taskId, turn } = task;
  const { ranMs } = attempts.at(-1) ?? attempts[0];
  return (
    <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-y-1.5 text-xs">
      <Fact label={KIND_WORDS[task.kind]}>
        <span className={`font-medium ${inkOf(task)}`}>{outcomeWord(task)}</span>
        {actor !== null && <span className="text-muted"> by {actor.name}</span>}
      </Fact>
      {instanceId !== null && (
        <Fact label={task.kind === 'subOrchestration' ? 'Child' : 'With'}>
          <IdLink id={instanceId} />
        </Fact>
      )}
      <Fact label="Scheduled">
        <TimeAgo at={iso(startedAt)} />
      </Fact>
      {grantedAt !== null && (
        <Fact label="Granted">
          <TimeAgo at={iso(grantedAt)} />
        </Fact>
      )}
      {endedAt !== null && (
        <Fact label="Ended">
          <TimeAgo at={iso(endedAt)} />
        </Fact>
      )}
      {fireAt !== null && endedAt === null && (
        <Fact label="Fires">
          <TimeAgo at={iso(fireAt)} />
        </Fact>
      )}
      <Fact label="Took">
        <LiveDuration from={iso(startedAt)} to={endedAt === null ? null : iso(endedAt)} className="font-mono" />
        {ranMs !== null && <span className="text-muted"> · ran {formatDuration(ranMs)}</span>}
      </Fact>
      {attempts.length > 1 && <Fact label="Attempts">{attempts.length}</Fact>}
      {callSite !== null && (
        <Fact label="Called at">
          <span className="inline-flex items-center gap-1">
            <code className="break-all font-mono">{callSite}</code>
            <CopyButton text={callSite} label="Copy the call site" className="-my-1" />
          </span>
        </Fact>
      )}
      <Fact label={taskId > 0 ? 'Task' : 'Turn'}>
        {taskId > 0 ? `#${taskId}` : turn}
        {taskId > 0 && <span className="text-muted"> · turn {turn}</span>}
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-faint">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
