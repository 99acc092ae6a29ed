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

export type LabelSide = 'inside' | 'right' | 'left';

/** Where a bar's label fits: behind the bar, else before it, else within. */
export function placeLabel(text: string, { left, width }: Span, laneWidth: number): LabelSide {
  const needed = text.length * CHARACTER_PX + LABEL_GAP * 2;
  if (width >= needed) return 'inside';
  if (left + width + needed <= laneWidth) return 'right';
  return left >= needed ? 'left' : 'inside';
}
