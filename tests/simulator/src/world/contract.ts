import { randomBytes } from "node:crypto";
import { DAY } from "./dates";

export const DIRECTORY_URL = "https://acme.digicert.com/v2/acme/directory";

/** An External Account Binding pair. */
export interface Eab {
  kid: string;
  /** base64url of 32 bytes. */
  hmac: string;
}

export interface Credential extends Eab {
  id: number;
  createdAt: Date;
  revokedAt?: Date;
}

export interface EabKey extends Eab {
  accountId: number;
  name: string;
  productNameId: string;
  createdAt: Date;
}

export interface ListedCertificate {
  domain: string;
  sans: readonly string[];
  serialNumber: string;
  expiresAt: Date;
}

export type OrganizationDetails = { readonly [field: string]: unknown };

export interface Contract {
  id: number;
  accountId: number;
  productNameId: string;
  sans: string[];
  organization: OrganizationDetails | null;
  organizationValidated: boolean;
  autoRenew: boolean;
  createdAt: Date;
  validTill: Date;
  canceledAt?: Date;
  credentials: Credential[];
  certificates: ListedCertificate[];
}

export const newEab = (): Eab => ({
  kid: randomBytes(18).toString("base64url"),
  hmac: randomBytes(32).toString("base64url"),
});

/** What contracts need of the world they are in. */
interface Surroundings {
  readonly now: Date;
  nextId(kind: "other"): number;
}

export const addCredential = (world: Surroundings, contract: Contract): Credential => {
  const credential: Credential = { id: world.nextId("other"), ...newEab(), createdAt: world.now };
  contract.credentials.push(credential);
  return credential;
};

export const revokeAll = (world: Pick<Surroundings, "now">, contract: Contract): void => {
  for (const credential of contract.credentials) credential.revokedAt ??= world.now;
};

/** A contract runs a year to midnight; with auto-renew, year after year. */
export const YEAR = 365 * DAY;

export const renewed = (contract: Contract, now: Date): Contract => {
  while (contract.autoRenew && !contract.canceledAt && contract.validTill <= now)
    contract.validTill = new Date(contract.validTill.getTime() + YEAR);
  return contract;
};

export const isOver = (contract: Contract, now: Date): boolean =>
  contract.canceledAt !== undefined || contract.validTill <= now;

/** The pairs with which an ACME server of this contract lets somebody in. */
export const isActive = (contract: Contract, credential: Credential, now: Date): boolean =>
  !credential.revokedAt && !isOver(contract, now);
