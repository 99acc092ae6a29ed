import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { api } from '@/components/urls';
import type { StartRequest } from '@/contract/commands';
import { type HistoryEventView, historyPageSchema } from '@/contract/history-event';
import { type InstanceDetails, instanceDetailsSchema } from '@/contract/instance';
import type { Expense } from '@/functions/expense-approval';

export type Hub = ReturnType<typeof hubBehind>;

const CHAIR: Expense = { description: 'a chair', amount: 120, currency: 'EUR' };

/** The task hub behind the API: for what must be there before a page is looked at, and for what is true after it. */
export function hubBehind(request: APIRequestContext) {
  const post = async (url: string, data: unknown) => {
    const response = await request.post(url, { data });
    if (!response.ok()) throw new Error(`${url} answered ${response.status()}: ${await response.text()}`);
  };
  const start = async (name: string, { instanceId = uniqueId(), ...rest }: Omit<StartRequest, 'name'> = {}) => {
    await post(api.instances(), { name, instanceId, ...rest });
    return instanceId;
  };
  return {
    /** Starts an orchestrator: the instance's id. */
    start,
    /** Starts an approval of 120.00 EUR for a chair, or of what else is given. */
    startApproval: ({ instanceId, ...expense }: Partial<Expense> & { instanceId?: string } = {}) =>
      start('ExpenseApproval', { input: { ...CHAIR, ...expense }, ...(instanceId !== undefined && { instanceId }) }),
    approve: (instanceId: string) => post(api.event(instanceId, 'Approval'), { data: { approved: true } }),
    terminate: (instanceId: string, reason: string) => post(api.command(instanceId, 'terminate'), { reason }),
    /** Calls an operation of an entity. */
    ask: (entity: { name: string; key: string }, operation: string, input: unknown) =>
      post(api.operation(entity, operation, { signal: false }), { input }),
    instance: async (instanceId: string): Promise<InstanceDetails> =>
      instanceDetailsSchema.parse(await (await request.get(api.instance(instanceId))).json()),
    history: async (instanceId: string): Promise<HistoryEventView[]> =>
      historyPageSchema.parse(await (await request.get(api.history(instanceId, { after: null, limit: 500 }))).json())
        .events,
  };
}

/** An id that no other test has. */
export function uniqueId(): string {
  return `test-${randomUUID()}`;
}
