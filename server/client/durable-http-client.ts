/** The part of the durable client that answers HTTP requests. Links name the configured public address, whatever a request says. */
import type { HttpManagementPayload, LinkOptions } from './management-links';

type WaitOrCheckStatusOptions = LinkOptions & {
  /** 10 s by default; no request is held longer than a minute. */
  timeoutInMilliseconds?: number | undefined;
  /** Nothing is polled; it may not be longer than the timeout. 1 s by default. */
  retryIntervalInMilliseconds?: number | undefined;
};

export interface DurableHttpClient {
  /** The links to manage an instance by. They are valid whether it exists or not. */
  createHttpManagementPayload(instanceId: string, options?: LinkOptions): HttpManagementPayload;

  /** The answer to a start: 202 with the instance's management links, for the caller to follow. */
  createCheckStatusResponse(request: Request | undefined, instanceId: string, options?: LinkOptions): Response;

  /**
   * The answer to a start that waits for the end: 200 with the output; 200 with the status of an instance that was
   * terminated or canceled; 500 with that of one that failed; after the timeout what `createCheckStatusResponse` gives. It
   * stops waiting where the request is aborted. Rejects with `instance-not-found`, and with `invalid-request` where the
   * retry interval is longer than the timeout.
   */
  waitForCompletionOrCreateCheckStatusResponse(
    request: Request | undefined,
    instanceId: string,
    options?: WaitOrCheckStatusOptions,
  ): Promise<Response>;
}
