import { cva, type VariantProps } from 'class-variance-authority';

/** How buttons, and links that act like buttons, look. On phones each is tall enough for a thumb. */
export const buttonStyle = cva(
  [
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium text-xs',
    'transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    '[&_svg]:size-3.5 [&_svg]:shrink-0',
  ],
  {
    variants: {
      intent: {
        primary: 'bg-accent text-accent-ink shadow-control hover:not-aria-disabled:bg-accent-hover',
        danger: 'bg-danger text-accent-ink shadow-control hover:not-aria-disabled:bg-danger-hover',
        neutral:
          'border border-line-strong bg-raised text-ink shadow-control hover:not-aria-disabled:bg-hover data-[state=open]:bg-hover',
        quiet:
          'text-muted hover:not-aria-disabled:bg-hover hover:not-aria-disabled:text-ink data-[state=open]:bg-hover',
      },
      size: {
        small: 'h-7 px-2.5 phone:h-11 phone:px-3.5 phone:text-sm',
        large: 'h-8 px-3.5 text-sm phone:h-11',
        icon: 'size-7 phone:size-11',
      },
    },
    defaultVariants: { intent: 'neutral', size: 'small' },
  },
);

export type ButtonStyle = VariantProps<typeof buttonStyle>;
