import type { ReactNode } from 'react';
import type { InstanceDetails } from '@/contract/instance';
import { isTerminal } from '@/contract/runtime-status';
import { JsonView } from '../json/json-view';
import { FailureView } from './failure-view';

/** What went in, what came out, and what the orchestrator says of itself in between. */
export function PayloadsTab({ instance }: { instance: InstanceDetails }) {
  const { instanceId, input, output, failure, customStatus, status } = instance;
  const file = (part: string) => `${instanceId}-${part}.json`;
  return (
    <div className="grid max-w-350 items-start gap-x-8 gap-y-6 px-4 py-5 lg:grid-cols-2">
      <Part title="Input">
        {input === null ? (
          <None>It was started without an input.</None>
        ) : (
          <JsonView label="input" text={input} fileName={file('input')} />
        )}
      </Part>
      {failure !== null ? (
        <Part title="Failure">
          <FailureView failure={failure} />
        </Part>
      ) : (
        <Part title="Output">
          {output !== null ? (
            <JsonView label="output" text={output} fileName={file('output')} />
          ) : (
            <None>{isTerminal(status) ? 'It ended without an output.' : 'There is none until it has ended.'}</None>
          )}
        </Part>
      )}
      {customStatus !== null && (
        <Part title="Custom status">
          <JsonView label="custom status" text={customStatus} fileName={file('custom-status')} />
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 gap-2">
      <h2 className="caps">{title}</h2>
      {children}
    </section>
  );
}

function None({ children }: { children: string }) {
  return <p className="text-faint">{children}</p>;
}
