import type { LucideIcon } from 'lucide-react';
import { Button } from '../ui/button';
import { Hint } from '../ui/hint';

type Props = { icon: LucideIcon; label: string; refusal: string | null; onPress: () => void };

/** A button for an action; where the action makes no sense it stays, and says why. */
export function ActionButton({ icon: Icon, label, refusal, onPress }: Props) {
  const button = (
    <Button disabled={refusal !== null} aria-description={refusal ?? undefined} onClick={onPress}>
      <Icon aria-hidden className="text-muted" />
      {label}
    </Button>
  );
  return refusal === null ? button : <Hint content={refusal}>{button}</Hint>;
}
