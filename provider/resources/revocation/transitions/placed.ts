import { present } from "../../../contract/present";
import type { Revoked } from "../../revoke/revoke";
import type { RevocationState } from "../state";

/** State after what was seen, or answered. Pure. */
export const placed = (base: RevocationState, got: Revoked, at: string | undefined): RevocationState => ({
  ...base,
  status: got.is === "revoked" ? "revoked" : "pending",
  ...present({ requestId: got.requestId }),
  ...(got.is === "requested" && !got.proven ? { followed: true } : {}),
  ...(got.is === "revoked" && at !== undefined ? { revokedAt: at } : {}),
});
