'use client';

import { Lock, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { EntityDetails } from '@/contract/entity';
import { TimeAgo } from '../time/time-ago';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { IdLink } from '../ui/id-link';
import { addressOf, entityName } from '../waiting/entity-name.model';
import { DeleteEntityDialog } from './delete-entity-dialog';

type Props = { entityId: string; entity: EntityDetails | null };

/** Which entity this is, who has locked it, and when it was last asked something. */
export function EntityHeader({ entityId, entity }: Props) {
  const { name, key } = addressOf(entityId);
  const [deleting, setDeleting] = useState(false);
  return (
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
        {entity !== null && <EntityFacts entity={entity} />}
      </div>
      {entity?.exists && (
        <Button onClick={() => setDeleting(true)}>
          <Trash2 aria-hidden className="text-muted" />
          Delete
        </Button>
      )}
      {deleting && <DeleteEntityDialog entityId={entityId} onClose={() => setDeleting(false)} />}
    </header>
  );
}

function EntityFacts({
  entity: { entityId, lockedBy, waitingCount, lastOperationAt, createdAt },
}: {
  entity: EntityDetails;
}) {
  return (
    <>
      {lockedBy !== null && (
        <p className="flex flex-wrap items-center gap-1.5 text-muted">
          <Lock aria-hidden className="size-3.5 text-suspended" />
          <span>
            {entityName(entityId)} is locked by <IdLink id={lockedBy} className="text-xs" />
            {waitingCount > 0 &&
              `, and ${waitingCount} ${waitingCount === 1 ? 'message waits' : 'messages wait'} for it`}
            .
          </span>
        </p>
      )}
      <dl className="flex flex-wrap items-center gap-x-5 gap-y-1 text-xs">
        <Fact label="Last operation">
          <TimeAgo at={lastOperationAt} />
        </Fact>
        <Fact label="Created">
          <TimeAgo at={createdAt} />
        </Fact>
      </dl>
    </>
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
