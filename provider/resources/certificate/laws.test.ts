import fc from "fast-check";
import { frozen, law } from "../../contract/laws.fake";
import { SEVERITIES } from "../../contract/lines/grade";
import { present } from "../../contract/present";
import { holdsUnknown, UNKNOWN } from "../../contract/unknown";
import { toldKey } from "../../pki/keys/public-key";
import { nameSet, without } from "../../pki/names/names";
import { certificate } from "./certificate.lifecycle";
import { desiredOf } from "./desired/desired";
import type { CertificateInputs } from "./inputs";
import { certificateInputs, hostName, respelt } from "./inputs.fake";
import { plan } from "./plan/plan";
import { writesOf } from "./plan/writes";
import type { CertificateState } from "./state";
import { justIssued } from "./state.fake";
import { rejection } from "./transitions/rejection";

const LIVE = { commonName: "www.example.com", names: ["www.example.com"] };
const NOW = new Date("2026-11-22T12:00:00Z");
const stateOf = (inputs: CertificateInputs) => frozen(justIssued(inputs));

law(
  "what was just issued needs nothing",
  fc.property(certificateInputs, (inputs) => {
    expect(plan(stateOf(inputs), frozen(inputs), NOW)).toEqual({ action: "nothing", reasons: [], warnings: [] });
  }),
);

law(
  "another spelling never changes a plan",
  fc.property(
    certificateInputs,
    certificateInputs.chain((inputs) => fc.tuple(fc.constant(inputs), respelt(inputs))),
    fc.boolean(),
    (asked, [inputs, spelt], sameOrder) => {
      const orderId = sameOrder ? asked.orderId : inputs.orderId;
      const prior = stateOf(asked);

      expect(plan(prior, frozen({ ...spelt, orderId }), NOW)).toEqual(plan(prior, frozen({ ...inputs, orderId }), NOW));
    },
  ),
);

law(
  "a name added, then taken away again before anything was applied, leaves nothing to do",
  fc.property(certificateInputs, hostName, (inputs, name) => {
    const with1 = { ...inputs, dnsNames: [...(inputs.dnsNames ?? []), name] };
    const prior = stateOf(inputs);
    const isNew = !prior.issuedNames.includes(nameSet([name])[0] ?? "");

    expect(plan(prior, with1, NOW).reasons.some(({ code }) => code === "names-added")).toBe(isNew);
    expect(plan(prior, inputs, NOW).action).toBe("nothing");
  }),
);

law(
  "names-removed is said exactly when the wanted set lacks a name that was issued, and with a warning unless it is a duplicate, which replaces nothing",
  fc.property(certificateInputs, fc.array(hostName, { minLength: 1, maxLength: 5 }), (asked, dnsNames) => {
    const prior = stateOf(asked);
    const inputs = { ...asked, dnsNames };
    const lacking = without(prior.issuedNames, nameSet([prior.issuedCommonName, ...dnsNames]));

    const { reasons, warnings } = plan(prior, frozen(inputs), NOW);

    expect(reasons.flatMap((reason) => (reason.code === "names-removed" ? reason.names : []))).toEqual(lacking);
    expect(warnings.map(({ code }) => code)).toEqual(
      lacking.length > 0 && asked.storeReissueAsDuplicate !== true ? ["removal-revokes"] : [],
    );
  }),
);

law(
  "inputs that were checked once are checked the same, and come out the same, the second time",
  fc.property(certificateInputs, (given) => {
    const once = certificate.inputs(frozen(given)) as CertificateInputs;

    expect(certificate.check(undefined, given, NOW)).toEqual([]);
    expect(certificate.check(given, { ...once }, NOW)).toEqual([]);
    expect(certificate.inputs({ ...once })).toEqual(once);
  }),
);

