export { Certificate, type CertificateArgs, type SupersededCertificate } from "./certificate";
export { Provider, type ProviderArgs } from "./provider";
export { Revocation, type RevocationArgs } from "./revocation";
