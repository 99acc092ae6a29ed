import type { FailureDetails } from '@/contract/failure-details';
import { JsonView } from '../json/json-view';

/** How many of several causes are drawn. */
const CAUSES_MAX = 20;

/** What is known of an error: its type, message, stack and properties, then what caused it. */
export function FailureView({ failure }: { failure: FailureDetails }) {
  const { errorType, message, stackTrace, properties, innerFailure, isNonRetriable } = failure;
  const causes = failure.innerFailures ?? (innerFailure === undefined ? [] : [innerFailure]);
  return (
    <div className="grid min-w-0 gap-3">
      <div className="border-failed border-l-2 pl-3">
        <p className="font-mono text-failed text-xs">
          {errorType}
          {isNonRetriable && <span className="text-faint"> · cannot be retried</span>}
        </p>
        <p className="mt-0.5 break-words font-medium">{message}</p>
      </div>
      {stackTrace !== undefined && (
        <section
          aria-label="Stack trace"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
          tabIndex={0}
          className="scrollbar-thin max-h-60 overflow-auto rounded-md border bg-ground p-3"
        >
          <pre className="font-mono text-muted text-xs">{stackTrace}</pre>
        </section>
      )}
      {properties !== undefined && (
        <JsonView label="properties" text={JSON.stringify(properties)} fileName={`${errorType}.json`} />
      )}
      {causes.length > 0 && (
        <div className="grid gap-2">
          <p className="caps">Caused by</p>
          {causes.slice(0, CAUSES_MAX).map((cause, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the causes of a failure never change
            <FailureView key={index} failure={cause} />
          ))}
          {causes.length > CAUSES_MAX && <p className="text-faint">and {causes.length - CAUSES_MAX} more</p>}
        </div>
      )}
    </div>
  );
}
