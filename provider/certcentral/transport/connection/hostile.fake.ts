import "reflect-metadata";
import type { AddressInfo } from "node:net";
import { createServer as plainServer, type Server, type Socket } from "node:net";
import { type TlsOptions, createServer as tlsServer } from "node:tls";
import * as x509 from "@peculiar/x509";

/** A server on this machine that speaks as it likes once it was spoken to. */
export interface Hostile {
  readonly port: number;
  /** How many connections it had, and how many requests. */
  readonly met: { connections: number; requests: number };
  readonly close: () => Promise<void>;
}

/** `speak` is called with each chunk that a client sends. */
export const hostile = (speak: (socket: Socket, said: string) => void): Promise<Hostile> =>
  listening(plainServer(), "connection", speak);

export const hostileTls = (
  options: TlsOptions,
  speak: (socket: Socket, said: string) => void = () => {},
): Promise<Hostile> => listening(tlsServer(options), "secureConnection", speak);

async function listening(
  server: Server,
  event: "connection" | "secureConnection",
  speak: (socket: Socket, said: string) => void,
): Promise<Hostile> {
  const sockets = new Set<Socket>();
  const met = { connections: 0, requests: 0 };
  server.on("connection", (socket: Socket) => {
    met.connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => {});
  server.on(event, (socket: Socket) => {
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      met.requests += 1;
      speak(socket, chunk.toString("latin1"));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    met,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Says something again and again, until the connection is closed. */
export const forEver = (socket: Socket, text: string | Buffer, everyMs = 5): void => {
  const timer = setInterval(() => socket.write(text), everyMs);
  socket.on("close", () => clearInterval(timer));
};

const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY = 86_400_000;

/** A key with a certificate for `host`, by nobody, or by a CA that nobody knows. */
export async function identity({
  host = "localhost",
  days = [-1, 1],
  byCa = false,
}: {
  readonly host?: string;
  readonly days?: readonly [from: number, till: number];
  readonly byCa?: boolean;
} = {}): Promise<{ readonly key: string; readonly cert: string; readonly ca: string }> {
  const provider = globalThis.crypto;
  const make = async () => provider.subtle.generateKey(P256, true, ["sign", "verify"]);
  const [ca, own] = [await make(), await make()];
  const [from, till] = days.map((day) => new Date(Date.now() + day * DAY));
  const root = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: "CN=A company's own CA",
      keys: ca,
      signingAlgorithm: P256,
      extensions: [new x509.BasicConstraintsExtension(true)],
    },
    provider,
  );
  const shared = {
    subject: `CN=${host}`,
    serialNumber: "01",
    ...(from && { notBefore: from }),
    ...(till && { notAfter: till }),
    signingAlgorithm: P256,
    publicKey: own.publicKey,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: host }])],
  };
  const leaf = await x509.X509CertificateGenerator.create(
    { ...shared, issuer: byCa ? root.subject : `CN=${host}`, signingKey: byCa ? ca.privateKey : own.privateKey },
    provider,
  );
  const der = Buffer.from(await provider.subtle.exportKey("pkcs8", own.privateKey)).toString("base64");
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`,
    cert: leaf.toString("pem"),
    ca: root.toString("pem"),
  };
}
