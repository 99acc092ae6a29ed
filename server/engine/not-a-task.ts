/** The error of an orchestrator that yields what is no task, in the words of Durable Functions, by which people find it. */
export function notATask(yielded: unknown): TypeError {
  const calls =
    'your yield statements to make sure you only yield Task types resulting from calling Durable Functions APIs.';
  const why =
    yielded === undefined
      ? `This is likely a result of yielding a "fire-and-forget API" such as signalEntity or continueAsNew. These APIs should not be yielded as they are not blocking operations. Please remove the yield statement preceding those invocations. If you are not calling those APIs, please check ${calls}`
      : `Only Task types can be yielded. Please check ${calls}`;
  return new TypeError(
    `Durable Functions programming constraint violation: Orchestration yielded data of type ${typeof yielded}. ${why}`,
  );
}
