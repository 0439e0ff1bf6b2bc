import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { LOST, type Outcome } from "./api/port";

export interface Port {
  url: string;
  close: () => Promise<void>;
}

const LOOPBACK = "127.0.0.1";

/** Listens on loopback, and nowhere else. Port 0 takes a free one. */
export const serve = async (answer: (request: Request) => Promise<Outcome> | Outcome, port: number): Promise<Port> => {
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: async (request, { incoming }) => {
      const outcome = await answer(request);
      if (outcome !== LOST) return outcome;
      incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
};
