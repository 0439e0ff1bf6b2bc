import type { Secret } from "./secret";

/** The two APIs have different addresses and different keys. */
export type ApiFamily = "services" | "partner";

/** Where an API is and with which key; or, when there is no key, a sentence that tells how to set one. */
export type ApiAccess = { readonly baseUrl: string; readonly apiKey: Secret } | { readonly missing: string };

/** Everything needed to speak for one CertCentral account. */
export type Account = Readonly<Record<ApiFamily, ApiAccess>>;
