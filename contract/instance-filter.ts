import { z } from 'zod';
import { instanceIdSchema } from './instance-id';
import { momentSchema } from './moment';
import { plainTextSchema } from './plain-text';
import { RUNTIME_STATUSES } from './runtime-status';
import { shownAs } from './shown-as';

const VALUES_MAX = 50;

const shortText = plainTextSchema.min(1).max(256);

/** One value or several. */
function several<Value extends z.ZodType>(value: Value) {
  return z.union([value, z.array(value).min(1).max(VALUES_MAX)]);
}

const statusSchema = z.enum(RUNTIME_STATUSES);

/** Statuses as code lists them, or as a query string does: repeated, or with commas between them. */
const statusesSchema = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().join(',').split(','))
  .pipe(z.array(statusSchema))
  .meta(shownAs({ type: 'array', items: { type: 'string', enum: RUNTIME_STATUSES } }));

/** A tag with its value, as `name=value`. */
const tagSchema = shortText.max(2049).regex(/^[^=]+=/, 'Give a tag as name=value.');

/** Which instances are meant: filters combine with *and*, the values of one filter with *or*, tags with *and*. */
export const instanceFilterSchema = z.object({
  status: statusesSchema.optional(),
  name: several(shortText).optional().describe('Orchestrators, by name.'),
  version: several(plainTextSchema.max(256)).optional().describe('Versions; the empty text is none.'),
  tag: several(tagSchema).optional().describe('Tags that the instance has all of, each as `name=value`.'),
  prefix: shortText.optional().describe('Instances whose id starts with this.'),
  text: shortText.optional().describe('Instances whose id holds this.'),
  parent: instanceIdSchema.optional().describe('The sub-orchestrations of the instance with this id.'),
  kind: z
    .enum(['root', 'child'])
    .optional()
    .describe('`child`: those that an orchestrator has called. `root`: the others.'),
  createdFrom: momentSchema.optional().describe('Created at this time or later.'),
  createdTo: momentSchema.optional().describe('Created before this time.'),
  updatedFrom: momentSchema.optional().describe('Last changed at this time or later.'),
  updatedTo: momentSchema.optional().describe('Last changed before this time.'),
  completedFrom: momentSchema.optional().describe('Ended at this time or later.'),
  completedTo: momentSchema.optional().describe('Ended before this time.'),
});

export type InstanceFilter = z.infer<typeof instanceFilterSchema>;

/** What is wrong with the filter as a whole, as a sentence; null where nothing is. */
export function filterProblem(filter: InstanceFilter): string | null {
  for (const what of ['created', 'updated', 'completed'] as const) {
    const [from, to] = [filter[`${what}From`], filter[`${what}To`]];
    if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
      return `${what}From is later than ${what}To.`;
    }
  }
  return null;
}
