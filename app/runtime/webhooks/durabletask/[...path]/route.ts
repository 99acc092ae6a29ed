import { answerAzure } from '@/server/http/azure/answer-azure';
import { getRuntime } from '@/server/runtime';

async function answer(request: Request): Promise<Response> {
  return answerAzure(request, await getRuntime());
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
