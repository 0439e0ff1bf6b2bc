import type { CertificateState } from "../state";

export type Ended = "revoked" | "expired";

/** How the certificate that is kept has ended, as far as state and the clock tell; also while another one is asked for. Pure. */
export const ended = ({ pending, ...prior }: CertificateState, now: Date): Ended | undefined => {
  const status = pending?.statusBefore ?? prior.status;
  if (status === "revoked") return "revoked";
  const isOver = prior.notAfter !== undefined && Date.parse(prior.notAfter) <= now.getTime();
  return isOver || status === "expired" ? "expired" : undefined;
};
