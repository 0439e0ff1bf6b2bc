export {
  type AcmeCredential,
  type PreviousAcmeCredential,
} from "./acme-credentials";
export { Certificate, type CertificateArgs, type DcvRecord, type SupersededCertificate } from "./certificate";
export { Provider, type ProviderArgs } from "./provider";
export { Revocation, type RevocationArgs } from "./revocation";
