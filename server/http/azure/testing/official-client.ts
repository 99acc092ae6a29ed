/** Azure's own client for Node, as a program outside of a Functions host can have it. */
import * as df from 'durable-functions';

type InvocationContext = Parameters<typeof df.getClient>[0];

/** What a Functions host would hand to the client: addresses, with placeholders for what each call fills in. */
export function clientData(origin: string, key: string) {
  const base = `${origin}/runtime/webhooks/durabletask`;
  const code = `code=${encodeURIComponent(key)}`;
  const query = `taskHub=perdure&connection=DATABASE_URL&${code}`;
  const instance = `${base}/instances/INSTANCEID`;
  return {
    taskHubName: 'perdure',
    creationUrls: {
      createNewInstancePostUri: `${base}/orchestrators/{functionName}[/{instanceId}]?${code}`,
      createAndWaitOnNewInstancePostUri: `${base}/orchestrators/{functionName}[/{instanceId}]?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&${code}`,
    },
    managementUrls: {
      id: 'INSTANCEID',
      statusQueryGetUri: `${instance}?${query}`,
      sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
      terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
      rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
      purgeHistoryDeleteUri: `${instance}?${query}`,
      restartPostUri: `${instance}/restart?${query}`,
      suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
      resumePostUri: `${instance}/resume?reason={text}&${query}`,
    },
    baseUrl: base,
    requiredQueryStringParameters: code,
  };
}

/** The client. `rpcBaseUrl` is the base of the other addresses that it knows, which hold no key. */
export function officialClient(data: ReturnType<typeof clientData> & { rpcBaseUrl?: string }): df.DurableClient {
  // Elsewhere than in Azure the client takes the addresses for those of a local host.
  process.env['WEBSITE_HOSTNAME'] = 'perdure.example';
  const input = df.input.durableClient();
  const context = { options: { extraInputs: [input] }, extraInputs: new Map([[input, data]]) };
  return df.getClient(context as unknown as InvocationContext);
}
