import { type Answer, invalid, notFound, ok } from "../api/answer";
import type { Call } from "../api/call";
import { has, objectOf } from "../api/read";
import { addCredential, type Credential, isOver, revokeAll } from "../world/contract";
import { spacedOf } from "../world/dates";
import { secretsView } from "./contracts";
import { findContract } from "./find";

/** GET /acme/{id}/credentials: active and revoked together; the HMAC key never. */
export const listCredentials = (call: Call): Answer => {
  const hint = ({ kid }: Credential): string =>
    call.world.awkward.kidHint === "end" ? kid.slice(-4) : kid.slice(0, 4);
  return ok({
    credentials: findContract(call).credentials.map((c) => ({
      credential_id: c.id,
      kid_hint: hint(c),
      status: c.revokedAt ? "revoked" : "active",
      created_at: spacedOf(c.createdAt),
    })),
  });
};

/** POST /acme/{id}/credentials/regenerate: by default every older pair is revoked. */
export const regenerate = (call: Call): Answer => {
  const contract = findContract(call);
  const { world } = call;
  const { revoke_existing: revokeExisting } = objectOf(call.body);
  if (has(revokeExisting) && typeof revokeExisting !== "boolean")
    throw invalid("invalid_param:revoke_existing", "revoke_existing is a boolean.");
  if (isOver(contract, world.now)) throw invalid("contract_not_active", "The contract is canceled or expired.");
  if (revokeExisting !== false) revokeAll(world, contract);
  return { status: 201, view: secretsView(contract, addCredential(world, contract)) };
};

const revoked = (call: Call): Answer => {
  const status = call.world.awkward.partnerRevokeStatus;
  return status === 204 ? { status } : { status, view: {} };
};

/** POST /acme/{id}/credentials/revoke: all active pairs. */
export const revokeEvery = (call: Call): Answer => {
  revokeAll(call.world, findContract(call));
  return revoked(call);
};

/** POST /acme/{id}/credentials/revoke/{credential_id} */
export const revokeOne = (call: Call): Answer => {
  const credential = findContract(call).credentials.find((c) => String(c.id) === call.params["credential"]);
  if (credential === undefined) throw notFound("credential");
  if (credential.revokedAt && call.world.awkward.partnerRevokedAgain === "refuse")
    throw invalid("credential_already_revoked", "The credential is revoked already.");
  credential.revokedAt ??= call.world.now;
  return revoked(call);
};
