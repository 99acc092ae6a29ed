import { answerLive } from '@/server/http/operations/answer-operations';

export const dynamic = 'force-dynamic';

export { answerLive as GET };
