import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { type ConnectOptions, connect } from "../connect";
import { RateLimiters } from "../limits/rate-limiters";
import { Secret } from "../secret";

/** What came over the wire, as it came. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How to answer one request: with something, by dropping the connection, or half-way. */
export type Reply =
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: unknown;
      readonly text?: string;
    }
  | "drop"
  | "stop half-way"
  | "never";

export const API_KEY = "K3Y-services-0123456789";
export const PARTNER_KEY = "K3Y-partner-9876543210";

/** A server on this machine that gives one reply after the other, and the last one for ever. */
export async function loopback(...replies: Reply[]) {
  const asked: Asked[] = [];
  // Far, for a busy machine is slow, unless the test is about an answer that never comes.
  const timeoutMs = replies.includes("never") ? 500 : 20_000;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push({
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      if (reply === undefined || reply === "drop") return void request.socket.destroy();
      if (reply === "never") return;
      if (reply === "stop half-way") {
        response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
        response.write('{"id": 1');
        return void setTimeout(() => request.socket.destroy(), 5);
      }
      const text = reply.text ?? (reply.body === undefined ? "" : JSON.stringify(reply.body));
      response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
      response.end(text);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    origin,
    /** Replaces the replies that are left. */
    answerWith: (...next: Reply[]) => void replies.splice(0, replies.length, ...next),
    api: (options: ConnectOptions = {}) =>
      connect(
        {
          services: { baseUrl: `${origin}/services/v2`, apiKey: new Secret(API_KEY) },
          partner: { baseUrl: `${origin}/partner-subscription/api/v1`, apiKey: new Secret(PARTNER_KEY) },
        },
        { rateLimiters: new RateLimiters(), userAgent: "pulumi-digicert/test", timeoutMs, ...options },
      ),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
