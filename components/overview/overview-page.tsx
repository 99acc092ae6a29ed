'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { OVERVIEW_WINDOWS, type Overview, type OverviewWindow } from '@/contract/overview';
import { useLive } from '../live/use-live';
import { overviewQuery } from '../queries/overview-query';
import { useShortcut } from '../shortcuts/use-shortcut';
import { Card } from '../ui/card';
import { ErrorPanel } from '../ui/error-panel';
import { PanelBoundary } from '../ui/panel-boundary';
import { ProgressLine } from '../ui/progress-line';
import { Skeleton } from '../ui/skeleton';
import { attentionTiles } from './attention.model';
import { AttentionTiles } from './attention-tiles';
import { FindingList } from './finding-list';
import { NodeList } from './node-list';
import { OrchestratorTable } from './orchestrator-table';
import { QueueTable } from './queue-table';
import { ThroughputChart } from './throughput-chart';
import { WindowChoice } from './window-choice';

const REFRESH_MS = 5_000;

const SPANS: Record<OverviewWindow, string> = { '1h': 'hour', '24h': '24 hours', '7d': '7 days' };

/** What needs somebody, what happens, what waits, and who works on it. */
export function OverviewPage() {
  const [window, setWindow] = useQueryState('window', parseAsStringLiteral(OVERVIEW_WINDOWS).withDefault('24h'));
  const { state } = useLive();
  const query = useQuery({ ...overviewQuery(window), refetchInterval: state === 'paused' ? false : REFRESH_MS });
  const { data, error, isFetching, isPlaceholderData, refetch } = query;
  useShortcut('refresh', () => void refetch());
  return (
    <div className="min-h-full">
      <ProgressLine active={isPlaceholderData} />
      <div className="mx-auto grid max-w-360 gap-4 p-4">
        <div className="flex items-center justify-between gap-3">
          <h2 className="font-semibold text-base">Needs attention</h2>
          <WindowChoice window={window} onChange={(chosen) => void setWindow(chosen)} />
        </div>
        {data !== undefined && <OverviewParts overview={data} span={SPANS[window]} />}
        {data === undefined && error === null && <Skeleton className="h-96" />}
        {data === undefined && error !== null && (
          <ErrorPanel
            what="The overview could not be fetched"
            error={error}
            busy={isFetching}
            onRetry={() => void refetch()}
          />
        )}
      </div>
    </div>
  );
}

function OverviewParts({ overview, span }: { overview: Overview; span: string }) {
  const { attention, throughput, orchestrators, sample, partitions, nodes } = overview;
  return (
    <>
      <AttentionTiles tiles={attentionTiles({ attention }, span)} />
      <Card title="Instances" note={`created in the last ${span}, by what has become of them`}>
        <PanelBoundary what="The chart">
          <ThroughputChart throughput={throughput} />
        </PanelBoundary>
      </Card>
      <Card title="Orchestrators" note={`the last ${sample} of each at most, of the last ${span}`}>
        <OrchestratorTable orchestrators={orchestrators} sample={sample} />
      </Card>
      <Card title="Queues" note="what waits at this moment">
        <QueueTable partitions={partitions} />
      </Card>
      <div className="grid grid-cols-2 gap-4 max-lg:grid-cols-1">
        <Card title="Nodes">
          <NodeList nodes={nodes} partitions={partitions} />
        </Card>
        <Card id="findings" title="Findings" note="of the repair sweep, in the last seven days">
          <FindingList findings={attention.findings} />
        </Card>
      </div>
    </>
  );
}
