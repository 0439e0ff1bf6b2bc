export { type AcmeContract, acmeContract } from "./endpoints/acme-contract";
export {
  type AcmeCredential,
  acmeCredentials,
  type RegeneratedCredentials,
  regenerateAcmeCredentials,
  revokeAcmeCredential,
  revokeAllAcmeCredentials,
} from "./endpoints/acme-credentials";
export { type AcmeEab, type AcmeEabArgs, createAcmeEab } from "./endpoints/acme-eab";
export { certificateChain, downloadCertificate, type PemFormat } from "./endpoints/certificate";
export { changeDcvMethod, checkDcv, type DcvCheck, type DcvToken, dcvRandomValue } from "./endpoints/dcv";
export { type DuplicateRequest, duplicateCertificate } from "./endpoints/duplicate";
export { type Me, me } from "./endpoints/me";
export { type Order, type OrderCertificate, type OrderRequest, orderInfo } from "./endpoints/order-info";
export { listOrders, type OrderFilter, type OrderSummary } from "./endpoints/order-list";
export { type OrderLine, orderByAlternativeId, statusChanges } from "./endpoints/order-lookup";
export { updateOrderStatus } from "./endpoints/order-status";
export {
  type NameValidation,
  type OrderValidation,
  type OrganizationValidation,
  orderValidation,
} from "./endpoints/order-validation";
export { listOrganizations, type Organization } from "./endpoints/organization";
export { pages } from "./endpoints/pages";
export type { PlacedReissue } from "./endpoints/placed-reissue";
export { listProducts, type Product, productInfo } from "./endpoints/product";
export { reissueCertificate } from "./endpoints/reissue";
export { type ReissueRequest, reissueBody, type ShipInfo } from "./endpoints/reissue-body";
export { isLive, listDuplicates, listReissues, type ReissueEntry } from "./endpoints/reissue-list";
export { type ApprovalRequest, decideRequest, listRequests, requestInfo } from "./endpoints/request";
export {
  type PlacedRevocation,
  REVOCATION_REASONS,
  type RevocationArgs,
  type RevocationReason,
  revokeCertificate,
  revokeOrder,
} from "./endpoints/revoke";
export type { Account, ApiAccess, ApiFamily } from "./transport/account";
export type { CallRecord } from "./transport/call-log";
export { type CertCentral, type ConnectOptions, connect } from "./transport/connect";
export type { DigicertError } from "./transport/digicert-errors";
export type { Endpoint } from "./transport/endpoint";
export { CertCentralError, type ErrorCode, type Failure, type Outcome } from "./transport/errors";
export { LIMITS } from "./transport/rate-limiter";
export { RateLimiters } from "./transport/rate-limiters";
export type { Limit } from "./transport/rolling-window";
export { scrubber } from "./transport/scrubber";
export { Secret } from "./transport/secret";
export { type Done, MOST_SENDS, writeOnce } from "./transport/write-once";
export type { ChainCertificate } from "./wire/chain";
export { csrOnOneLine } from "./wire/csr-line";
export { dayForWire } from "./wire/day-for-wire";
export type { ListArgs, PageInfo } from "./wire/list";
export type { Person } from "./wire/values";
