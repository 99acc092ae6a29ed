/**
 * The versions of one orchestrator that are deployed, and which of them runs an instance.
 *
 * N1. An instance keeps the version it started with, whatever code runs it.
 * N2. Code of exactly that version runs it where there is any; else the strategy decides.
 */
import type { AnyOrchestrator } from './orchestrator';
import { compareVersions, type Version } from './version';

export type VersionSettings = {
  /** What new instances get where nobody says a version, and what code without a version of its own counts as. */
  defaultVersion: Version;
  /**
   * Which code may run an instance where none has exactly its version. `none`: any, the newest is taken. `currentOrOlder`:
   * newer code, the nearest is taken. `strict`: none.
   */
  matchStrategy: 'none' | 'strict' | 'currentOrOlder';
  /** What becomes of an instance that nothing here may run: it waits for a node that may (`reject`), or fails. */
  failureStrategy: 'reject' | 'fail';
};

export const DEFAULT_VERSION_SETTINGS: VersionSettings = {
  defaultVersion: null,
  matchStrategy: 'currentOrOlder',
  failureStrategy: 'reject',
};

/** Of these versions the one whose code runs instances of the wanted one; undefined where none may. */
export function chooseVersion(
  available: readonly Version[],
  wanted: Version,
  strategy: VersionSettings['matchStrategy'],
): Version | undefined {
  const sorted = [...available].sort(compareVersions);
  const exact = sorted.find((version) => compareVersions(version, wanted) === 0);
  if (exact !== undefined) return exact;
  switch (strategy) {
    case 'none':
      return sorted.at(-1);
    case 'strict':
      return undefined;
    case 'currentOrOlder':
      return sorted.find((version) => compareVersions(version, wanted) > 0);
  }
}

export class OrchestratorVersions {
  /** By the version that the code counts as, oldest first. */
  readonly #definitions: { version: Version; definition: AnyOrchestrator }[] = [];

  constructor(private readonly settings: VersionSettings) {}

  /** Throws where there is one of the same version. */
  add(definition: AnyOrchestrator): void {
    const version = definition.version ?? this.settings.defaultVersion;
    if (this.#definitions.some((other) => compareVersions(other.version, version) === 0)) {
      const and = version === null ? '' : ` and version '${version}'`;
      throw new Error(`There are two functions of kind orchestrator with the name '${definition.name}'${and}.`);
    }
    this.#definitions.push({ version, definition });
    this.#definitions.sort((a, b) => compareVersions(a.version, b.version));
  }

  get all(): readonly AnyOrchestrator[] {
    return this.#definitions.map(({ definition }) => definition);
  }

  get versions(): Version[] {
    return this.#definitions.map(({ version }) => version);
  }

  get newest(): AnyOrchestrator | undefined {
    return this.#definitions.at(-1)?.definition;
  }

  /** The version of new instances: the default where something here runs it, else the newest. */
  get default(): Version {
    const { defaultVersion } = this.settings;
    if (defaultVersion !== null && this.find(defaultVersion) !== undefined) return defaultVersion;
    return this.#definitions.at(-1)?.version ?? null;
  }

  /** The code that runs instances of this version; undefined where none here may. */
  find(wanted: Version): AnyOrchestrator | undefined {
    const chosen = chooseVersion(this.versions, wanted, this.settings.matchStrategy);
    return this.#definitions.find(({ version }) => version === chosen)?.definition;
  }
}