/** Plain data in which anything, at any depth, may be unknown. */
const anything = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(UNKNOWN),
    fc.constantFrom(null, true, 0, -1, 1.5, "", "abc", "*.example.com"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("reason", "action", "a", "pem"), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const disturbed = fc
  .tuple(
    certificateInputs,
    fc.dictionary(fc.constantFrom(...certificate.inputNames, "dns_names"), anything, { noNullPrototype: true }),
  )
  .map(([inputs, disturbance]) => ({ ...inputs, ...disturbance }));

law(
  "check never throws, whatever is given and whatever of it is unknown",
  fc.property(disturbed, disturbed, (prior, given) => {
    certificate.check(frozen(prior), frozen(given), NOW);
    const whole = Object.entries(given).map(([key, value]) => [key, holdsUnknown(value) ? UNKNOWN : value]);
    certificate.uniqueKey(certificate.inputs(frozen(Object.fromEntries(whole))));
  }),
  500,
);

law(
  "plan never throws while anything is unknown, and an unknown is never nothing",
  fc.property(
    certificateInputs,
    certificateInputs,
    fc.subarray([...certificate.inputNames]),
    (asked, inputs, unknown) => {
      const given = {
        ...inputs,
        orderId: asked.orderId,
        ...Object.fromEntries(unknown.map((input) => [input, UNKNOWN])),
      };

      const { action, reasons } = plan(stateOf(asked), frozen(given), NOW);

      expect(reasons.length > 0).toBe(action !== "nothing");
      if (unknown.includes("csr")) expect(action).not.toBe("nothing");
    },
  ),
);

law(
  "what is stored is restored as it was",
  fc.property(certificateInputs, (inputs) => {
    const state = stateOf(certificate.inputs(inputs) as CertificateInputs);

    expect(certificate.restore(JSON.parse(JSON.stringify(certificate.store(state))))).toEqual(state);
  }),
);

/** States as they may come to be: at rest or waiting, whatever was seen of the order and of the certificate since. */
const seenStates = fc
  .record({
    asked: certificateInputs,
    status: fc.constantFrom("issued", "revoked", "expired"),
    orderStatus: fc.constantFrom(undefined, "issued", "revoked", "canceled", "expired"),
    renewedOrderId: fc.constantFrom(undefined, 240),
    compromisedKeys: fc.constantFrom(undefined, [
      { ...toldKey(justIssued({ orderId: 118 })), certificateId: 1001 },
    ] as CertificateState["compromisedKeys"]),
    rejection: fc.constantFrom(
      undefined,
      { desired: "0", inputs: "1", sentence: "no" },
      { desired: "0", sentence: "no" },
    ),
    pendingElsewhere: fc.option(
      fc.record({
        requestIds: fc.constant([501]),
        names: fc.array(hostName),
        namesTold: fc.boolean(),
        ownWish: fc.constantFrom(undefined, "00000000"),
      }),
      { nil: undefined },
    ),
    pending: fc.option(
      fc.record({
        phase: fc.constantFrom("unknown", "approval", "validation", "pickup", "issuing", "issued"),
        since: fc.constant("2026-11-22T11:00:00.000Z"),
        requestIds: fc.constant([501]),
        names: fc.array(hostName),
        foreign: fc.constantFrom(undefined, true),
      }),
      { nil: undefined },
    ),
    replacedBy: fc.option(fc.record({ certificateId: fc.constant(1002), names: fc.array(hostName) }), {
      nil: undefined,
    }),
  })
  .map(({ asked, ...seen }) => frozen({ ...justIssued(asked), ...present(seen) } as CertificateState));

law(
  "whatever was seen, an update has a reason, and what has a reason is an update",
  fc.property(seenStates, certificateInputs, fc.boolean(), (prior, other, same) => {
    const inputs = same ? prior.requestedInputs : { ...other, orderId: prior.requestedInputs.orderId };

    const { action, reasons, warnings } = plan(prior, frozen(inputs), NOW);

    expect(reasons.length > 0).toBe(action !== "nothing");
    for (const reason of [...reasons, ...warnings]) {
      expect(certificate.sentence(reason)).toMatch(/^\S.*\S$/);
      expect(SEVERITIES).toContain(certificate.grade(reason).severity);
    }
  }),
);

law(
  "no row promises what the order would refuse, as it was last seen; and one that promises nothing allows nothing",
  fc.property(seenStates, certificateInputs, (prior, other) => {
    const planned = plan(prior, frozen({ ...other, orderId: prior.requestedInputs.orderId }), NOW);

    const closed = prior.orderStatus !== undefined && prior.orderStatus !== "issued";
    const elsewhere = prior.pending === undefined ? prior.pendingElsewhere : undefined;
    if (closed || (elsewhere !== undefined && elsewhere.ownWish === undefined))
      expect(planned.action).not.toBe("reissue");
    // What is ours, and in the way, is cancelled only where the row says so.
    else if (elsewhere !== undefined && planned.action === "reissue")
      expect(planned.reasons).toContainEqual(expect.objectContaining({ own: true, verdict: "unwanted" }));
    if (planned.action === "blocked" || planned.action === "remember" || planned.action === "nothing")
      expect([...writesOf(planned)]).toEqual([]);
  }),
);

law(
  "what was rejected is asked again by no row, whatever other inputs state was written with since",
  fc.property(certificateInputs, certificateInputs, fc.boolean(), (asked, other, takenBack) => {
    const pending = { phase: "approval", since: "", requestIds: [], names: [] } as const;
    const waiting: CertificateState = { ...justIssued(asked), pending };
    const { state } = rejection(waiting, { gone: "no" }, desiredOf(asked, LIVE));
    const revoked: CertificateState = { ...state, status: "revoked" };
    const prior = takenBack ? { ...revoked, requestedInputs: { ...other, orderId: asked.orderId } } : revoked;

    const { action, reasons } = plan(prior, frozen(asked), NOW);

    expect(["resume", "replace"]).toContain(action);
    if (action === "resume") expect(reasons[0]).toMatchObject({ code: "rejected-before", again: false });
  }),
);
