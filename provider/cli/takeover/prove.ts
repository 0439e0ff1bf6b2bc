import { certificate } from "../../resources/certificate/certificate.lifecycle";
import type { Ctx } from "../../resources/order/context";
import { type Declared, TAKEN_OVER } from "./declared";

/** The id of the certificate that the first `pulumi up` adopts: the provider's own create, with a client that only reads. */
export const prove = async ({ inputs, publicKey }: Declared, ctx: Ctx): Promise<number | undefined> => {
  const { state } = await certificate.create({ ...inputs, csr: publicKey, ...TAKEN_OVER }, ctx);
  return state.certificateId;
};
