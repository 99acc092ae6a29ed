import { answerReady } from '@/server/http/operations/answer-operations';
import { getRuntime } from '@/server/runtime';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  return answerReady(await getRuntime().catch(() => null));
}
