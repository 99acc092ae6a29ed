/** The process's settings, from its environment: parsed once, here, with a clear sentence for what is wrong. */
import { z } from 'zod';
import { DEFAULT_VERSION_SETTINGS } from './engine/orchestrator-versions';
import { isVersion } from './engine/version';
import { LIMIT_SETTINGS } from './limit-settings';

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1');

const TARGET = /^[^\s/]+(\/\d{1,3})?$/;

const concurrency = z.coerce.number().int().min(1).max(100_000).default(1_000);

const envSchema = z.object({
  ...LIMIT_SETTINGS,
  /** A PostgreSQL database; without it an embedded server is started. */
  DATABASE_URL: z.string().optional(),
  /** Where the embedded server keeps its data. */
  PERDURE_DIR: z.string().default('.perdure'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(7071),
  /** The address that links name, where it is not this machine's loopback. */
  PERDURE_PUBLIC_ADDRESS: z
    .url()
    .transform((address) => address.replace(/\/+$/, ''))
    .optional(),
  /** What Azure's management API asks for, as `code` or in `x-functions-key`; by default it asks for nothing. */
  PERDURE_MANAGEMENT_KEY: z.string().min(1).optional(),
  /** Tells deployments of the code apart in history. */
  PERDURE_DEPLOYMENT: z.string().default('local'),
  PERDURE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Partitions of a task hub that does not exist yet. */
  PERDURE_PARTITIONS: z.coerce.number().int().min(1).max(256).default(4),
  PERDURE_LEASE_MS: z.coerce.number().int().min(500).default(10_000),
  /** How many functions of each kind a node runs at once. */
  PERDURE_MAX_CONCURRENT_ACTIVITIES: concurrency,
  PERDURE_MAX_CONCURRENT_ORCHESTRATORS: concurrency,
  PERDURE_MAX_CONCURRENT_ENTITIES: concurrency,
  PERDURE_ALLOW_ASYNC_COMMIT: flag,
  /** A process that stops says that it is not ready, and goes on serving for so long, until a balancer has heard of it. */
  PERDURE_STOP_DELAY_MS: z.coerce.number().int().min(0).max(60_000).default(0),
  /** How often one node looks for what should be impossible, and applies retention rules; 0: never. */
  PERDURE_REPAIR_INTERVAL_MS: z.coerce.number().int().min(0).default(60_000),
  PERDURE_RETENTION_INTERVAL_MS: z.coerce.number().int().min(0).default(60_000),
  /** Activities get so long to end when their node stops. */
  PERDURE_DRAIN_MS: z.coerce.number().int().min(0).default(10_000),
  /** Where a worker serves health and metrics; nowhere by default. */
  PERDURE_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  PERDURE_WORKER_HOST: z.string().min(1).default('127.0.0.1'),
  /** Whoever asks for metrics must bring it as a bearer token. */
  PERDURE_METRICS_TOKEN: z.string().min(16).optional(),
  /** Targets of durable HTTP calls that are open though not on the public internet: hosts, addresses, CIDR ranges. */
  PERDURE_HTTP_ALLOW: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((entry) => entry.trim() || []))
    .refine((list) => list.every((entry) => TARGET.test(entry)), 'It is a list of hosts, addresses and CIDR ranges'),
  /** What becomes of an instance whose code does not match its history. */
  PERDURE_ON_NON_DETERMINISM: z.enum(['hold', 'fail']).default('hold'),
  /** A turn that takes longer is interrupted. */
  PERDURE_TURN_BUDGET_MS: z.coerce.number().int().min(10).default(2_000),
  /** A turn that keeps the process from going on for so long ends it; 0: never. */
  PERDURE_WATCHDOG_MS: z.coerce.number().int().min(0).default(20_000),
  /** The version of new instances; by default the newest of their orchestrator. */
  PERDURE_DEFAULT_VERSION: z.string().refine(isVersion, 'A version has no @ and no control characters.').optional(),
  PERDURE_VERSION_MATCH: z.enum(['none', 'strict', 'currentOrOlder']).default(DEFAULT_VERSION_SETTINGS.matchStrategy),
  PERDURE_VERSION_FAILURE: z.enum(['reject', 'fail']).default(DEFAULT_VERSION_SETTINGS.failureStrategy),
});

export type Env = z.infer<typeof envSchema>;

/** Throws an `Error` whose message names each setting that is wrong. */
export function readEnv(environment: Record<string, string | undefined>): Env {
  const parsed = envSchema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The environment has settings that cannot be used. ${problems.join('; ')}.`);
}
