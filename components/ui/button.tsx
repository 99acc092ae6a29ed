import { clsx } from 'clsx';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, MouseEvent } from 'react';
import { type ButtonStyle, buttonStyle } from './button-style';

type Props = ComponentProps<'button'> &
  ButtonStyle & {
    /** Busy with what it was pressed for: shows so, and takes no second press. */
    busy?: boolean | undefined;
  };

/** A button. Disabled, it stays focusable, so that the keyboard finds it and can learn why. */
export function Button({ intent, size, busy = false, disabled = false, className, onClick, children, ...rest }: Props) {
  const inert = disabled || busy;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (inert) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={inert || undefined}
      aria-busy={busy || undefined}
      onClick={press}
      className={clsx(buttonStyle({ intent, size }), className)}
    >
      {busy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}
