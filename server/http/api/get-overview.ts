import { type Overview, overviewQuerySchema, overviewSchema } from '@/contract/overview';
import { json } from '../answers';
import { apiHandler } from './api-route';

const FINDINGS = 20;
const ORCHESTRATORS_MAX = 50;

export const getOverview = apiHandler({
  tag: 'Operations',
  summary: 'How the hub does',
  description: 'What needs somebody, what happened lately, what waits, and who works on it.',
  query: overviewQuerySchema,
  answers: { 200: { description: 'The overview.', schema: overviewSchema } },
  handle: async ({ query: { window } }, { client, operations }) => {
    const names = new Set(client.listFunctions().orchestrators.map(({ name }) => name));
    const [hub, recent, findings] = await Promise.all([
      operations.hubFigures(),
      operations.recentFigures(window, [...names].slice(0, ORCHESTRATORS_MAX)),
      operations.listFindings(FINDINGS),
    ]);
    const { failed, failedBefore, humanTasks, suspended, throughput, orchestrators, sample } = recent;
    const workItemsHeldBack = hub.partitions.reduce((sum, partition) => sum + partition.workItemsHeldBack, 0);
    const attention = {
      failed,
      failedBefore,
      humanTasks,
      suspended,
      heldBack: hub.heldBack,
      workItemsHeldBack,
      findings,
    };
    const { instances, partitions, nodes } = hub;
    const overview: Overview = { attention, instances, throughput, orchestrators, sample, partitions, nodes };
    return json(overview);
  },
});
