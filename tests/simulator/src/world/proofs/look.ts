import { Resolver } from "node:dns/promises";
import { request } from "node:http";
import type { Certificate, Order } from "../facts";
import { isPending } from "../status";
import type { World } from "../world";
import { nextPoll } from "./polling";
import { isTokenMethod, tokensFor, unproven } from "./prove";

const PATIENCE = 2000;
export const FILE_PATH = "/.well-known/pki-validation/fileauth.txt";

const none = (): string[] => [];

const fetchFile = (web: string, host: string): Promise<string[]> =>
  new Promise((resolve) => {
    const asked = request(`http://${web}${FILE_PATH}`, { headers: { host }, timeout: PATIENCE }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve(response.statusCode === 200 ? [Buffer.concat(parts).toString("utf8")] : []));
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer")));
    asked.on("error", () => resolve([]));
    asked.end();
  });

/** Asks the DNS or web server a lever pointed to about these names, and remembers the answers. */
export const lookFor = async (world: World, order: Order, names: readonly string[]): Promise<void> => {
  const { server, web } = world.records.outside;
  const { dcvMethod } = order;
  if (server !== undefined && dcvMethod.startsWith("dns")) {
    const resolver = new Resolver({ timeout: PATIENCE, tries: 1 });
    resolver.setServers([server]);
    for (const name of names) {
      if (dcvMethod === "dns-txt-token")
        world.records.see(
          "TXT",
          name,
          (await resolver.resolveTxt(name).catch(() => [])).map((parts) => parts.join("")),
        );
      else
        for (const token of tokensFor(world, order, name)) {
          const host = `${token?.value}.${name}`;
          if (token !== undefined) world.records.see("CNAME", host, await resolver.resolveCname(host).catch(none));
        }
    }
  }
  if (web !== undefined && dcvMethod.startsWith("http"))
    for (const name of names) world.records.see("HTTP", name, await fetchFile(web, name));
};

const isDue = (world: World, order: Order, c: Certificate): boolean => {
  const poll = nextPoll(order.dcvSince ?? c.askedAt, c.polledAt);
  return isPending(c) && unproven(c).length > 0 && poll !== undefined && poll <= world.now;
};

/** Before time moves on: what would the CA's automatic checks see outside by now? */
export const lookAround = async (world: World): Promise<void> => {
  if (world.records.outside.server === undefined && world.records.outside.web === undefined) return;
  for (const order of world.restless)
    for (const c of order.certificates)
      if (isTokenMethod(order.dcvMethod) && isDue(world, order, c)) await lookFor(world, order, unproven(c));
};
