import type { ValidationState } from "../../provider/resources/certificate-validation/state";
import type { Pending } from "../../provider/resources/order/ownership/pending";
import type { RevocationState } from "../../provider/resources/revocation/state";
import { Stack } from "../in-process-engine/stack";
import { csr, failed, keyTextOf, names, otherCsr, type Stage, stage, well } from "../lifecycle/certificate/stage";

/** A life that ends with the state to be kept; its last `up` had the inputs that the state is planned against. */
type Scene = () => Promise<{ readonly stage: Stage; readonly stack: Stack }>;

const stackOn = ({ sim, time }: Stage, kind: "Revocation" | "CertificateValidation" | "AcmeCredentials"): Stack =>
  new Stack(sim, time, kind);

const waiting =
  (awkward: Parameters<typeof stage>[0], inputs: object, first: object | undefined = undefined): Scene =>
  async () => {
    const on = await stage(awkward);
    const { orderId } = await on.order();
    if (first !== undefined) await well(on.stack.up({ orderId, ...names, ...first }));
    await failed(on.stack.up({ orderId, ...names, ...inputs }));
    return { stage: on, stack: on.stack };
  };

const kept =
  (...ups: readonly object[]): Scene =>
  async () => {
    const on = await stage();
    const { orderId } = await on.order();
    for (const inputs of ups) await well(on.stack.up({ orderId, ...names, ...inputs }));
    return { stage: on, stack: on.stack };
  };

const TOKEN = { csProvisioningMethod: "client_app", serverPlatformId: 1 };
const DV = { product: "ssl_dv_geotrust_flex" };

const revoking =
  (awkward: Parameters<typeof stage>[0], end: "revoked" | "rejected" | "waits" | "lost"): Scene =>
  async () => {
    const on = await stage(awkward);
    const { orderId, certificateId } = await on.order();
    const stack = stackOn(on, "Revocation");
    const inputs = {
      certificateId,
      orderId,
      reason: "keyCompromise",
      ...(end === "revoked" && { skipApproval: true }),
    };
    if (end === "lost") {
      await on.fault({ method: "PUT", path: "/revoke", kind: "status:503", times: 9 });
      await failed(stack.up(inputs));
      return { stage: on, stack };
    }
    await well(stack.up(inputs));
    if (end === "rejected") {
      await on.reject((await on.request(orderId)).id, "still in use");
      await failed(stack.up(inputs));
    }
    return { stage: on, stack };
  };

const validating =
  (proven: boolean): Scene =>
  async () => {
    const on = await stage({ dcvGate: true });
    const { orderId } = await on.order(DV);
    await well(on.stack.up({ orderId, csr: otherCsr, ...names, dcvMethod: "dns-txt-token", waitForIssuance: false }));
    const { issuanceId } = on.stack.resource?.outputs ?? {};
    const stack = stackOn(on, "CertificateValidation");
    const inputs = { orderId, issuanceId, names: [names.commonName, ...names.dnsNames], timeouts: { issuance: 60 } };
    if (proven) await on.validate(orderId);
    await (proven ? well(stack.up(inputs)) : failed(stack.up(inputs)));
    return { stage: on, stack };
  };

const paired =
  (end: "one" | "two" | "lost"): Scene =>
  async () => {
    const on = await stage();
    const { acmeContractId } = await on.makeContract();
    const stack = stackOn(on, "AcmeCredentials");
    const lose = { path: "/regenerate", kind: "lose-answer", times: 1 } as const;
    if (end === "lost") await on.fault(lose);
    const up = stack.up({ acmeContractId, triggers: ["first"] });
    await (end === "lost" ? failed(up) : well(up));
    if (end === "two") await well(stack.up({ acmeContractId, triggers: ["second"] }));
    return { stage: on, stack };
  };

/** What the compiler counts; there may be more. */
type Phases =
  | `certificate.pending.${Pending["phase"]}`
  | `certificate-validation.${ValidationState["status"]}`
  | `revocation.${RevocationState["status"]}`;

