'use client';

import { useQuery } from '@tanstack/react-query';
import { Eraser, Plus } from 'lucide-react';
import { useState } from 'react';
import type { RetentionRule } from '@/contract/retention';
import { useLive } from '../live/use-live';
import { retentionQuery } from '../queries/retention-query';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { Skeleton } from '../ui/skeleton';
import { RuleDialog } from './rule-dialog';
import { RuleList } from './rule-list';
import { RunList } from './run-list';

const REFRESH_MS = 10_000;

/** Which instances go by themselves, and what went. */
export function RetentionPage() {
  const { state } = useLive();
  const query = useQuery({ ...retentionQuery(), refetchInterval: state === 'paused' ? false : REFRESH_MS });
  const { data, error, isFetching, refetch } = query;
  /** Null for a new one. */
  const [edited, setEdited] = useState<{ rule: RetentionRule | null } | null>(null);
  const add = (
    <Button onClick={() => setEdited({ rule: null })}>
      <Plus aria-hidden />
      Add rule
    </Button>
  );
  return (
    <div className="mx-auto grid max-w-240 gap-4 p-4">
      <Card title="Retention" note="instances that have ended and go by themselves" actions={add}>
        {data === undefined && error !== null && (
          <ErrorPanel
            what="The rules could not be fetched"
            error={error}
            busy={isFetching}
            onRetry={() => void refetch()}
          />
        )}
        {data === undefined && error === null && <Skeleton className="m-4 h-24" />}
        {data?.rules.length === 0 && (
          <EmptyState icon={Eraser} title="Nothing goes by itself">
            <p>
              Instances are kept until somebody purges them. A rule takes them away some time after their end, with all
              below them, and only while nothing above them is still open.
            </p>
          </EmptyState>
        )}
        {data !== undefined && data.rules.length > 0 && (
          <RuleList rules={data.rules} onEdit={(rule) => setEdited({ rule })} />
        )}
      </Card>
      {data !== undefined && data.runs.length > 0 && (
        <Card title="Purged lately" note="kept for 90 days">
          <RunList runs={data.runs} />
        </Card>
      )}
      {edited !== null && <RuleDialog rule={edited.rule} onClose={() => setEdited(null)} />}
    </div>
  );
}
