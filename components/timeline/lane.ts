import type { Scale } from './scale.model';

/** What a bar must know to find its place: the scale, the present in epoch milliseconds, the lane's width in pixels. */
export type Lane = { scale: Scale; now: number; laneWidth: number };
