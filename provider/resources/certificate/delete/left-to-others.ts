import type { Ctx } from "../../order/context";

/**
 * Why a certificate is left alone that this resource had issued: another resource of the program lives by it, or did until
 * this operation, and what takes its place there is not deployed yet. `undefined`: nobody does.
 */
export const leftToOthers = (certificateId: number, ctx: Ctx): string | undefined => {
  const owned = ctx.owned(`certificate ${certificateId}`);
  return owned === undefined ? undefined : sentences[owned](certificateId);
};

const sentences = {
  now: () => 'another resource of this program keeps it now; onDelete: "revoke" there has it revoked with that one',
  before: (id: number) =>
    `another resource of this program kept it until now; once nobody uses it, a Revocation with certificateId: ${id} has it revoked`,
};
