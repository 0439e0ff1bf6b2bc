import type { Usage } from "../../pki/extensions";
import { mintLeaf } from "../../pki/leaf";
import { ISSUERS_OWN_HASH } from "../../pki/sign";
import { HOUR } from "../dates";
import type { Asked, Certificate, Order } from "../facts";
import { baseDomain, nameSet, normal } from "../names";
import { CLIENT_AUTH, CLIENT_AUTH_SUNSET, isCodeSigning, isPublicTls, isSecureEmail, isTls } from "../products";
import { domainNamed, isReusable, scopedNames } from "../proofs/prove";
import { isLive, primaryOf } from "../status";
import type { World } from "../world";
import { periodOf } from "./validity";

const usageOf = (order: Order, asked: Asked, at: Date): Usage => {
  if (isCodeSigning(order.product)) return "code-signing";
  if (isSecureEmail(order.product)) return "email";
  if (!isTls(order.product)) return "client";
  const isOver = isPublicTls(order.product) && at >= CLIENT_AUTH_SUNSET;
  return asked.profileOption === CLIENT_AUTH && !isOver ? "server-and-client" : "server";
};

/** Code signing takes the organization's name, whatever was sent. */
const subjectOf = ({ product }: Order, { commonName }: Asked): string | undefined => {
  if (commonName === undefined || isCodeSigning(product)) return undefined;
  return isTls(product) ? normal(commonName) : commonName;
};

const namesOf = (world: World, asked: Asked): string[] => {
  const names = nameSet(asked.commonName, asked.dnsNames);
  const first = names[0];
  const www = world.awkward.wwwAdded && first !== undefined && first === baseDomain(first) ? [`www.${first}`] : [];
  return nameSet(undefined, [...names, ...www]);
};

/** Names that the new certificate takes away from the order. */
const takesAway = (world: World, before: Certificate, after: Certificate): boolean => {
  const kept = new Set(after.issued?.names);
  const removed = (before.issued?.names ?? []).some((name) => !kept.has(name));
  const swapped =
    before.asked.commonName !== undefined && normal(before.asked.commonName) !== normal(after.asked.commonName ?? "");
  return removed || (swapped && world.awkward.commonNameSwapRevokes);
};

/** https://docs.digicert.com/manage-certificates/reissue-ssltls-certificate: a removed or changed SAN revokes all earlier certificates. */
const scheduleRevocations = (world: World, order: Order, before: Certificate, after: Certificate, at: Date): void => {
  if (
    !isTls(order.product) ||
    (order.product.family === "dv" && !world.awkward.removalRevokesOnDv) ||
    !takesAway(world, before, after)
  )
    return;
  const due = new Date(at.getTime() + world.awkward.removalRevocationHours * HOUR);
  for (const earlier of order.certificates) if (earlier !== after && isLive(earlier, at)) earlier.revocationDue ??= due;
};

/** The CA issues what was asked for. */
export const issue = (world: World, order: Order, certificate: Certificate, at: Date): void => {
  const { asked } = certificate;
  if (asked.key === undefined) throw new Error(`certificate ${certificate.id} has no key to be issued for`);
  const before = primaryOf(order);
  const intermediate = world.authority.intermediate(asked.caCertId ?? "") ?? world.authority.standard;
  const coverage = { from: order.createdAt, till: asked.notAfter ?? order.coverageTill };
  const period = periodOf(at, order.product, coverage, asked.wish, world.awkward.multiYearPlan);
  const names = isTls(order.product) ? namesOf(world, asked) : [];
  const organization = world.accountOf(order).organizations.find((o) => o.id === order.organizationId);
  const leaf = mintLeaf(
    {
      commonName: subjectOf(order, asked) ?? asked.emails[0] ?? organization?.name ?? "unnamed",
      names,
      emails: isSecureEmail(order.product) || order.product.family === "client" ? asked.emails : [],
      organization: order.product.family === "dv" ? undefined : organization,
      spki: asked.key.spki,
      hash: world.awkward.issuerHash === "asked" ? asked.hash : ISSUERS_OWN_HASH,
      pss: asked.pss,
      usage: usageOf(order, asked, at),
      serialFromZero: world.serials.chance(world.awkward.serialFromZero),
      logged: isPublicTls(order.product),
      notBefore: period.from,
      notAfter: period.till,
    },
    intermediate,
  );
  certificate.issued = {
    at,
    ...leaf,
    validFrom: period.from,
    validTill: period.till,
    intermediateId: intermediate.id,
    names,
  };
  if (certificate.kind === "reissue" && before !== undefined)
    scheduleRevocations(world, order, before, certificate, at);
  rememberProofs(world, order, certificate, at);
  world.touch(order);
};

/** OV and EV proofs are reused by later orders of the account. */
const rememberProofs = (world: World, order: Order, certificate: Certificate, at: Date): void => {
  if (!isPublicTls(order.product) || order.product.family === "dv") return;
  const account = world.accountOf(order);
  for (const name of scopedNames(world, order, certificate.asked)) {
    if (isReusable(account, name, at)) continue;
    const domain = domainNamed(world, account, name, order.organizationId ?? 0, order.dcvMethod);
    domain.provenAt = certificate.proven.get(name) ?? at;
  }
};
