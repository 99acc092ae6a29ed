import { positionOf, type Scale } from './scale.model';

const WIDTH_MIN = 2;
const CHARACTER_PX = 6.2;
const LABEL_GAP = 6;

/** A piece of a lane, in pixels. */
export type Span = { left: number; width: number };

/** Where a stretch of time lies on the lane. Never narrower than two pixels, never beyond the lane's end. */
export function placeSpan(scale: Scale, from: number, to: number, laneWidth: number): Span {
  const start = positionOf(scale, from) * laneWidth;
  const end = positionOf(scale, Math.max(from, to)) * laneWidth;
  const width = Math.max(WIDTH_MIN, end - start);
  return { left: Math.min(start, laneWidth - width), width };
}

/** The room a label takes, with the gaps around it, in pixels. */
export function labelWidth(text: string): number {
  return text.length * CHARACTER_PX + LABEL_GAP * 2;
}

/** Where a label begins: within the part of the bar that can hold it, else behind the bar, where the lane leaves room. */
export function placeLabel(text: string, bar: Span, within: Span | null): { left: number; isInside: boolean } {
  if (within !== null && within.width >= labelWidth(text)) return { left: within.left + LABEL_GAP, isInside: true };
  return { left: bar.left + bar.width + LABEL_GAP, isInside: false };
}
