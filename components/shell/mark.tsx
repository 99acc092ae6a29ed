/** Perdure's mark: a stem and a bowl drawn in one line that comes round again. */
export function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 24 24" fill="none" className="size-6 shrink-0">
      <rect width="24" height="24" rx="6.5" className="fill-accent" />
      <path
        d="M8.25 18.5v-13h4.4a4.15 4.15 0 0 1 0 8.3h-1.4"
        className="stroke-accent-ink"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
