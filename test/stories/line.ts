import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire to a server on this machine that a story can cut and mend. */
export interface Line {
  host: string;
  port: number;
  /** Breaks what is open and refuses every new connection. */
  cut(): Promise<void>;
  /** Takes connections again, on the same port. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Lays a wire to `to`; it holds until it is cut. */
export async function layLine(to: { host: string; port: number }): Promise<Line> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, host, resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return { host, port, cut, mend: () => listen(port), close: cut };
}
