import { type Answer, invalid, ok } from "../api/answer";
import type { Call } from "../api/call";
import { flagged, has, objectOf, textsOf } from "../api/read";
import { addCredential, type Contract, type Credential, DIRECTORY_URL, YEAR } from "../world/contract";
import { DAY, spacedOf, startOfDay, zuluOf } from "../world/dates";
import { isName, normal, unique } from "../world/names";
import { isPublicTls, type Product, productNamed } from "../world/products";
import { findContract, requireSubaccount } from "./find";
import { identityOf, missingOrganization, requireAll } from "./organization";

export const MOST_SANS = 250;

/** The one answer that shows a pair, once. */
export const secretsView = (contract: Contract, credential: Credential) => ({
  acme_contract_id: contract.id,
  account_id: contract.accountId,
  directory_url: DIRECTORY_URL,
  eab_set: { kid: credential.kid, hmac_key: credential.hmac },
  valid_till: spacedOf(contract.validTill),
});

const productOf = (nameId: string): Product => {
  const product = productNamed(nameId);
  if (product === undefined || !isPublicTls(product))
    throw invalid("invalid_param:product_name_id", "The product is not available for ACME contracts.");
  return product;
};

export const readSans = (value: unknown): string[] => {
  const sans = unique(textsOf(value).map(normal));
  for (const name of sans)
    if (!isName(name)) throw invalid("invalid_param:sans", `${name} is not a valid domain name.`);
  return sans;
};

/** POST /acme. https://dev.digicert.com/partner-subscriptions-api/acme-contract-management/create-acme-contract.html */
export const createContract = (call: Call): Answer => {
  requireSubaccount(call);
  const { world, key } = call;
  const body = objectOf(call.body);
  const product = has(body["product_name_id"]) ? productOf(String(body["product_name_id"])) : undefined;
  const missing = ["product_name_id", "sans"].filter((field) => !has(body[field]));
  requireAll([...missing, ...(product === undefined ? [] : missingOrganization(product, body))]);
  const sans = readSans(body["sans"]);
  if (sans.length === 0 || sans.length > MOST_SANS)
    throw invalid("invalid_param:sans", `A contract has from 1 to ${MOST_SANS} SANs.`);
  const organization = product?.family === "dv" ? null : objectOf(body["organization"]);
  const known = [...world.contracts.values()].some(
    (c) =>
      c.accountId === key.accountId &&
      c.organizationValidated &&
      identityOf(c.organization) === identityOf(organization),
  );
  const contract: Contract = {
    id: world.nextId("other"),
    accountId: key.accountId,
    productNameId: product?.nameId ?? "",
    sans,
    organization,
    organizationValidated: organization !== null && known,
    autoRenew: has(body["auto_renew"]) ? flagged(body["auto_renew"]) : world.awkward.autoRenewSubscription,
    createdAt: world.now,
    validTill: new Date(startOfDay(world.now).getTime() + YEAR),
    credentials: [],
    certificates: [],
  };
  world.contracts.set(contract.id, contract);
  return { status: world.awkward.partnerCreateStatus, view: secretsView(contract, addCredential(world, contract)) };
};

const view = (contract: Contract) => ({
  acme_contract_id: contract.id,
  account_id: contract.accountId,
  product_name_id: contract.productNameId,
  created_at: zuluOf(contract.createdAt),
  sans: contract.sans,
  valid_till: zuluOf(contract.validTill),
  organization: contract.organization,
  is_organization_validated: contract.organizationValidated,
  auto_renew: contract.autoRenew,
  date_canceled: contract.canceledAt ? zuluOf(contract.canceledAt) : null,
});

/** GET /acme/{id}: neither directory URL nor credentials. */
export const showContract = (call: Call): Answer => ok(view(findContract(call)));

/** Another organization, contacts apart, ends its validation for every contract of the account that uses it. */
const changeOrganization = (call: Call, contract: Contract, organization: Contract["organization"]): void => {
  const before = identityOf(contract.organization);
  contract.organization = organization;
  if (identityOf(organization) === before) return;
  contract.organizationValidated = false;
  for (const other of call.world.contracts.values())
    if (other.accountId === contract.accountId && identityOf(other.organization) === before)
      other.organizationValidated = false;
};

const updated = (call: Call, contract: Contract): Answer => {
  const status = call.world.awkward.partnerUpdateStatus;
  return status === 204 ? { status } : { status, view: view(contract) };
};

const requireRunning = (contract: Contract): void => {
  if (contract.canceledAt) throw invalid("contract_canceled", "The contract is canceled.");
};

/** PUT /acme/{id}: a full replacement; what is left out falls back, auto_renew to false. */
export const replaceContract = (call: Call): Answer => {
  const contract = findContract(call);
  requireRunning(contract);
  const body = objectOf(call.body);
  const product = productOf(contract.productNameId);
  requireAll(missingOrganization(product, body));
  if (product.family !== "dv") changeOrganization(call, contract, objectOf(body["organization"]));
  contract.autoRenew = flagged(body["auto_renew"]);
  return updated(call, contract);
};

/** PATCH /acme/{id}: only what is sent. */
export const patchContract = (call: Call): Answer => {
  const contract = findContract(call);
  requireRunning(contract);
  const body = objectOf(call.body);
  if (has(body["organization"]) && contract.organization !== null)
    changeOrganization(call, contract, { ...contract.organization, ...objectOf(body["organization"]) });
  if (has(body["auto_renew"])) contract.autoRenew = flagged(body["auto_renew"]);
  return updated(call, contract);
};

/** DELETE /acme/{id}: within thirty days of its creation. */
export const cancelContract = (call: Call): Answer => {
  const contract = findContract(call);
  requireRunning(contract);
  const { now } = call.world;
  if (now.getTime() - contract.createdAt.getTime() > 30 * DAY)
    throw invalid(
      "contract_cancel_period_over",
      "A contract can be canceled within 30 days; turn off auto_renew instead.",
    );
  contract.canceledAt = now;
  return { status: 204 };
};

/** PUT adds, DELETE removes. Both 204. */
export const changeSans =
  (how: "add" | "remove") =>
  (call: Call): Answer => {
    const contract = findContract(call);
    requireRunning(contract);
    const sans = readSans(objectOf(call.body)["sans"]);
    requireAll(sans.length > 0 ? [] : ["sans"]);
    const odd = sans.filter((name) => contract.sans.includes(name) === (how === "add"));
    if (odd.length > 0 && call.world.awkward.partnerUnknownSan === "refuse")
      throw invalid("invalid_param:sans", `${odd.join(", ")} cannot be ${how === "add" ? "added" : "removed"}.`);
    const after =
      how === "add" ? unique([...contract.sans, ...sans]) : contract.sans.filter((name) => !sans.includes(name));
    if (after.length > MOST_SANS) throw invalid("invalid_param:sans", `A contract has at most ${MOST_SANS} SANs.`);
    contract.sans = after;
    return { status: 204 };
  };

/** GET /acme/{id}/certificates: no PEM, no id. */
export const listCertificates = (call: Call): Answer =>
  ok({
    certificates: findContract(call).certificates.map((c) => ({
      domain: c.domain,
      status: c.expiresAt > call.world.now ? "issued" : "expired",
      expiration_date: zuluOf(c.expiresAt),
      serial_number: c.serialNumber,
      sans: c.sans,
    })),
  });
