import { azureJson } from './azure-answers';

const RETRY_AFTER_S = 10;

/** The address that the management API is served at. */
export const AZURE_BASE = '/runtime/webhooks/durabletask';

/** The links by which an instance is watched and managed; `{eventName}` and `{text}` are for the caller to fill in. */
export function managementLinks(instanceId: string, publicAddress: string) {
  const instance = `${publicAddress}${AZURE_BASE}/instances/${encodeURIComponent(instanceId)}`;
  return {
    id: instanceId,
    statusQueryGetUri: instance,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}`,
    terminatePostUri: `${instance}/terminate?reason={text}`,
    rewindPostUri: `${instance}/rewind?reason={text}`,
    purgeHistoryDeleteUri: instance,
    restartPostUri: `${instance}/restart`,
    suspendPostUri: `${instance}/suspend?reason={text}`,
    resumePostUri: `${instance}/resume?reason={text}`,
  };
}

/** The answer to a start: 202 with the instance's management links. */
export function checkStatusResponse(instanceId: string, publicAddress: string): Response {
  const links = managementLinks(instanceId, publicAddress);
  const headers = { location: links.statusQueryGetUri, 'retry-after': String(RETRY_AFTER_S) };
  return azureJson(links, { status: 202, headers });
}
