import { answerApi } from '@/server/http/api/answer-api';
import { getRuntime } from '@/server/runtime';

async function answer(request: Request): Promise<Response> {
  return answerApi(request, await getRuntime());
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
