/** The kinds of resource. Written out, for what users' compilers read leads to nothing of the provider's; `HOW` in door.ts ties it to that. */
export type Kind = "Certificate" | "CertificateValidation" | "Revocation" | "AcmeCredentials";
