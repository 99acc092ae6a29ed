'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { neighboursOf } from '../instances/list-trail';
import { useShortcut } from '../shortcuts/use-shortcut';
import { Button } from '../ui/button';
import { pages } from '../urls';

/** Leads to the instances before and after this one in the list that one came from. */
export function InstanceNeighbours({ instanceId }: { instanceId: string }) {
  const router = useRouter();
  const [{ previous, next }] = useState(() => neighboursOf(instanceId));
  const go = (to: string | null) => to !== null && router.push(pages.instance(to));
  useShortcut('previousInstance', () => go(previous), previous !== null);
  useShortcut('nextInstance', () => go(next), next !== null);
  if (previous === null && next === null) return null;
  return (
    <div className="flex phone:hidden">
      <Button
        intent="quiet"
        size="icon"
        aria-label="Previous instance of the list"
        disabled={previous === null}
        onClick={() => go(previous)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        intent="quiet"
        size="icon"
        aria-label="Next instance of the list"
        disabled={next === null}
        onClick={() => go(next)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </div>
  );
}
