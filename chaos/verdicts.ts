/** What a run found wrong, as sentences, each said once as it is found. */
export class Verdicts {
  readonly violations = new Set<string>();
  readonly losses = new Set<string>();

  constructor(
    /** What must happen sooner or later has to happen within this time. */
    readonly patienceMs: number,
    private readonly say: (line: string) => void,
  ) {}

  violated(what: string): void {
    if (this.violations.has(what)) return;
    this.violations.add(what);
    this.say(`violation: ${what}`);
  }

  lost(what: string): void {
    if (this.losses.has(what)) return;
    this.losses.add(what);
    this.say(`lost: ${what}`);
  }
}
