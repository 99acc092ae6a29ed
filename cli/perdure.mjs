#!/usr/bin/env node
// `perdure`: the command line. Its TypeScript runs as it stands, from whatever folder the command is given in.

import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
const { main } = await import('./main.ts');
await main(process.argv);
