export { type AcmeContract, acmeContract } from "./endpoints/acme/acme-contract";
export {
  type AcmeCredential,
  acmeCredentials,
  type RegeneratedCredentials,
  regenerateAcmeCredentials,
  revokeAcmeCredential,
} from "./endpoints/acme/acme-credentials";
export { certificateChain, downloadCertificate, type PemFormat } from "./endpoints/issuance/certificate";
export type { PlacedReissue } from "./endpoints/issuance/placed-reissue";
export { reissueCertificate } from "./endpoints/issuance/reissue";
export { type ReissueRequest, reissueBody, type ShipInfo } from "./endpoints/issuance/reissue-body";
export { isLive, listDuplicates, listReissues, type ReissueEntry } from "./endpoints/issuance/reissue-list";
export { type ApprovalRequest, decideRequest, listRequests, requestInfo } from "./endpoints/issuance/request";
export {
  type PlacedRevocation,
  REVOCATION_REASONS,
  type RevocationArgs,
  type RevocationReason,
  revokeCertificate,
  revokeOrder,
} from "./endpoints/issuance/revoke";
export { type Me, me } from "./endpoints/me";
export { type Order, type OrderCertificate, type OrderRequest, orderInfo } from "./endpoints/orders/order-info";
export { listOrders, type OrderFilter, type OrderSummary } from "./endpoints/orders/order-list";
export { type OrderLine, orderByAlternativeId, statusChanges } from "./endpoints/orders/order-lookup";
export { updateOrderStatus } from "./endpoints/orders/order-status";
export { listOrganizations, type Organization } from "./endpoints/orders/organization";
export { listProducts, type Product, productInfo } from "./endpoints/orders/product";
export { pages } from "./endpoints/pages";
export { checkDcv, type DcvCheck, type DcvToken, dcvRandomValue } from "./endpoints/validation/dcv";
export {
  type NameValidation,
  type OrderValidation,
  type OrganizationValidation,
  orderValidation,
} from "./endpoints/validation/order-validation";
export type { Account, ApiAccess, ApiFamily } from "./transport/account";
export type { DigicertError } from "./transport/answers/digicert-errors";
export { CertCentralError, type ErrorCode, type Failure, type Outcome } from "./transport/answers/errors";
export { refusesKey } from "./transport/answers/hints";
export type { CallRecord } from "./transport/call-log";
export { type CertCentral, type ConnectOptions, connect } from "./transport/connect";
export { packageVersion } from "./transport/connection/user-agent";
export type { Endpoint } from "./transport/endpoint";
export { LIMITS } from "./transport/limits/rate-limiter";
export { RateLimiters } from "./transport/limits/rate-limiters";
export type { Limit } from "./transport/limits/rolling-window";
export { readOnly } from "./transport/read-only";
export { scrubber } from "./transport/scrubber";
export { Secret } from "./transport/secret";
export { type Done, MOST_SENDS, writeOnce } from "./transport/write-once";
export type { ChainCertificate } from "./wire/chain";
export { csrOnOneLine } from "./wire/csr-line";
export { dayForWire } from "./wire/day-for-wire";
export type { ListArgs, PageInfo } from "./wire/list";
export type { Person } from "./wire/values";
