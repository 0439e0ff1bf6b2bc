import type { CertCentral } from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import type { Resource } from "../../contract/resource";
import type { Given } from "../../contract/unknown";
import { typed } from "../input-check/check-strictly";
import { foresee } from "./apply/foresee";
import { read, validate } from "./apply/validate";
import { check } from "./check";
import { grade } from "./grades";
import { onChange, ValidationInputs } from "./inputs";
import { plan } from "./plan";
import { touches, unsettled } from "./properties";
import { type Reason, sentence } from "./reasons";
import { restore, store, type ValidationState } from "./state";

/** The end of an issuance that needed proof of control of its domains: DigiCert is made to look, and the certificate handed out. */
export const certificateValidation: Resource<ValidationInputs, ValidationState, Reason, CertCentral> = {
  kind: "CertificateValidation",
  family: "services",
  identifiedBy: "orderId",
  inputNames: Object.keys(onChange),
  check,
  inputs: (given) => typed(given, ValidationInputs) as Given<ValidationInputs>,
  // Two of one order look twice, and harm nobody.
  uniqueKey: () => undefined,
  plan,
  sentence,
  grade,
  store,
  restore,
  touches,
  unsettled,
  foresee,
  adopt: async () => {
    throw new Refusal([
      "a certificate validation cannot be imported: nothing of it exists at DigiCert",
      "declare it without importing it: create finds by orderId and issuanceId what is issued already, and sends nothing for it",
    ]);
  },
  create: async (inputs, ctx) => ({ id: String(inputs.orderId), state: await validate(inputs, undefined, ctx) }),
  read: (_, prior, ctx) => read(prior, ctx),
  update: (prior, inputs, { action }, ctx) =>
    action === "nothing" ? Promise.resolve({ ...prior, asked: inputs }) : validate(inputs, prior, ctx),
  // Nothing was made: the certificate belongs to its own resource.
  delete: async () => {},
};
