'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { Tabs } from 'radix-ui';
import type { InstanceDetails } from '@/contract/instance';
import { HistoryTab } from '../history/history-tab';
import { childrenQuery } from '../queries/children-query';
import { useShortcut } from '../shortcuts/use-shortcut';
import { TimelineTab } from '../timeline/timeline-tab';
import { ErrorPanel } from '../ui/error-panel';
import { PanelBoundary } from '../ui/panel-boundary';
import { ChildrenTab } from './children-tab';
import { PayloadsTab } from './payloads-tab';
import type { useHistory } from './use-history';

const TABS = ['timeline', 'history', 'payloads', 'children'] as const;
type Tab = (typeof TABS)[number];

const LABELS: Record<Tab, string> = {
  timeline: 'Timeline',
  history: 'History',
  payloads: 'Input & output',
  children: 'Children',
};

type Props = { instance: InstanceDetails; history: ReturnType<typeof useHistory> };

/** The children's tab is there only where there are any, or where one came to see them. */
function useTabs({ instanceId }: InstanceDetails, shown: Tab): readonly Tab[] {
  const { data } = useQuery(childrenQuery(instanceId, null));
  const hasChildren = data !== undefined && data.instances.length > 0;
  return hasChildren || shown === 'children' ? TABS : TABS.filter((tab) => tab !== 'children');
}

/** The ways to look at what an instance has done. */
export function InstanceTabs({ instance, history }: Props) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('timeline'));
  const tabs = useTabs(instance, tab);
  useShortcut('tabTimeline', () => void setTab('timeline'));
  useShortcut('tabHistory', () => void setTab('history'));
  useShortcut('tabPayloads', () => void setTab('payloads'));
  useShortcut('tabChildren', () => void setTab('children'), tabs.includes('children'));
  const choose = (value: string) => void setTab(TABS.find((known) => known === value) ?? null);
  return (
    <Tabs.Root value={tab} onValueChange={choose} className="flex flex-1 flex-col">
      <Tabs.List
        aria-label="Views"
        className="sticky top-0 z-20 flex h-10 shrink-0 gap-5 border-b bg-panel px-4 phone:h-12"
      >
        {tabs.map((value) => (
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
          <View tab={tab} instance={instance} history={history} />
        </PanelBoundary>
      </Tabs.Content>
    </Tabs.Root>
  );
}

function View({ tab, ...props }: Props & { tab: Tab }) {
  switch (tab) {
    case 'payloads':
      return <PayloadsTab instance={props.instance} />;
    case 'children':
      return <ChildrenTab instance={props.instance} />;
    default:
      return <HistoryViews tab={tab} {...props} />;
  }
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
  const HistoryView = tab === 'timeline' ? TimelineTab : HistoryTab;
  return <HistoryView instance={instance} events={history.data} />;
}
