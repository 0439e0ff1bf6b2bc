import { newSerial } from "../pki/authority";
import { addCredential, type Contract, type Credential, isActive, renewed, revokeAll, YEAR } from "../world/contract";
import { DAY, startOfDay } from "../world/dates";
import { isPublicTls, productNamed } from "../world/products";
import { BadPull, type Pull, readWish } from "./lever";
import type { ContractFacts, ContractWish, CredentialFacts, EabFacts, MadeContract, MadeCredential } from "./types";

const find = ({ world, params }: Pull): Contract => {
  const contract = world.contracts.get(Number(params["id"]));
  if (contract === undefined) throw new BadPull(`there is no contract ${params["id"]}`, 404);
  return renewed(contract, world.now);
};

const credentialFacts = (pull: Pull, contract: Contract, c: Credential): CredentialFacts => ({
  credentialId: c.id,
  kid: c.kid,
  hmacKey: c.hmac,
  status: c.revokedAt ? "revoked" : "active",
  usable: isActive(contract, c, pull.world.now),
  createdAt: c.createdAt.toISOString(),
  revokedAt: c.revokedAt?.toISOString() ?? null,
});

const facts = (pull: Pull, contract: Contract): ContractFacts => ({
  acmeContractId: contract.id,
  account: pull.world.accountOf(contract).label,
  product: contract.productNameId,
  sans: [...contract.sans],
  autoRenew: contract.autoRenew,
  organizationValidated: contract.organizationValidated,
  createdAt: contract.createdAt.toISOString(),
  validTill: contract.validTill.toISOString(),
  canceledAt: contract.canceledAt?.toISOString() ?? null,
  credentials: contract.credentials.map((c) => credentialFacts(pull, contract, c)),
});

const WISH = {
  product: "text",
  sans: "texts",
  autoRenew: "flag",
  validDays: "number",
  credentials: "number",
  account: "text",
} as const satisfies Record<keyof ContractWish, string>;

const ORGANIZATION = {
  name: "Example Organization",
  address: "1 Example Street",
  city: "Lehi",
  state: "Utah",
  zip: "84043",
  country: "US",
  telephone: "+1 555 0100",
};

/** POST /acme-contracts: a contract with one pair, or as many as asked for. */
export const makeContract = (pull: Pull): MadeContract => {
  const { world } = pull;
  const wish: ContractWish = readWish(pull.body, WISH);
  const product = productNamed(wish.product ?? "ssl_dv_rapidssl");
  if (product === undefined || !isPublicTls(product))
    throw new BadPull(`no public TLS product is called ${wish.product}`);
  const validTill = new Date(
    startOfDay(world.now).getTime() + (wish.validDays === undefined ? YEAR : wish.validDays * DAY),
  );
  const contract: Contract = {
    id: world.nextId("other"),
    accountId: world.account(wish.account ?? "main").id,
    productNameId: product.nameId,
    sans: wish.sans ?? ["www.example.com"],
    organization: product.family === "dv" ? null : ORGANIZATION,
    organizationValidated: product.family !== "dv",
    autoRenew: wish.autoRenew ?? false,
    createdAt: world.now,
    validTill,
    credentials: [],
    certificates: [],
  };
  world.contracts.set(contract.id, contract);
  for (let i = 0; i < (wish.credentials ?? 1); i++) addCredential(world, contract);
  return { acmeContractId: contract.id, credentials: contract.credentials.map(made) };
};

const made = (credential: Credential): MadeCredential => ({
  credentialId: credential.id,
  kid: credential.kid,
  hmacKey: credential.hmac,
});

export const showContract = (pull: Pull): ContractFacts => facts(pull, find(pull));

export const listContracts = (pull: Pull): ContractFacts[] =>
  [...pull.world.contracts.values()].map((c) => facts(pull, renewed(c, pull.world.now)));

/** POST /acme-contracts/:id/credentials: somebody else makes a pair. */
export const makeCredential = (pull: Pull): MadeCredential => {
  const contract = find(pull);
  const { revokeExisting } = readWish(pull.body, { revokeExisting: "flag" });
  if (revokeExisting === true) revokeAll(pull.world, contract);
  return made(addCredential(pull.world, contract));
};

/** POST /acme-contracts/:id/credentials/:credential/revoke */
export const revokeCredential = (pull: Pull): ContractFacts => {
  const contract = find(pull);
  const credential = contract.credentials.find((c) => String(c.id) === pull.params["credential"]);
  if (credential === undefined) throw new BadPull(`there is no credential ${pull.params["credential"]}`, 404);
  credential.revokedAt ??= pull.world.now;
  return facts(pull, contract);
};

/** POST /acme-contracts/:id/validate: its organization is validated. */
export const validateContract = (pull: Pull): ContractFacts => {
  const contract = find(pull);
  contract.organizationValidated = contract.organization !== null;
  return facts(pull, contract);
};

/** POST /acme-contracts/:id/certificates: an ACME client got a certificate. */
export const addCertificate = (pull: Pull): ContractFacts => {
  const { world } = pull;
  const contract = find(pull);
  const { domain, sans } = readWish(pull.body, { domain: "text", sans: "texts" });
  const name = domain ?? contract.sans[0] ?? "www.example.com";
  contract.certificates.push({
    domain: name,
    sans: sans ?? [name],
    serialNumber: Buffer.from(newSerial()).toString("hex").toUpperCase(),
    expiresAt: new Date(world.now.getTime() + 90 * DAY),
  });
  return facts(pull, contract);
};

/** GET /eab-keys: every pair an ACME server should let in now, of contracts and of CertCentral. */
export const eabKeys = (pull: Pull): EabFacts[] => {
  const { world } = pull;
  const ofContracts = [...world.contracts.values()].flatMap((contract) =>
    renewed(contract, world.now)
      .credentials.filter((c) => isActive(contract, c, world.now))
      .map(({ kid, hmac }) => ({ kid, hmacKey: hmac, acmeContractId: contract.id })),
  );
  return [...ofContracts, ...world.eabKeys.map(({ kid, hmac }) => ({ kid, hmacKey: hmac, acmeContractId: null }))];
};
