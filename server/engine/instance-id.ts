const LENGTH_MAX = 256;
const ID = /^[^/\\#?\p{Cc}\p{Cs}]+$/u;

/** Throws a `TypeError` for an id that no orchestration can have. */
export function assertInstanceId(instanceId: string): void {
  const isText = typeof instanceId === 'string' && instanceId.length <= LENGTH_MAX && ID.test(instanceId);
  if (!isText || instanceId === '.' || instanceId === '..') {
    throw new TypeError(
      `An instance id has 1 to ${LENGTH_MAX} characters, none of them / \\ # ? or a control character, and is not . or ..`,
    );
  }
  if (instanceId.startsWith('@')) {
    throw new TypeError('An instance id does not start with @: such ids are entities.');
  }
}
