const LENGTH = 12;

/** The settings that name the deployed code after the hash of its sources, unless it has a name already. */
export function deploymentSettings(hash) {
  return { PERDURE_DEPLOYMENT: process.env['PERDURE_DEPLOYMENT'] ?? hash.slice(0, LENGTH) };
}
