import { once } from 'node:events';
import { createServer } from 'node:net';
import { Stop } from '../setup/stop.mjs';

const PORT = '7071';

/** The port to serve on: PORT or 7071. Stops when it is taken, or none. */
export async function choosePort() {
  const asked = process.env.PORT || PORT;
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Stop(`PORT is "${asked}", which is no port: set it to a number from 1 to 65535.`);
  }
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    throw new Stop(whyNot(port, error));
  } finally {
    server.close();
  }
  return port;
}

function whyNot(port, { code }) {
  const other = `choose another one, for example PORT=${port < 1024 ? PORT : port + 1} npm start`;
  if (code === 'EACCES') return `Port ${port} is not open to ordinary users: ${other}.`;
  return `Port ${port} is taken, perhaps by another Perdure: stop that, or ${other}.`;
}
