import type { ReissueRequest } from "../../../certcentral";

/** What a product would not accept: which parameter of the reissue call, and what to do about it. */
export interface ProductFault {
  readonly input: keyof ReissueRequest;
  readonly sentence: string;
}
