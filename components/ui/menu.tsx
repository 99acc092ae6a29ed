'use client';

import { clsx } from 'clsx';
import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

const itemStyle =
  'flex h-7 select-none items-center gap-2 rounded-sm px-2 text-sm outline-none data-[highlighted]:bg-hover phone:h-11';

type MenuProps = { trigger: ReactNode; align?: 'start' | 'end'; children: ReactNode };

/** A menu that opens from its trigger. */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="scrollbar-thin z-50 max-h-[60dvh] min-w-44 animate-rise overflow-y-auto rounded-lg bg-raised p-1 shadow-raised"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type ItemProps = {
  icon: LucideIcon;
  label: string;
  /** Why it cannot be chosen; null where it can. */
  refusal?: string | null;
  onSelect: () => void;
};

/** Something to do. What cannot be done stays, and says why. */
export function MenuItem({ icon: Icon, label, refusal = null, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item
      // Not disabled outright: what the keyboard skips, it cannot learn the reason of.
      aria-disabled={refusal !== null || undefined}
      onSelect={(event) => (refusal === null ? onSelect() : event.preventDefault())}
      className={clsx(itemStyle, 'h-auto! min-h-7 py-1', refusal !== null && 'cursor-not-allowed')}
    >
      <Icon aria-hidden className={clsx('size-3.5 shrink-0 text-muted', refusal !== null && 'opacity-50')} />
      <span className={clsx(refusal !== null && 'text-faint')}>{label}</span>
      {refusal !== null && <span className="ml-auto pl-4 text-faint text-xs">{refusal}</span>}
    </DropdownMenu.Item>
  );
}

type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; text: ReactNode; icon?: ReactNode }[];
};

/** A labelled part of a menu in which exactly one option holds. */
export function MenuChoice<T extends string>({ label, value, onChange, options }: ChoiceProps<T>) {
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={choose} className="py-0.5">
      <DropdownMenu.Label className="caps px-2 py-1">{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={itemStyle}>
          <span className="grid size-4 place-items-center text-muted [&_svg]:size-3.5">{option.icon}</span>
          <span className="flex-1 truncate">{option.text}</span>
          <DropdownMenu.ItemIndicator>
            <Check aria-hidden className="size-3.5 text-accent-text" />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
