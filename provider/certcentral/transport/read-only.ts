import { Refusal } from "../../contract/refusal";
import type { CertCentral } from "./connect";

/** A client that reads, and cannot do anything else. */
export const readOnly = (api: CertCentral): CertCentral => ({
  ...api,
  send: async (endpoint, args, run) => {
    if (endpoint.method !== "GET") throw new Refusal([`it would send ${endpoint.method} ${endpoint.path(args)}`]);
    return api.send(endpoint, args, run);
  },
});
