'use client';

import Link from 'next/link';
import type { HistoryEventView } from '@/contract/history-event';
import type { InstanceDetails } from '@/contract/instance';
import { isTerminal } from '@/contract/runtime-status';
import { useNow } from '../time/use-now';
import { pages } from '../urls';
import { type Fragment, sentence } from './sentence.model';

type Props = { instance: InstanceDetails; history: readonly HistoryEventView[] };

/** The sentence that says how things stand. */
export function InstanceSentence({ instance, history }: Props) {
  const now = useNow();
  const ended = isTerminal(instance.status);
  return (
    <p aria-live={ended ? 'polite' : 'off'} className="max-w-[90ch] text-base text-muted" suppressHydrationWarning>
      {sentence(instance, history, now).map((fragment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence has its order and nothing else
        <Piece key={index} fragment={fragment} />
      ))}
    </p>
  );
}

function Piece({ fragment }: { fragment: Fragment }) {
  if (typeof fragment === 'string') return fragment;
  if ('strong' in fragment) return <strong className="break-words font-semibold text-ink">{fragment.strong}</strong>;
  if ('link' in fragment) {
    return (
      <Link
        href={pages.of(fragment.to)}
        title={fragment.to}
        className="break-words font-semibold text-accent-text underline-offset-2 hover:underline"
      >
        {fragment.link}
      </Link>
    );
  }
  return <code className="break-words font-mono text-[0.9em] text-ink">{fragment.code}</code>;
}
