import { toPem } from "../pki/pem";
import { ISSUERS_OWN_HASH } from "../pki/sign";
import { DAY, dayOf } from "../world/dates";
import type { Asked, Certificate, Order, Person } from "../world/facts";
import { normal, unique } from "../world/names";
import { isTls } from "../world/products";
import { certificateStatus, isPending } from "../world/status";
import type { World } from "../world/world";
import { certificateDate, validTillOf, wordOf } from "./evidence";
import type { View } from "./present";

export const eolOf = (world: World): "\n" | "\r\n" => (world.awkward.crlf ? "\r\n" : "\n");

export const csrOf = (world: World, { asked }: Certificate): string | undefined =>
  asked.key && !(asked.keyMadeElsewhere && !world.awkward.tokenCsrShown)
    ? toPem(asked.key.label, asked.key.der, eolOf(world))
    : undefined;

export const daysRemaining = (till: Date, now: Date): number =>
  Math.max(0, Math.floor((till.getTime() - now.getTime()) / DAY));

/** Names of hosts have one spelling, names of people and organizations their own. */
export const commonNameOf = ({ product }: Order, { commonName }: Asked): string | undefined =>
  commonName !== undefined && isTls(product) ? normal(commonName) : commonName;

/** SANs as answers show them; absent when there are none. */
export const dnsNamesOf = (world: World, { asked, issued }: Certificate): string[] | undefined => {
  const cn = asked.commonName === undefined ? [] : [normal(asked.commonName)];
  const names = issued?.names ?? unique(asked.dnsNames.map(normal));
  const shown = world.awkward.commonNameAmongDnsNames
    ? unique([...names, ...(issued ? [] : cn)])
    : names.filter((name) => !cn.includes(name));
  return shown.length === 0 ? undefined : shown;
};

export const flagOf = (world: World, value: boolean): 0 | 1 | "0" | "1" => {
  const bit = value ? 1 : 0;
  return world.awkward.flagsAsText ? (value ? "1" : "0") : bit;
};

export const validityOf = ({ asked: { wish } }: Certificate): View | undefined => {
  if (wish?.till) return { custom_expiration_date: dayOf(wish.till) };
  return wish?.days === undefined ? undefined : { days: wish.days };
};

const PLATFORMS: Record<number, string> = {
  2: "Apache",
  14: "Microsoft IIS 5 or 6",
  40: "Microsoft IIS 7",
  45: "Nginx",
  57: "Other",
  67: "Microsoft IIS 8",
};

export const SERVER_PLATFORM_IDS = [-1, ...Object.keys(PLATFORMS).map(Number)];

export const platformView = (id: number): View => ({
  id,
  name: PLATFORMS[id] ?? "OTHER",
  install_url: "https://www.digicert.com/kb/ssl-certificate-installation.htm",
  csr_url: "https://www.digicert.com/kb/csr-creation.htm",
});

const isFamiliar = (certificate: Certificate, order: Order): boolean =>
  certificate === order.certificates[0] && !certificate.revoked;

/** `certificate` of order info. https://dev.digicert.com/en/certcentral-apis/services-api/orders/order-info.html */
export const orderCertificateView = (world: World, order: Order, certificate: Certificate): View => {
  const { asked, issued } = certificate;
  const ica = issued && world.authority.intermediate(issued.intermediateId);
  const hidesStatus = world.awkward.certificateStatusAbsent && isFamiliar(certificate, order);
  return {
    id: certificate.approvedAt ? certificate.id : undefined,
    thumbprint: issued?.thumbprint,
    serial_number: issued?.serial,
    common_name: commonNameOf(order, asked),
    dns_names: dnsNamesOf(world, certificate),
    emails: asked.emails.length > 0 ? [...asked.emails] : undefined,
    cert_validity: validityOf(certificate),
    date_created: certificateDate(world, certificate.askedAt),
    date_issued: issued && certificateDate(world, issued.at),
    valid_from: issued && dayOf(issued.validFrom),
    valid_till: issued && validTillOf(world, issued.validTill),
    days_remaining: issued && daysRemaining(issued.validTill, world.now),
    csr: csrOf(world, certificate),
    status: hidesStatus
      ? undefined
      : wordOf(world, "certificateStatusWords", certificateStatus(certificate, world.now)),
    organization: order.organizationId === undefined ? undefined : { id: order.organizationId },
    server_platform: platformView(asked.serverPlatformId),
    signature_hash: issued !== undefined && world.awkward.issuerHash === "ownAndTold" ? ISSUERS_OWN_HASH : asked.hash,
    key_size: asked.key?.bits,
    ca_cert: ica && { id: ica.id, name: ica.commonName },
  };
};

export const personView = (person: Person): View => ({
  id: person.id,
  first_name: person.firstName,
  last_name: person.lastName,
  email: person.email,
});

const waitsForApproval = (c: Certificate): boolean => isPending(c) && !c.approvedAt;

/** What the reissue or the duplicate list has an entry for. */
export const isListed = ({ awkward }: World, certificate: Certificate): boolean =>
  awkward.listedBeforeApproval !== "absent" || !waitsForApproval(certificate);

/** What the reissue and the duplicate list have in common. */
export const listedCertificateView = (world: World, order: Order, certificate: Certificate): View => {
  const { asked, issued } = certificate;
  const isBare = world.awkward.listedBeforeApproval === "bare" && waitsForApproval(certificate);
  const till = issued?.validTill ?? (certificate.rejectedAt || certificate.canceledAt ? undefined : order.coverageTill);
  return {
    id: certificate.id,
    thumbprint: issued?.thumbprint,
    serial_number: issued?.serial,
    ...(isBare
      ? {}
      : {
          common_name: commonNameOf(order, asked),
          dns_names: dnsNamesOf(world, certificate) ?? [],
          csr: csrOf(world, certificate),
          key_size: asked.key?.bits,
        }),
    date_created: certificateDate(world, certificate.askedAt),
    valid_till: till && validTillOf(world, till),
    days_remaining: till && daysRemaining(till, world.now),
    user_id: certificate.askedBy.id,
    firstname: certificate.askedBy.firstName,
    lastname: certificate.askedBy.lastName,
  };
};
