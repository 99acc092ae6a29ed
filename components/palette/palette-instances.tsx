'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useEffect, useEffectEvent } from 'react';
import { instanceListQuery } from '../queries/instance-list-query';
import { StatusBadge } from '../status/status-badge';
import { TimeAgo } from '../time/time-ago';
import { shortId } from '../ui/short-id.model';
import { pages } from '../urls';
import { PaletteGroup, PaletteItem } from './palette-item';

const SHOWN_MAX = 6;

type Props = {
  text: string;
  /** Told the id of the best match for a text, so that Enter opens it. */
  onFound: (instanceId: string) => void;
  onDone: () => void;
};

/** The instances whose id begins with the text; without text, the newest. */
export function PaletteInstances({ text, onFound, onDone }: Props) {
  const router = useRouter();
  const prefix = useDeferredValue(text);
  const { data } = useQuery(instanceListQuery({ ...(prefix !== '' && { prefix }), limit: SHOWN_MAX }));
  const best = prefix === '' ? undefined : data?.instances[0]?.instanceId;
  const tell = useEffectEvent(onFound);
  useEffect(() => {
    if (best !== undefined) tell(best);
  }, [best]);
  if (data === undefined || data.instances.length === 0) return null;
  return (
    <PaletteGroup always heading={prefix === '' ? 'Newest instances' : 'Instances'}>
      {data.instances.map((instance) => (
        <PaletteItem
          key={instance.instanceId}
          value={instance.instanceId}
          always
          icon={<StatusBadge {...instance} iconOnly />}
          onSelect={() => {
            onDone();
            router.push(pages.instance(instance.instanceId));
          }}
        >
          <span className="truncate">{instance.name}</span>
          <span className="truncate font-mono text-muted text-xs">{shortId(instance.instanceId)}</span>
          <TimeAgo at={instance.createdAt} className="ml-auto shrink-0 text-faint text-xs" />
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}
