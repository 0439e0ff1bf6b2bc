export { certificate } from "./certificate/certificate.lifecycle";
export { revocation } from "./revocation/revocation.lifecycle";
