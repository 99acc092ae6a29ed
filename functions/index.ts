/** The functions of this app: every file of this folder that defines some is listed here. */

import * as backupSite from './backup-site';
import * as bookTrip from './book-trip';
import * as counter from './counter';
import * as expenseApproval from './expense-approval';
import * as fetchPage from './fetch-page';
import * as flakyService from './flaky-service';
import * as helloSequence from './hello-sequence';
import * as httpStarters from './http-starters';
import * as nightlyReport from './nightly-report';
import * as order from './order';
import * as periodicCleanup from './periodic-cleanup';
import * as phoneVerification from './phone-verification';
import * as quoteVersions from './quote-versions';
import * as weatherMonitor from './weather-monitor';

export const functions = [
  helloSequence, // chaining: one activity after the other
  backupSite, // fan-out and fan-in: many at once, a few at a time
  httpStarters, // async HTTP API: any orchestrator by name, followed or waited for
  weatherMonitor, // monitor: looks again and again until a deadline
  expenseApproval, // human interaction: a decision in the dashboard
  phoneVerification, // human interaction: a code that has to come back in time
  counter, // aggregator entity: counts, and moves under a lock
  nightlyReport, // singleton: one instance, however often it is started
  periodicCleanup, // eternal: begins anew after each round
  order, // sub-orchestrations: an instance for each line
  bookTrip, // saga: undoes what it began, also when it is canceled
  flakyService, // retries and time limits
  fetchPage, // durable HTTP: polling without a process that waits
  quoteVersions, // versions side by side
];
