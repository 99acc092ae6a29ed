/** A hairline at the top of its parent that moves while something is being fetched again. */
export function ProgressLine({ active }: { active: boolean }) {
  if (!active) return null;
  return (
    <div aria-hidden className="absolute inset-x-0 top-0 z-20 h-0.5 animate-late overflow-hidden">
      <div className="h-full w-1/4 animate-progress bg-accent-text" />
    </div>
  );
}
