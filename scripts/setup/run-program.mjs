import { spawn } from 'node:child_process';

/** Runs a program of this machine quietly to its end: how it ended, and all that it wrote. */
export function runProgram(file, args, options = {}) {
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    ...options,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ succeeded: false, output: error.message }));
    child.on('close', (code) => resolve({ succeeded: code === 0, output }));
  });
}

/** Runs a Node.js program, such as `node_modules/next/dist/bin/next`. */
export function runNode(args, options = {}) {
  return runProgram(process.execPath, args, { shell: false, ...options });
}

/** Runs npm: the one that runs us, if any. */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js') ? runNode([npm, ...args], options) : runProgram('npm', args, options);
}
