/** The functions that the tests' server runs, as a project lists its own. */
import { sampleOrchestrators } from '@/server/http/testing/sample-functions';

export const functions = [Object.fromEntries(sampleOrchestrators.map((sample) => [sample.name, sample]))];
