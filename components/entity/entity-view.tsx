'use client';

import { Lock, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { EntityDetails } from '@/contract/entity';
import { JsonView } from '../json/json-view';
import { TimeAgo } from '../time/time-ago';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { IdLink } from '../ui/id-link';
import { entityName } from '../waiting/entity-name.model';
import { DeleteEntityDialog } from './delete-entity-dialog';
import { OperationForm } from './operation-form';

/** What an entity holds, who has locked it, and the means to ask it something. */
export function EntityView({ entity }: { entity: EntityDetails }) {
  const { entityId, name, key, state, createdAt, lastOperationAt } = entity;
  const [deleting, setDeleting] = useState(false);
  return (
    <div className="grid gap-6 px-4 pt-5 pb-8">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-2">
          <div>
            <h1 className="break-words font-semibold text-lg tracking-tight">
              <span className="font-normal text-muted">{name}/</span>
              {key}
            </h1>
            <p className="mt-0.5 flex items-center gap-1">
              <span className="break-all font-mono text-muted text-xs">{entityId}</span>
              <CopyButton text={entityId} label="Copy the entity id" />
            </p>
          </div>
          <LockLine entity={entity} />
          <dl className="flex flex-wrap items-center gap-x-5 gap-y-1 text-xs">
            <Fact label="Last operation">
              <TimeAgo at={lastOperationAt} />
            </Fact>
            <Fact label="Created">
              <TimeAgo at={createdAt} />
            </Fact>
          </dl>
        </div>
        <Button onClick={() => setDeleting(true)}>
          <Trash2 aria-hidden className="text-muted" />
          Delete
        </Button>
      </header>
      <div className="grid max-w-350 items-start gap-x-8 gap-y-6 lg:grid-cols-2">
        <section aria-label="State" className="grid min-w-0 gap-2">
          <h2 className="caps">State</h2>
          {state === null ? (
            <p className="text-faint">It has none: an operation may give it one.</p>
          ) : (
            <JsonView label="state" text={state} fileName={`${name}-${key}.json`} />
          )}
        </section>
        <section aria-label="Operation" className="grid min-w-0 gap-2">
          <h2 className="caps">Operation</h2>
          <OperationForm entityId={entityId} />
        </section>
      </div>
      {deleting && <DeleteEntityDialog entityId={entityId} onClose={() => setDeleting(false)} />}
    </div>
  );
}

/** Who keeps others out, and how many of them wait. */
function LockLine({ entity: { entityId, lockedBy, waitingCount } }: { entity: EntityDetails }) {
  if (lockedBy === null) return null;
  return (
    <p className="flex flex-wrap items-center gap-1.5 text-muted">
      <Lock aria-hidden className="size-3.5 text-suspended" />
      <span>
        {entityName(entityId)} is locked by <IdLink id={lockedBy} className="text-xs" />
        {waitingCount > 0 && `, and ${waitingCount} ${waitingCount === 1 ? 'message waits' : 'messages wait'} for it`}.
      </span>
    </p>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-1.5">
      <dt className="text-faint">{label}</dt>
      <dd className="text-ink">{children}</dd>
    </div>
  );
}
