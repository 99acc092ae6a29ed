/** Runs once as the server starts: starts the runtime with the functions of this app. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { functions } = await import('./functions');
  const { runInServer } = await import('./server/run-in-server');
  await runInServer(functions);
}
