'use client';

import type { MouseEvent } from 'react';

type Props = {
  label: string;
  checked: boolean;
  /** Some of what it stands for is selected, but not all. */
  mixed?: boolean;
  onToggle: (isRange: boolean) => void;
};

/** A checkbox in the margin of a row, large enough for a finger. With Shift it selects a range. */
export function SelectBox({ label, checked, mixed = false, onToggle }: Props) {
  const toggle = (event: MouseEvent<HTMLInputElement>) => onToggle(event.shiftKey);
  return (
    <label className="absolute inset-y-0 left-0 z-1 flex w-9 phone:w-11 cursor-pointer items-center justify-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        ref={(box) => {
          if (box !== null) box.indeterminate = mixed;
        }}
        onClick={toggle}
        onChange={() => undefined}
        className="size-3.5 accent-accent phone:size-5"
      />
    </label>
  );
}
