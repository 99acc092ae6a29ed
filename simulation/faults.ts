/** What goes wrong, by a seed's luck. */
import type { World } from './world';

const NODES_MAX = 3;

/** Lets things go wrong for `ms`. */
export function causeTrouble(world: World, ms: number): void {
  const { random, scheduler, outside } = world;
  const often = random.pick([1, 3, 8]);
  const next = () => {
    const wait = random.between(20, 4_000 / often);
    if (scheduler.now + wait > ms) return;
    scheduler.at(scheduler.now + wait, outside, () => {
      random.pick(TROUBLES)(world);
      next();
    });
  };
  changeWeather(world);
  next();
}

const TROUBLES: ((world: World) => void)[] = [
  kill,
  kill,
  freeze,
  freeze,
  stop,
  start,
  changeWeather,
  changeWeather,
  stepClock,
];

function kill(world: World): void {
  const { random, scheduler, outside, running } = world;
  if (running.length === 0) return;
  world.end(random.pick(running).owner, 'it is killed');
  scheduler.at(scheduler.now + random.between(1, 1_500), outside, () => start(world));
}

/** For less or for more than its lease. */
function freeze(world: World): void {
  const { random, scheduler, outside, running, options } = world;
  if (running.length === 0) return;
  const { owner } = random.pick(running);
  world.say(() => `${owner.name} is frozen`);
  scheduler.freeze(owner);
  scheduler.at(scheduler.now + options.leaseMs * random.between(0.1, 2), outside, () => {
    world.say(() => `${owner.name} thaws`);
    scheduler.thaw(owner);
  });
}

function stop(world: World): void {
  const { random, running } = world;
  if (running.length > 1) world.stop(random.pick(running));
}

function start(world: World): void {
  if (world.nodes.length < NODES_MAX) world.startNode();
}

function changeWeather({ random, network }: World): void {
  const failing = random.pick([0, 0.01, 0.05, 0.2]);
  network.weather = { failing, slow: random.pick([0, 0.02, 0.1]), wakesLost: random.pick([0, 0.3, 1]) };
}

/** The database's clock is put right. */
function stepClock(world: World): void {
  const ms = world.random.between(-6_000, 6_000);
  world.say(() => `outside the clock is put ${ms.toFixed(0)} ms forward`);
  world.clockStep += ms;
  world.clockPutBack += Math.max(0, -ms);
}
