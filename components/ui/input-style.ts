/** How text is asked for, in one line or many. Sixteen pixels on phones, below which they zoom in. */
export const inputStyle =
  'w-full min-w-0 rounded-md border border-line-strong bg-panel px-2.5 py-1.5 text-sm text-ink placeholder:text-faint phone:py-2.5 phone:text-[16px] focus-visible:border-accent-text focus-visible:outline-offset-0 aria-invalid:border-failed';
