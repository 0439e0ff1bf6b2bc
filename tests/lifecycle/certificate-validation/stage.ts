import { createHash, X509Certificate } from "node:crypto";
import { PartialFailure } from "../../../provider/contract/partial-failure";
import { Refusal } from "../../../provider/contract/refusal";
import { certificate, certificateValidation as validation } from "../../../provider/resources";
import type { CertificateInputs } from "../../../provider/resources/certificate/inputs";
import type { CertificateState } from "../../../provider/resources/certificate/state";
import type { ValidationInputs } from "../../../provider/resources/certificate-validation/inputs";
import type { ValidationState } from "../../../provider/resources/certificate-validation/state";
import type { DcvRecord } from "../../../provider/resources/order/dcv/dcv-record";
import { type Central, central, type Key, makeKey } from "../central";

export const NAMES = ["a.example.com", "b.example.org", "www.example.com"];

/** A certificate whose domains have to be proven, and the validation that follows it, as a program wires the two. */
export interface Validating {
  readonly cc: Central;
  readonly key: Key;
  readonly orderId: number;
  readonly inputs: CertificateInputs;
  /** The certificate is asked for: for the first time, or after `prior`, with what is wanted now. */
  readonly ask: (prior?: CertificateState, inputs?: Partial<CertificateInputs>) => Promise<CertificateState>;
  /** What the class makes of the certificate's outputs. */
  readonly wired: (asked: CertificateState, more?: Partial<ValidationInputs>) => ValidationInputs;
  readonly publish: (records: readonly DcvRecord[] | undefined) => Promise<void>;
  readonly create: (given: ValidationInputs) => Promise<ValidationState>;
  /** The next `up`, with state as it comes back from where it was stored. */
  readonly again: (prior: ValidationState, given?: ValidationInputs) => Promise<ValidationState>;
  /** Calls of `check-dcv`, and of the request for a reissue. */
  readonly checks: () => Promise<number>;
  readonly reissues: () => Promise<number>;
  readonly expectLeaf: (state: ValidationState, names?: readonly string[], of?: Key) => void;
}

export const validating = async (
  more: Partial<CertificateInputs> = {},
  awkward: Parameters<typeof central>[0] = {},
): Promise<Validating> => {
  const cc = await central({ dcvGate: true, ...awkward });
  const key = await makeKey();
  // DV proves every name each time; it has no files with names of their own.
  const product = more.dcvMethod === "http-token-dynamic" ? "ssl_basic" : "ssl_dv_geotrust_flex";
  const { orderId } = await cc.makeOrder({ product, commonName: "www.example.com" });
  const inputs: CertificateInputs = {
    orderId,
    csr: key.csr,
    commonName: "www.example.com",
    dnsNames: NAMES,
    waitForIssuance: false,
    skipApproval: true,
    ...more,
  };
  const writes = async (like: RegExp) => (await cc.writes()).filter((write) => like.test(write)).length;
  return {
    cc,
    key,
    orderId,
    inputs,
    ask: async (prior, changed) => {
      const next = { ...inputs, ...changed };
      if (prior === undefined) return (await certificate.create(next, cc.ctx())).state;
      const stored = certificate.restore(JSON.parse(JSON.stringify(certificate.store(prior))));
      return certificate.update(stored, next, certificate.plan(stored, next, cc.run.now()), cc.ctx());
    },
    wired: (asked, extra = {}) => ({
      orderId,
      issuanceId: asked.issuanceId,
      publicKeySha256: asked.pending?.publicKeySha256 ?? asked.publicKeySha256 ?? "",
      names: [...(asked.pending?.names ?? asked.issuedNames)],
      ...extra,
    }),
    publish: async (records) => {
      for (const { type, name, value, domain } of records ?? [])
        await cc.publish({ type, name: type === "HTTP" ? domain : name, value });
    },
    create: async (given) => (await validation.create(given, cc.ctx())).state,
    again: (prior, given = prior.requestedInputs) => {
      const stored = validation.restore(JSON.parse(JSON.stringify(validation.store(prior))));
      return validation.update(stored, given, validation.plan(stored, given, cc.run.now()), cc.ctx());
    },
    checks: () => writes(/\/check-dcv$/),
    reissues: () => writes(/^POST/),
    expectLeaf: (state, names = NAMES, of = key) => {
      const leaf = new X509Certificate(state.certificatePem ?? "");
      const spki = leaf.publicKey.export({ type: "spki", format: "der" });
      expect(createHash("sha256").update(spki).digest("hex")).toBe(of.fingerprint);
      for (const name of names) expect(leaf.checkHost(name)).toBe(name);
    },
  };
};

const thrown = async (step: Promise<unknown>): Promise<unknown> =>
  step.then(
    () => undefined,
    (error: unknown) => error,
  );

/** It ended half-way: what the user reads, and what is stored. */
export const unfinished = async <State = ValidationState>(
  step: Promise<State | { state: State }>,
): Promise<PartialFailure<State>> => {
  const error = await thrown(step);
  if (!PartialFailure.is(error)) throw new Error(`expected an unfinished step, not ${String(error)}`);
  return error as PartialFailure<State>;
};

/** It was refused: what the user reads. */
export const refused = async (step: Promise<unknown>): Promise<readonly string[]> => {
  const error = await thrown(step);
  if (!Refusal.is(error)) throw new Error(`expected a refusal, not ${error instanceof Error ? error.message : "none"}`);
  return error.lines;
};
