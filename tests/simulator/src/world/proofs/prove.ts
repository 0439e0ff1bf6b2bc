import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { DAY } from "../dates";
import type { Account, Asked, Certificate, DcvMethod, Domain, Order, Token } from "../facts";
import { baseDomain, nameSet, unique } from "../names";
import { isPublicTls } from "../products";
import { isPending } from "../status";
import type { World } from "../world";
import { nextPoll } from "./polling";

export const CNAME_TARGET = "dcv.digicert.com";

/** How long a domain proof is reused by OV and EV. https://docs.digicert.com/manage-certificates/end-2-year-public-ssl-certificates */
const reuseDays = (at: Date): number => {
  if (at.getTime() >= Date.parse("2029-03-15")) return 10;
  if (at.getTime() >= Date.parse("2027-03-15")) return 100;
  return at.getTime() >= Date.parse("2026-02-24") ? 199 : 397;
};

export const reusedTill = (domain: Domain): Date | undefined =>
  domain.provenAt && new Date(domain.provenAt.getTime() + reuseDays(domain.provenAt) * DAY);

/** A proof covers the domain and everything below it. */
export const isReusable = (account: Account, name: string, at: Date): boolean =>
  account.domains.some((d) => {
    const till = reusedTill(d);
    return till !== undefined && at <= till && (name === d.name || name.endsWith(`.${d.name}`));
  });

export const domainNamed = (
  world: World,
  account: Account,
  name: string,
  organizationId: number,
  dcvMethod: DcvMethod,
): Domain => {
  const known = account.domains.find((d) => d.name === name);
  if (known !== undefined) return known;
  const domain: Domain = {
    id: world.nextId("other"),
    name,
    organizationId,
    createdAt: world.now,
    dcvMethod,
    token: undefined,
  };
  account.domains.push(domain);
  return domain;
};

const isFileMethod = (method: DcvMethod): boolean => method === "http-token" || method === "http-token-dynamic";
export const isTokenMethod = (method: DcvMethod): boolean => method !== "email";

/** The names whose control has to be shown: exact ones for files and addresses, else as the scope says. */
export const scopedNames = (world: World, order: Order, asked: Asked): string[] => {
  const exact = isFileMethod(order.dcvMethod) || (asked.dcvScope ?? world.awkward.dcvScope) === "fqdn";
  const names = nameSet(asked.commonName, asked.dnsNames).map((name) => name.replace(/^\*\./, ""));
  return unique(names.map((name) => (exact || isIP(name) ? name : baseDomain(name))));
};

/** DV proves every name every time; OV and EV those that no earlier proof of the account covers. */
export const namesToProve = (world: World, order: Order, asked: Asked): string[] => {
  if (!(order.dcv ?? world.awkward.dcvGate) || !isPublicTls(order.product)) return [];
  const names = scopedNames(world, order, asked);
  return order.product.family === "dv"
    ? names
    : names.filter((name) => !isReusable(world.accountOf(order), name, world.now));
};

export const newToken = (world: World): Token => ({
  value: BigInt(`0x${randomBytes(20).toString("hex")}`)
    .toString(36)
    .padStart(31, "0"),
  expiresAt: new Date(world.now.getTime() + world.awkward.dcvTokenDays * DAY),
});

/** The value in force; a new one only when it has expired. */
export const orderToken = (world: World, order: Order): Token => {
  if (order.dcvToken === undefined || order.dcvToken.expiresAt <= world.now) order.dcvToken = newToken(world);
  return order.dcvToken;
};

/** Is one of these values published for the name, in the way of the method? */
export const isPublished = (
  world: World,
  method: DcvMethod,
  name: string,
  tokens: readonly (Token | undefined)[],
): boolean =>
  tokens.some((token) => {
    if (token === undefined || token.expiresAt <= world.now) return false;
    if (method === "dns-txt-token") return world.records.values("TXT", name).includes(token.value);
    if (method === "dns-cname-token")
      return world.records.values("CNAME", `${token.value}.${name}`).includes(CNAME_TARGET);
    return isFileMethod(method) && world.records.values("HTTP", name).some((text) => text.includes(token.value));
  });

export const tokensFor = (world: World, order: Order, name: string): (Token | undefined)[] => [
  order.dcvToken,
  ...world
    .accountOf(order)
    .domains.filter((d) => d.name === name)
    .map((d) => d.token),
];

export const unproven = (c: Certificate): string[] => c.toProve.filter((name) => !c.proven.has(name));

/** Looks now for the proofs of a certificate. */
export const check = (world: World, order: Order, c: Certificate, names: readonly string[], at: Date): void => {
  for (const name of names)
    if (isPublished(world, order.dcvMethod, name, tokensFor(world, order, name))) c.proven.set(name, at);
};

/** The CA's own polling: a proof counts from the first poll that could see it. */
export const proveAlone = (world: World, order: Order, now: Date): void => {
  for (const c of order.certificates) {
    if (!isPending(c) || !c.approvedAt || unproven(c).length === 0) continue;
    const poll = nextPoll(order.dcvSince ?? c.askedAt, c.polledAt);
    if (poll !== undefined && poll <= now) check(world, order, c, unproven(c), poll);
    c.polledAt = now;
  }
};
