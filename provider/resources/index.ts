export { certificate } from "./certificate/certificate.lifecycle";
