'use client';

import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { downloadText } from './download-text';
import { formatJson } from './format-json.model';
import { JsonLines } from './json-lines';
import { formatBytes, payloadTier } from './payload-tier.model';

type Props = { label: string; text: string; fileName: string };

/** A payload: laid out while it is small, as it is while it is not, and from a megabyte on only as a download. */
export function JsonView({ label, text, fileName }: Props) {
  const bytes = useMemo(() => new Blob([text]).size, [text]);
  const tier = payloadTier(bytes);
  const lines = useMemo(() => (tier === 'pretty' ? formatJson(text) : null), [text, tier]);
  const [isRaw, setRaw] = useState(false);
  return (
    <div className="overflow-hidden rounded-md border bg-ground">
      <div className="flex h-8 items-center gap-1 border-b pr-1 pl-3 phone:h-12">
        <span className="mr-auto text-2xs text-faint">{formatBytes(bytes)}</span>
        {lines !== null && (
          <Button
            intent="quiet"
            aria-pressed={isRaw}
            onClick={() => setRaw(!isRaw)}
            className="h-6! text-2xs! phone:h-11!"
          >
            Raw
          </Button>
        )}
        <CopyButton text={text} label={`Copy ${label}`} />
        <button
          type="button"
          aria-label={`Download ${label}`}
          onClick={() => downloadText(fileName, text)}
          className="grid size-5 place-items-center rounded-sm text-faint transition-colors hover:bg-hover hover:text-ink phone:size-11"
        >
          <Download aria-hidden className="size-3" />
        </button>
      </div>
      {tier === 'download' ? (
        <p className="p-3 text-muted text-xs">Too large to be shown here. Download it instead.</p>
      ) : (
        <section
          aria-label={label}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
          tabIndex={0}
          className="scrollbar-thin max-h-[26rem] overflow-auto p-3 font-mono text-xs"
        >
          {lines !== null && !isRaw ? (
            <JsonLines lines={lines} />
          ) : (
            <pre className="whitespace-pre-wrap break-all">{text}</pre>
          )}
        </section>
      )}
    </div>
  );
}
