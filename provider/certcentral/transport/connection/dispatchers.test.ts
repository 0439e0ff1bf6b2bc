import { createServer } from "node:http";
import { type AddressInfo, connect as tcp } from "node:net";
import { fakeRun } from "../../../contract/run.fake";
import type * as client from "../../index";
import { RateLimiters } from "../limits/rate-limiters";
import { Secret } from "../secret";
import { loopback } from "./loopback.fake";

const secret = (text: string) => new Secret(text);

/** A proxy that leads every name to one port of this machine. */
async function proxyTo(port: number) {
  const tunnels: string[] = [];
  const proxy = createServer().on("connect", (request, socket) => {
    tunnels.push(request.url ?? "");
    const upstream = tcp(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  return { tunnels, url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, close: () => proxy.close() };
}

test("a proxy from the environment is used, though not for this machine itself", async () => {
  const server = await loopback({ status: 200, body: {} });
  const proxy = await proxyTo(Number(new URL(server.origin).port));
  process.env["http_proxy"] = proxy.url;
  try {
    await jest.isolateModulesAsync(async () => {
      const { connect, me, updateOrderStatus } = jest.requireActual<typeof client>("../../index");
      const api = (baseUrl: string) =>
        connect(
          { services: { baseUrl, apiKey: secret("key") }, partner: { missing: "" } },
          { rateLimiters: new RateLimiters() },
        );

      await api("http://certcentral.example").send(me, {}, fakeRun());
      await api("http://certcentral.example").send(
        updateOrderStatus,
        { orderId: 1, status: "CANCELED", note: "" },
        fakeRun(),
      );
      await api(server.origin).send(me, {}, fakeRun());
    });
  } finally {
    delete process.env["http_proxy"];
  }

  expect([proxy.tunnels, server.asked.length]).toEqual([["certcentral.example:80", "certcentral.example:80"], 3]);
  await server.close();
  proxy.close();
});
