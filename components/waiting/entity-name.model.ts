/** The name and the key of an entity with the id `@name@key`. The key may hold more of these signs. */
export function addressOf(entityId: string): { name: string; key: string } {
  const second = entityId.indexOf('@', 1);
  return { name: entityId.slice(1, second), key: entityId.slice(second + 1) };
}

/** An entity as people read it: `counter/steps` for the id `@counter@steps`. Other ids stay what they are. */
export function entityName(instanceId: string): string {
  if (!instanceId.startsWith('@') || !instanceId.includes('@', 1)) return instanceId;
  const { name, key } = addressOf(instanceId);
  return `${name}/${key}`;
}
