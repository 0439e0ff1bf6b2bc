export type { Account, Door, Family } from "./account";
export { type AcmeContract, acmeContract } from "./acme-contract";
export {
  type AcmeCredential,
  acmeCredentials,
  type RegeneratedCredentials,
  regenerateAcmeCredentials,
  revokeAcmeCredential,
  revokeAllAcmeCredentials,
} from "./acme-credentials";
export { type AcmeEab, type AcmeEabArgs, createAcmeEab } from "./acme-eab";
export { certificateChain, downloadCertificate, type PemFormat } from "./certificate";
export type { ChainCertificate } from "./chain";
export { type CertCentral, type ConnectOptions, connect } from "./connect";
export { csrOnOneLine } from "./csr-line";
export { dayForWire, dayOf, timeOf } from "./dates";
export { changeDcvMethod, checkDcv, type DcvCheck, type DcvToken, dcvRandomValue } from "./dcv";
export type { DigicertError } from "./digicert-errors";
export { type DuplicateRequest, duplicateCertificate } from "./duplicate";
export type { Endpoint } from "./endpoint";
export { CertCentralError, type ErrorCode, type Failure, type Outcome } from "./errors";
export { LIMITS } from "./gate";
export { Gates } from "./gates";
export type { ListArgs, PageInfo } from "./list";
export { type Me, me } from "./me";
export { type Order, type OrderCertificate, type OrderRequest, orderInfo } from "./order-info";
export { listOrders, type OrderFilter, type OrderSummary } from "./order-list";
export { type OrderLine, orderByAlternativeId, statusChanges } from "./order-lookup";
export { updateOrderStatus } from "./order-status";
export {
  type NameValidation,
  type OrderValidation,
  type OrganizationValidation,
  orderValidation,
} from "./order-validation";
export { listOrganizations, type Organization } from "./organization";
export { pages } from "./pages";
export type { PlacedReissue } from "./placed-reissue";
export { listProducts, type Product, productInfo } from "./product";
export { reissueCertificate } from "./reissue";
export { type ReissueRequest, reissueBody, type ShipInfo } from "./reissue-body";
export { isLive, listDuplicates, listReissues, type ReissueEntry } from "./reissue-list";
export { type ApprovalRequest, decideRequest, listRequests, requestInfo } from "./request";
export {
  type PlacedRevocation,
  type RevocationArgs,
  type RevocationReason,
  revokeCertificate,
  revokeOrder,
} from "./revoke";
export type { Limit } from "./rolling-window";
export { Secret } from "./secret";
export type { Person } from "./values";
