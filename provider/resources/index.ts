export { acmeCredentials } from "./acme-credentials/acme-credentials.lifecycle";
export { certificate } from "./certificate/certificate.lifecycle";
export { certificateValidation } from "./certificate-validation/certificate-validation.lifecycle";
export { revocation } from "./revocation/revocation.lifecycle";
