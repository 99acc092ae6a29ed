/** The settings of what a process takes in at most, each within what the engine and the database can bear. */
import { z } from 'zod';
import { DEFAULT_LIMITS, type Limits } from '@/contract/limits';

const MIB = 1024 * 1024;

function upTo(most: number, byDefault: number, least = 1) {
  return z.coerce.number().int().min(least).max(most).default(byDefault);
}

const D = DEFAULT_LIMITS;

/** By the names that the environment has for them. */
export const LIMIT_SETTINGS = {
  PERDURE_MAX_BODY_BYTES: upTo(16 * MIB, D.bodyBytes, 1024),
  PERDURE_BODY_TIMEOUT_MS: upTo(3_600_000, D.bodyTimeoutMs, 100),
  PERDURE_MAX_JSON_DEPTH: upTo(500, D.jsonDepth),
  PERDURE_MAX_JSON_KEYS: upTo(10_000_000, D.jsonKeys),
  PERDURE_MAX_JSON_NODES: upTo(10_000_000, D.jsonNodes),
  PERDURE_MAX_PAYLOAD_LENGTH: upTo(16 * MIB, D.payloadLength, 1024),
  PERDURE_MAX_CUSTOM_STATUS_LENGTH: upTo(MIB, D.customStatusLength, 16),
  PERDURE_MAX_INSTANCE_ID_LENGTH: upTo(256, D.instanceIdLength, 32),
  PERDURE_MAX_NAME_LENGTH: upTo(256, D.nameLength, 16),
  PERDURE_MAX_REASON_LENGTH: upTo(65_536, D.reasonLength, 16),
  PERDURE_MAX_TAGS: upTo(1_000, D.tags, 0),
  PERDURE_MAX_TAG_BYTES: upTo(65_536, D.tagBytes),
  PERDURE_MAX_PAGE_SIZE: upTo(10_000, D.pageSize),
  PERDURE_MAX_QUEUED_EVENTS: upTo(1_000_000, D.queuedEvents),
  PERDURE_MAX_HISTORY_EVENTS: upTo(10_000_000, D.historyEvents, 100),
  PERDURE_MAX_CHANGE_STREAMS: upTo(100_000, D.changeStreams),
  PERDURE_IDEMPOTENCY_KEY_HOURS: upTo(8_760, D.idempotencyHours),
  /** Refuses values that JSON turns into something else. */
  PERDURE_STRICT_JSON: z.enum(['0', '1']).default('0'),
};

type LimitSettings = { [Name in keyof typeof LIMIT_SETTINGS]: z.infer<(typeof LIMIT_SETTINGS)[Name]> };

/** The limits that the settings say. */
export function limitsOf(env: LimitSettings): Limits {
  return {
    bodyBytes: env.PERDURE_MAX_BODY_BYTES,
    bodyTimeoutMs: env.PERDURE_BODY_TIMEOUT_MS,
    jsonDepth: env.PERDURE_MAX_JSON_DEPTH,
    jsonKeys: env.PERDURE_MAX_JSON_KEYS,
    jsonNodes: env.PERDURE_MAX_JSON_NODES,
    payloadLength: env.PERDURE_MAX_PAYLOAD_LENGTH,
    customStatusLength: env.PERDURE_MAX_CUSTOM_STATUS_LENGTH,
    instanceIdLength: env.PERDURE_MAX_INSTANCE_ID_LENGTH,
    nameLength: env.PERDURE_MAX_NAME_LENGTH,
    reasonLength: env.PERDURE_MAX_REASON_LENGTH,
    tags: env.PERDURE_MAX_TAGS,
    tagBytes: env.PERDURE_MAX_TAG_BYTES,
    pageSize: env.PERDURE_MAX_PAGE_SIZE,
    queuedEvents: env.PERDURE_MAX_QUEUED_EVENTS,
    historyEvents: env.PERDURE_MAX_HISTORY_EVENTS,
    changeStreams: env.PERDURE_MAX_CHANGE_STREAMS,
    idempotencyHours: env.PERDURE_IDEMPOTENCY_KEY_HOURS,
    strictJson: env.PERDURE_STRICT_JSON === '1',
  };
}
