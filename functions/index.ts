/** The functions of this app: every file of this folder that defines some is listed here. */
import * as expenseApproval from './expense-approval';
import * as helloSequence from './hello-sequence';

export const functions = [helloSequence, expenseApproval];
