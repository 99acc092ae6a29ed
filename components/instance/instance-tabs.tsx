'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { Tabs } from 'radix-ui';
import type { InstanceDetails } from '@/contract/instance';
import { HistoryTab } from '../history/history-tab';
import { useShortcut } from '../shortcuts/use-shortcut';
import { TimelineTab } from '../timeline/timeline-tab';
import { ErrorPanel } from '../ui/error-panel';
import { PanelBoundary } from '../ui/panel-boundary';
import { PayloadsTab } from './payloads-tab';
import type { useHistory } from './use-history';

const TABS = ['timeline', 'history', 'payloads'] as const;
type Tab = (typeof TABS)[number];

const LABELS: Record<Tab, string> = { timeline: 'Timeline', history: 'History', payloads: 'Input & output' };

type Props = { instance: InstanceDetails; history: ReturnType<typeof useHistory> };

/** The three ways to look at what an instance has done. */
export function InstanceTabs({ instance, history }: Props) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('timeline'));
  useShortcut('tabTimeline', () => void setTab('timeline'));
  useShortcut('tabHistory', () => void setTab('history'));
  useShortcut('tabPayloads', () => void setTab('payloads'));
  const choose = (value: string) => void setTab(TABS.find((known) => known === value) ?? null);
  return (
    <Tabs.Root value={tab} onValueChange={choose} className="flex flex-1 flex-col">
      <Tabs.List
        aria-label="Views"
        className="sticky top-0 z-20 flex h-10 shrink-0 gap-5 border-b bg-panel px-4 phone:h-12"
      >
        {TABS.map((value) => (
          <Tabs.Trigger
            key={value}
            value={value}
            className="-mb-px border-transparent border-b-2 text-muted transition-colors hover:text-ink data-[state=active]:border-accent-text data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {LABELS[value]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={tab} tabIndex={-1} className="flex flex-1 flex-col outline-none">
        <PanelBoundary key={tab} what={LABELS[tab]}>
          {tab === 'payloads' ? (
            <PayloadsTab instance={instance} />
          ) : (
            <HistoryViews tab={tab} instance={instance} history={history} />
          )}
        </PanelBoundary>
      </Tabs.Content>
    </Tabs.Root>
  );
}

function HistoryViews({ tab, instance, history }: Props & { tab: 'timeline' | 'history' }) {
  if (history.isError && history.data === undefined) {
    return (
      <ErrorPanel
        what="The history could not be fetched"
        error={history.error}
        busy={history.isFetching}
        onRetry={() => void history.refetch()}
      />
    );
  }
  const View = tab === 'timeline' ? TimelineTab : HistoryTab;
  return <View instance={instance} events={history.data} />;
}
