import { type BrowserContext, expect, type Page, type Route } from '@playwright/test';
import { pages } from '@/components/urls';
import { headerStatus, rowOf } from './locators';
import { test } from './test';

const QUESTION = 'Approve 120.00 EUR for a chair?';

type Answer = 'Approve' | 'Reject';

/** Presses an answer; the dangerous one is asked for once more. */
async function answer(page: Page, choice: Answer) {
  await page.getByRole('region', { name: QUESTION }).getByRole('button', { name: choice }).click();
  if (choice === 'Approve') return;
  await page.getByRole('dialog', { name: QUESTION }).getByRole('button', { name: choice }).click();
}

/** Holds back the answers until so many are on their way, then lets all of them go. */
async function gatherAnswers(context: BrowserContext, count: number) {
  const held: Route[] = [];
  await context.route('**/events/Approval', async (route) => {
    held.push(route);
    if (held.length === count) await Promise.all(held.map((one) => one.continue()));
  });
}

test('a waiting approval asks its question with a button for each answer', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instances({ prefix: id }));
  await expect(rowOf(page, id)).toContainText('Waiting for human');
  await expect(rowOf(page, id)).toContainText('Approval or timer in');
  await rowOf(page, id).getByRole('link').click();
  const question = page.getByRole('region', { name: QUESTION });
  await expect(question.getByRole('button')).toHaveText(['Approve', 'Reject']);
  await expect(question).toContainText('it is rejected');
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
});

for (const [choice, outcome] of [
  ['Approve', 'approved'],
  ['Reject', 'rejected'],
] as const) {
  test(`${choice} completes the instance, and the history says who chose it`, async ({ page, hub }) => {
    const id = await hub.startApproval();
    await page.goto(pages.instance(id));
    await answer(page, choice);
    await expect(headerStatus(page, 'Completed')).toBeVisible({ timeout: 5000 });
    await expect(page.getByText(`${QUESTION} Answered by local`)).toBeVisible();
    await page.getByRole('tab', { name: 'History' }).click();
    await expect(page.getByRole('row', { name: /EventRaised/ })).toContainText('Approval by local');
    await page.getByRole('tab', { name: 'Input & output' }).click();
    await expect(page.getByRole('region', { name: 'Output', exact: true })).toContainText(`"${outcome}"`);
  });
}

test('a rejection that is called off sends nothing', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instance(id));
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('dialog', { name: QUESTION }).getByRole('button', { name: 'Cancel' }).click();
  await answer(page, 'Approve');
  await expect(headerStatus(page, 'Completed')).toBeVisible();
  expect((await hub.instance(id)).output).toBe('"approved"');
});

test('of two answers at the same time one counts, and who gave the other is told', async ({ page, context, hub }) => {
  const id = await hub.startApproval();
  await gatherAnswers(context, 2);
  const answers = await Promise.all(
    (
      [
        ['Approve', page],
        ['Reject', await context.newPage()],
      ] as const
    ).map(async ([choice, tab]) => {
      await tab.goto(pages.instance(id));
      const sent = tab.waitForResponse('**/events/Approval');
      await answer(tab, choice);
      return { tab, status: (await sent).status() };
    }),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
  for (const { tab, status } of answers) {
    const notice = tab.getByText('This was decided already by local').first();
    await expect(notice).toBeVisible({ visible: status === 409 });
    await expect(headerStatus(tab, 'Completed')).toBeVisible();
  }
  const raised = (await hub.history(id)).filter(({ type }) => type === 'EventRaised');
  expect(raised).toHaveLength(1);
});

test('the keyboard alone can approve', async ({ page, hub }) => {
  const id = await hub.startApproval();
  await page.goto(pages.instance(id));
  const approve = page.getByRole('button', { name: 'Approve' });
  await expect(approve).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(approve).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [0] });
  await page.keyboard.press('Enter');
  await expect(headerStatus(page, 'Completed')).toBeVisible();
});

test('without an answer in time it ends as expired', async ({ page, hub }) => {
  const id = await hub.startApproval({ waitMinutes: 0.02 });
  await page.goto(pages.instance(id));
  await expect(headerStatus(page, 'Completed')).toBeVisible();
  await expect(page.getByText(`${QUESTION} Closed without an answer`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toBeHidden();
  expect((await hub.instance(id)).output).toBe('"expired"');
});
