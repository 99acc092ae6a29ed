// Loaded into the app by `node --import`: when the command that started the app is gone, however it went, the app goes.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
