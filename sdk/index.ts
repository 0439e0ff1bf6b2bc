export {
  type AcmeCredential,
  AcmeCredentials,
  type AcmeCredentialsArgs,
  type PreviousAcmeCredential,
} from "./acme-credentials";
export {
  Certificate,
  type CertificateArgs,
  type DcvRecord,
  type PendingIssuance,
  type ProvenSpec,
  type RejectedReissue,
  type ReplacingCertificate,
  type SupersededCertificate,
} from "./certificate";
export { CertificateValidation, type CertificateValidationArgs } from "./certificate-validation";
export {
  type GetOrderArgs,
  type GetOrderResult,
  type GetOrdersArgs,
  type GetOrdersResult,
  getOrder,
  getOrderOutput,
  getOrders,
  getOrdersOutput,
  type OrderCertificate,
  type OrderSummary,
} from "./functions/orders";
export { Provider, type ProviderArgs } from "./provider";
export { Revocation, type RevocationArgs } from "./revocation";