const all = {
  "certificate.adopted": kept({ csr }),
  "certificate.issued": kept({ csr: otherCsr }),
  "certificate.pending.approval": waiting({ approvalGate: true }, { csr: otherCsr }),
  "certificate.pending.approval.after-another": waiting({ approvalGate: true }, { csr: otherCsr }, { csr }),
  "certificate.pending.issuing": waiting({ slowIssuanceSeconds: [6000, 6000] }, { csr: otherCsr }),
  "certificate.pending.issued": async () => {
    const { stage: on, stack } = await waiting({ slowIssuanceSeconds: [6000, 6000] }, { csr: otherCsr })();
    on.time.now += 7_000_000;
    await well(stack.refresh());
    return { stage: on, stack };
  },
  "certificate.pending.unknown": async () => {
    const on = await stage();
    const { orderId } = await on.order();
    await on.fault({ method: "POST", path: "/reissue", kind: "status:503", times: 1 });
    await failed(on.stack.up({ orderId, csr: otherCsr, ...names }));
    return { stage: on, stack: on.stack };
  },
  "certificate.pending.validation": async () => {
    const on = await stage({ dcvGate: true });
    const { orderId } = await on.order(DV);
    await failed(on.stack.up({ orderId, csr: otherCsr, ...names, dcvMethod: "dns-txt-token" }));
    return { stage: on, stack: on.stack };
  },
  "certificate.pending.pickup": async () => {
    const on = await stage({ csProvisioningMethods: ["client_app"] });
    const { orderId } = await on.makeOrder({ product: "code_signing", provisioningMethod: "client_app" });
    await well(on.stack.up({ orderId, ...TOKEN }));
    await failed(on.stack.up({ orderId, ...TOKEN, triggers: { n: 1 } }));
    return { stage: on, stack: on.stack };
  },
  "certificate.pending.foreign": async () => {
    const on = await stage({ approvalGate: true });
    const { orderId } = await on.order();
    await on.reissue(orderId, { csr: otherCsr, approval: true });
    await failed(on.stack.up({ orderId, csr: otherCsr }));
    return { stage: on, stack: on.stack };
  },
  "certificate.rejected": async () => {
    const on = await stage({ approvalGate: true });
    const { orderId } = await on.order();
    await well(on.stack.up({ orderId, csr, ...names }));
    await failed(on.stack.up({ orderId, csr: otherCsr, ...names }));
    await on.reject((await on.request(orderId)).id, "not this quarter");
    await failed(on.stack.up({ orderId, csr: otherCsr, ...names }));
    return { stage: on, stack: on.stack };
  },
  "certificate.superseded": kept({ csr: otherCsr }, { csr: keyTextOf("p384") }),
  "certificate.superseded.revocation-pending": kept(
    ...[otherCsr, keyTextOf("p384"), keyTextOf("p384")].map((key) => ({
      csr: key,
      superseded: { action: "revoke", afterHours: 0 },
    })),
  ),
  "certificate.duplicate": kept({ csr: otherCsr, storeReissueAsDuplicate: true }),
  "certificate.replaced-elsewhere": async () => {
    const on = await stage();
    const { orderId } = await on.order();
    await well(on.stack.up({ orderId, csr, ...names }));
    await on.reissue(orderId, { csr: otherCsr, ...names });
    await well(on.stack.refresh());
    return { stage: on, stack: on.stack };
  },
  "certificate.revoked-elsewhere": async () => {
    const on = await stage();
    const { orderId, certificateId } = await on.order();
    await well(on.stack.up({ orderId, csr, ...names }));
    await on.revoke(certificateId);
    await well(on.stack.refresh());
    return { stage: on, stack: on.stack };
  },
  "certificate-validation.issued": validating(true),
  "certificate-validation.pending": validating(false),
  "revocation.revoked": revoking({}, "revoked"),
  "revocation.pending": revoking({ revokeApprovalGate: true }, "waits"),
  "revocation.rejected": revoking({ revokeApprovalGate: true }, "rejected"),
  "revocation.unknown": revoking({}, "lost"),
  "acme-credentials.one-pair": paired("one"),
  "acme-credentials.two-pairs": paired("two"),
  "acme-credentials.lost": paired("lost"),
} satisfies Record<Phases, Scene> & Record<string, Scene>;

/** Each kind in each phase of its life. */
export const scenes: Readonly<Record<string, Scene>> = all;
