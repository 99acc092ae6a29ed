/** The user's functions, found by name without regard to case; orchestrators by version too. */
import type { FunctionList } from '@/contract/commands';
import type { FailureDetails } from '@/contract/failure-details';
import type { AnyActivity } from './engine/activity';
import type { AnyEntity } from './engine/entity';
import type { AnyOrchestrator } from './engine/orchestrator';
import {
  chooseVersion,
  DEFAULT_VERSION_SETTINGS,
  OrchestratorVersions,
  type VersionSettings,
} from './engine/orchestrator-versions';
import type { Version } from './engine/version';
import { versionMismatch } from './engine/version-mismatch';

/** An orchestrator that an instance needs and a node does not have. `version` is undefined where any would do. */
export type MissingCode = {
  name: string;
  version: Version | undefined;
  /** As a sentence. */
  problem: string;
  /** Given where the instance is to fail for it, instead of waiting. */
  failure: FailureDetails | null;
};

export type Resolution =
  | { definition: AnyOrchestrator; version: Version; missing: null }
  | { definition: null; version?: never; missing: MissingCode };

export class Registry {
  readonly #orchestrators = new Map<string, OrchestratorVersions>();
  readonly #activities = new Map<string, AnyActivity>();
  readonly #entities = new Map<string, AnyEntity>();

  /** True where functions may be deployed that are not known here, as they are to a client that is no node. */
  isOpen = false;

  /** Throws where two functions of one kind have the same name and version. */
  constructor(
    orchestrators: Iterable<AnyOrchestrator>,
    activities: Iterable<AnyActivity>,
    private readonly settings: VersionSettings = DEFAULT_VERSION_SETTINGS,
    entities: Iterable<AnyEntity> = [],
  ) {
    for (const orchestrator of orchestrators) this.#versionsOf(orchestrator.name).add(orchestrator);
    for (const activity of activities) add(this.#activities, activity);
    for (const entity of entities) add(this.#entities, entity);
  }

  /** The newest version of an orchestrator. */
  orchestrator(name: string): AnyOrchestrator | undefined {
    return this.#orchestrators.get(name.toLowerCase())?.newest;
  }

  /** The code that runs an instance, and the version that the instance has: the default one where `version` is undefined. */
  resolve(name: string, version: Version | undefined): Resolution {
    const versions = this.#orchestrators.get(name.toLowerCase());
    if (versions === undefined) {
      const problem = `No orchestrator named '${name}' is deployed here.`;
      return { definition: null, missing: { name, version, problem, failure: null } };
    }
    const wanted = version === undefined ? versions.default : version;
    const definition = versions.find(wanted);
    if (definition !== undefined) return { definition, version: wanted, missing: null };
    return { definition: null, missing: this.#missing(name, wanted, versions) };
  }

  activity(name: string): AnyActivity | undefined {
    return this.#activities.get(name.toLowerCase());
  }

  entity(name: string): AnyEntity | undefined {
    return this.#entities.get(name.toLowerCase());
  }

  /** Every orchestrator as `name@version`; nothing stands after the `@` of one without a version. */
  get orchestratorKeys(): string[] {
    return [...this.#orchestrators].flatMap(([name, { versions }]) =>
      versions.map((version) => `${name}@${version ?? ''}`),
    );
  }

  /** True where a node with these orchestrators, named by their keys, runs what is missing here. */
  isRunBy(orchestratorKeys: readonly string[], { name, version }: MissingCode): boolean {
    const prefix = `${name.toLowerCase()}@`;
    const versions = orchestratorKeys
      .filter((key) => key.lastIndexOf('@') === prefix.length - 1 && key.startsWith(prefix))
      .map((key) => key.slice(prefix.length) || null);
    if (versions.length === 0 || version === undefined) return versions.length > 0;
    return chooseVersion(versions, version, this.settings.matchStrategy) !== undefined;
  }

  get activityNames(): string[] {
    return [...this.#activities.keys()];
  }

  get entityNames(): string[] {
    return [...this.#entities.keys()];
  }

  list(): FunctionList {
    const orchestrators = [...this.#orchestrators.values()].flatMap(({ all }) => all);
    return {
      orchestrators: orchestrators.map(({ name, version }) => ({ name, version })),
      activities: [...this.#activities.values()].map(({ name }) => ({ name })),
      entities: [...this.#entities.values()].map(({ name }) => ({ name })),
    };
  }

  #versionsOf(name: string): OrchestratorVersions {
    const key = name.toLowerCase();
    const versions = this.#orchestrators.get(key) ?? new OrchestratorVersions(this.settings);
    this.#orchestrators.set(key, versions);
    return versions;
  }

  #missing(name: string, version: Version, versions: OrchestratorVersions): MissingCode {
    const deployed = versions.all.map((definition) => definition.version ?? 'one without a version').join(', ');
    const wanted = version === null ? 'without a version' : `of version '${version}'`;
    const problem = `Nothing deployed here runs instances of orchestrator '${name}' ${wanted}. There is: ${deployed}.`;
    const fails = this.settings.failureStrategy === 'fail';
    return { name, version, problem, failure: fails ? versionMismatch(problem) : null };
  }
}

function add<T extends { kind: string; name: string }>(definitions: Map<string, T>, definition: T): void {
  const key = definition.name.toLowerCase();
  if (definitions.has(key))
    throw new Error(`There are two functions of kind ${definition.kind} with the name '${definition.name}'.`);
  definitions.set(key, definition);
}
