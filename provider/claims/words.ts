import { createHash } from "node:crypto";

/*
 * How the processes of an operation name things, so that the same name means the same thing in each.
 */

/** What a program says of a resource, as far as it is known. */
export interface Named {
  readonly kind: string;
  readonly orderId?: number | string | undefined;
  readonly storeReissueAsDuplicate?: boolean | undefined;
  readonly csr?: string | undefined;
  readonly acmeContractId?: number | string | undefined;
}

/** `Certificate order 118`: what two resources cannot both keep, without what only the provider can read in a CSR. */
export const roughKeyOf = ({ kind, orderId, storeReissueAsDuplicate, csr }: Named): string | undefined => {
  if (kind !== "Certificate" || orderId === undefined) return undefined;
  if (storeReissueAsDuplicate !== true) return `Certificate order ${orderId}`;
  const text = csr === undefined ? "" : ` with ${createHash("sha256").update(csr.trim()).digest("hex")}`;
  return `Certificate duplicate of order ${orderId}${text}`;
};

/** Everything of an order, its duplicates apart, or of a contract, that a resource whose step is not over may come to keep. */
export const anyCertificateOf = (orderId: number | string): string => `a certificate of order ${orderId}`;
export const anyDuplicateOf = (orderId: number | string): string => `a duplicate of order ${orderId}`;
export const anyCredentialOf = (acmeContractId: number | string): string =>
  `a credential of ACME contract ${acmeContractId}`;

/** A certificate by its serial number: case and leading zeros are spellings of the same one. */
export const serialName = (serial: number | string): string =>
  `serial ${String(serial).toUpperCase().replace(/^0+/, "")}`;
