import { answerMetrics } from '@/server/http/operations/answer-operations';
import { getRuntime } from '@/server/runtime';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return answerMetrics(request, await getRuntime());
}
