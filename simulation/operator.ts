/** Lets go on what was held back, because its process ended too often or because a late word suspended it. */
import type { HubClient } from '../server/client/durable-client';
import type { Users } from './users';
import type { World } from './world';

const LOOK_MS = 2_000;
const PATIENCE_MS = 20_000;

export class Operator {
  readonly #beganAt: number;

  constructor(
    private readonly world: World,
    private readonly users: Users,
  ) {
    this.#beganAt = world.scheduler.now;
  }

  /** Looks again and again. */
  begin(): void {
    const { scheduler, outside } = this.world;
    scheduler.at(scheduler.now + LOOK_MS, outside, () => {
      for (const instanceId of this.#heldBack()) this.#tell((client) => client.release(instanceId));
      if (scheduler.now > this.#beganAt + PATIENCE_MS) this.#endUncertain();
      for (const instanceId of this.#suspended()) this.#tell((client) => client.resume(instanceId, 'it is late'));
      this.begin();
    });
  }

  #heldBack(): Set<string> {
    const ids = this.world.database.partitions.flatMap(({ workItems, suspects }) => [
      ...workItems.all().flatMap(({ instanceId, isQuarantined }) => (isQuarantined ? [instanceId] : [])),
      ...[...suspects].flatMap(([instanceId, { crashes }]) => (crashes >= 2 ? [instanceId] : [])),
    ]);
    return new Set(ids);
  }

  /** Some may have been started once more than anybody knows, and wait for what does not come again. */
  #endUncertain(): void {
    for (const { instanceId, isCertain } of this.users.expected)
      if (!isCertain) this.#tell((client) => client.terminate(instanceId, 'nobody knows'));
  }

  #suspended(): string[] {
    return this.world.database.partitions.flatMap(({ instances }) =>
      [...instances.values()].flatMap(({ instanceId, status }) => (status === 'Suspended' ? [instanceId] : [])),
    );
  }

  #tell(method: (client: HubClient) => Promise<unknown>): void {
    const { running, random, scheduler } = this.world;
    if (running.length === 0) return;
    const { owner, client } = random.pick(running);
    scheduler.at(scheduler.now, owner, () => {
      method(client).catch(() => {});
    });
  }
}
