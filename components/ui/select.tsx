import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { inputStyle } from './input-style';

/** The platform's own select, in this house's dress: phones and keyboards know it best. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select {...rest} className={clsx(inputStyle, 'appearance-none pr-8', className)}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5 size-3.5 text-faint"
      />
    </span>
  );
}
