/** The address that Azure's management API is served at. */
export const AZURE_BASE = '/runtime/webhooks/durabletask';

/** The links by which an instance is watched and managed; `{eventName}` and `{text}` are for the caller to fill in. */
export type HttpManagementPayload = {
  id: string;
  statusQueryGetUri: string;
  sendEventPostUri: string;
  terminatePostUri: string;
  rewindPostUri: string;
  purgeHistoryDeleteUri: string;
  restartPostUri: string;
  suspendPostUri: string;
  resumePostUri: string;
};

export type LinkOptions = {
  /** The status link answers 500 once the instance has failed. */
  returnInternalServerErrorOnFailure?: boolean | undefined;
};

export type LinkAddress = {
  /** The origin that links name, such as `http://localhost:7071`. */
  publicAddress: string;
  /** What the management API asks for, so that links hold it; null where it asks for nothing. */
  managementKey: string | null;
};

/** Azure's clients lengthen links with `&`, so each has a query; there is one hub, and this is what it is reached by. */
const HUB = 'taskHub=perdure&connection=DATABASE_URL';

/** The management links of an instance. */
export function managementLinks(
  instanceId: string,
  { publicAddress, managementKey }: LinkAddress,
  { returnInternalServerErrorOnFailure = false }: LinkOptions = {},
): HttpManagementPayload {
  const instance = `${publicAddress}${AZURE_BASE}/instances/${encodeURIComponent(instanceId)}`;
  const query = managementKey === null ? HUB : `${HUB}&code=${encodeURIComponent(managementKey)}`;
  const onFailure = returnInternalServerErrorOnFailure ? '&returnInternalServerErrorOnFailure=true' : '';
  return {
    id: instanceId,
    statusQueryGetUri: `${instance}?${query}${onFailure}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
    resumePostUri: `${instance}/resume?reason={text}&${query}`,
  };
}
