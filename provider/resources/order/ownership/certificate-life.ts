/** What a status word says of a certificate. `unknown`: a word that no document names, so nothing follows from it. */
export type Life = "live" | "pending" | "ended" | "unknown";

/**
 * The words that DigiCert's pages and its clients know (https://dev.digicert.com/en/certcentral-apis/services-api/orders/list-reissues.html);
 * `approved` is the duplicate list's `issued`, and while an order is pending a reissue its live certificate may borrow the
 * order's `reissue_pending`.
 */
const LIVES: Readonly<Record<string, Exclude<Life, "unknown">>> = {
  issued: "live",
  approved: "live",
  reissue_pending: "live",
  pending: "pending",
  processing: "pending",
  submitted: "pending",
  needs_approval: "pending",
  needs_csr: "pending",
  waiting_pickup: "pending",
  revoked: "ended",
  expired: "ended",
  rejected: "ended",
  denied: "ended",
  canceled: "ended",
  cancelled: "ended",
};

/** The status of a certificate and what it says; an absent word is the rule for a live one. Case is a spelling. Pure. */
export const lifeOf = (told: string | undefined): { readonly status: string; readonly life: Life } => {
  if (told === undefined) return { status: "issued", life: "live" };
  const word = told.toLowerCase();
  const life = Object.hasOwn(LIVES, word) ? LIVES[word] : undefined;
  if (life === undefined) return { status: told, life: "unknown" };
  return { status: life === "live" ? "issued" : word, life };
};
