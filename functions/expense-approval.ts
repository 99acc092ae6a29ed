/** Human interaction: asks a person, and goes on without an answer when time is up. */
import { activity, orchestrator } from 'perdure';

export type Expense = { description: string; amount: number; currency: string; waitMinutes?: number };

type Decision = { approved: boolean };

export const notifyRequester = activity(
  'NotifyRequester',
  ({ description, outcome }: { description: string; outcome: string }) => `${description}: ${outcome}`,
);

export const expenseApproval = orchestrator('ExpenseApproval', async (context, expense: Expense) => {
  const { description, amount, currency, waitMinutes = 24 * 60 } = expense;
  context.setCustomStatus({ stage: 'waiting for approval' });
  const decision = context.waitForExternalEvent<Decision>('Approval', {
    question: `Approve ${amount.toFixed(2)} ${currency} for ${description}?`,
    choices: [
      { label: 'Approve', value: { approved: true }, intent: 'primary', effect: 'The expense is paid out.' },
      { label: 'Reject', value: { approved: false }, intent: 'danger', effect: 'The expense is not paid.' },
    ],
    consequence: 'it is rejected',
  });
  const timeout = context.createTimer({ minutes: waitMinutes });
  const winner = await context.any([decision, timeout]);
  timeout.cancel();
  const outcome = winner === timeout ? 'expired' : decision.result.approved ? 'approved' : 'rejected';
  context.setCustomStatus({ stage: outcome });
  await context.callActivity(notifyRequester, { description, outcome });
  return outcome;
});
