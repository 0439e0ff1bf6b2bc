import { createSocket } from "node:dgram";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { decode, encode, type StringAnswer, type TxtAnswer } from "dns-packet";

/** What answers on this machine, until the test file ends. */
export interface Serving {
  /** `127.0.0.1:port` */
  readonly address: string;
  /** What was asked, as `TXT example.com`. */
  readonly asked: string[];
}

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

const LINE = /^(?<name>\S+)\. \d+ IN (?:TXT "(?<text>[^"]*)"|CNAME (?<target>\S+)\.)$/;

/** An authoritative name server over UDP that answers from a zone file (TXT and CNAME), read anew for each question. */
export async function nameServer(zoneFile: string): Promise<Serving> {
  const asked: string[] = [];
  const records = (): (TxtAnswer | StringAnswer)[] =>
    (existsSync(zoneFile) ? readFileSync(zoneFile, "utf8") : "").split("\n").flatMap((line) => {
      const { name = "", text, target = "" } = LINE.exec(line)?.groups ?? {};
      if (name === "") return [];
      return [
        text === undefined
          ? { type: "CNAME" as const, name, ttl: 60, data: target }
          : { type: "TXT" as const, name, ttl: 60, data: text },
      ];
    });
  const socket = createSocket("udp4");
  socket.on("message", (message, { port, address }) => {
    const { id, questions = [] } = decode(message);
    asked.push(...questions.map(({ type, name }) => `${type} ${name}`));
    const answers = records().filter((record) =>
      questions.some(({ type, name }) => type === record.type && name.toLowerCase() === record.name.toLowerCase()),
    );
    socket.send(encode({ type: "response", id: id ?? 0, flags: 0x400, questions, answers }), port, address);
  });
  await new Promise<void>((listening) => socket.bind(0, "127.0.0.1", listening));
  closing.push(() => new Promise((closed) => socket.close(closed)));
  return { address: `127.0.0.1:${socket.address().port}`, asked };
}

/** A web server that serves `<folder>/<host>/<path>`. */
export async function webServer(folder: string): Promise<Serving> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { hostname, pathname } = new URL(request.url ?? "/", `http://${request.headers.host}`);
    asked.push(`HTTP ${hostname}`);
    const file = join(folder, hostname, pathname);
    response.writeHead(existsSync(file) ? 200 : 404).end(existsSync(file) ? readFileSync(file) : "");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  closing.push(() => new Promise((closed) => server.close(() => closed())));
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
