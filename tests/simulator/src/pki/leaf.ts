import { isIP } from "node:net";
import type { Intermediate } from "./authority";
import { keyIdOf, newSerial } from "./authority";
import { sharedExtensions, type Usage, VALIDATED } from "./extensions";
import { type Hash, hexDigest } from "./sign";
import { mint } from "./template";
import { timestamps } from "./transparency";
import * as x509 from "./x509";

export interface LeafRequest {
  commonName: string;
  names: readonly string[];
  emails: readonly string[];
  organization?: { name: string; city: string; state: string; country: string } | undefined;
  spki: Uint8Array;
  hash: Hash;
  pss: boolean;
  usage: Usage;
  /** Its serial number, printed, begins with 0. */
  serialFromZero: boolean;
  /** It is in public logs, and says so. */
  logged: boolean;
  notBefore: Date;
  notAfter: Date;
}

export interface Leaf {
  der: Uint8Array;
  /** Upper-case hex of whole octets, as CertCentral shows it: a leading 0 stays. */
  serial: string;
  thumbprint: string;
}

const generalName = (name: string): { type: "dns" | "ip"; value: string } => ({
  type: isIP(name) ? "ip" : "dns",
  value: name,
});

const subjectOf = ({ commonName, organization }: LeafRequest): x509.Name =>
  new x509.Name([
    ...(organization === undefined
      ? []
      : [
          { C: [organization.country] },
          { ST: [organization.state] },
          { L: [organization.city] },
          { O: [organization.name] },
        ]),
    { CN: [commonName] },
  ]);

/** An end-entity certificate. Names and dates come from the request; from the CSR comes only the key. */
export const mintLeaf = (request: LeafRequest, issuer: Intermediate): Leaf => {
  const serial = newSerial(request.serialFromZero);
  const alternatives = [
    ...request.names.map(generalName),
    ...request.emails.map((value) => ({ type: "email" as const, value })),
  ];
  const der = mint(
    {
      serial,
      issuer: issuer.subject,
      subject: subjectOf(request),
      notBefore: request.notBefore,
      notAfter: request.notAfter,
      spki: request.spki,
      extensions: [
        ...sharedExtensions(issuer, request.usage),
        request.organization === undefined ? VALIDATED.domain : VALIDATED.organization,
        new x509.SubjectKeyIdentifierExtension(keyIdOf(request.spki)),
        ...(request.logged ? [timestamps(request.notBefore)] : []),
        ...(alternatives.length > 0 ? [new x509.SubjectAlternativeNameExtension(alternatives)] : []),
      ],
    },
    issuer.key,
    request.hash,
    request.pss && issuer.kind === "rsa",
  );
  return {
    der,
    serial: Buffer.from(serial).toString("hex").toUpperCase(),
    thumbprint: hexDigest("sha1", der).toUpperCase(),
  };
};
