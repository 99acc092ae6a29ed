import { answerFunction } from '@/server/http/functions/answer-function';
import { getRuntime } from '@/server/runtime';

async function answer(request: Request): Promise<Response> {
  return answerFunction(request, await getRuntime());
}

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
