export {
  type AcmeCredential,
  AcmeCredentials,
  type AcmeCredentialsArgs,
  type PreviousAcmeCredential,
} from "./acme-credentials";
export { Certificate, type CertificateArgs, type DcvRecord, type SupersededCertificate } from "./certificate";
export { CertificateValidation, type CertificateValidationArgs } from "./certificate-validation";
export { Provider, type ProviderArgs } from "./provider";
export { Revocation, type RevocationArgs } from "./revocation";
