/** An entity as people read it: `counter/steps` for the id `@counter@steps`. Other ids stay what they are. */
export function entityName(instanceId: string): string {
  const at = instanceId.indexOf('@', 1);
  return instanceId.startsWith('@') && at !== -1
    ? `${instanceId.slice(1, at)}/${instanceId.slice(at + 1)}`
    : instanceId;
}
