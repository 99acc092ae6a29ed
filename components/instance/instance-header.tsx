'use client';

import type { InstanceDetails } from '@/contract/instance';
import { StatusBadge } from '../status/status-badge';
import { CopyButton } from '../ui/copy-button';
import { InstanceActions } from './instance-actions';
import { InstanceNeighbours } from './instance-neighbours';

/** Who this instance is, and what can be done with it. */
export function InstanceHeader({ instance }: { instance: InstanceDetails }) {
  const { name, version, instanceId } = instance;
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="break-words font-semibold text-lg tracking-tight">{name}</h1>
          <span role="status">
            <StatusBadge {...instance} className="text-sm" />
          </span>
          {version !== null && (
            <span className="rounded-sm border px-1.5 font-mono text-2xs text-muted">{version}</span>
          )}
        </div>
        <p className="mt-0.5 flex items-center gap-1">
          <span className="break-all font-mono text-muted text-xs">{instanceId}</span>
          <CopyButton text={instanceId} label="Copy the instance id" />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <InstanceNeighbours instanceId={instanceId} />
        <InstanceActions instance={instance} />
      </div>
    </header>
  );
}
