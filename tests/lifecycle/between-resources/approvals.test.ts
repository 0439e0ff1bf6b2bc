import { decideRequest } from "../../../provider/certcentral";
import { PartialFailure } from "../../../provider/contract/partial-failure";
import type { Resource } from "../../../provider/contract/resource";
import type { Given } from "../../../provider/contract/unknown";
import { certificate, revocation } from "../../../provider/resources";
import { type Central, central, makeKey } from "../central";

/*
 * Who asks, whether the approval is to be skipped, and what administrators do meanwhile: for each, what the user reads at
 * the first `up` and at the one after the decision, and how often CertCentral was asked to change something.
 */

type Role = "admin" | "standard";
type Happens = "approved" | "rejected" | "still pending" | "decided twice" | "vanished";

interface Case {
  readonly role: Role;
  readonly skipApproval: boolean;
  readonly happens: Happens;
  /** What the user reads at the end of the first `up`: its error, or its warning; empty when it simply succeeds. */
  readonly first: string;
  /** The same of the next `up`; `undefined` when there is nothing left for it to do. `#` is the request, `O` the order, `C` the certificate. */
  readonly next: string | undefined;
  /** `undefined`: there is no resource, for nothing was done. */
  readonly status: string | undefined;
}

const SKIPPED: Pick<Case, "first" | "next"> = { first: "", next: undefined };

const REVOKE = "request # to revoke certificate C (order O)";
const WAITS_REVOKE = `${REVOKE} waits for approval by a CertCentral administrator; until then the certificate is valid; approve it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice`;
const NOT_AGAIN =
  "the same request is not made again: change reason, comments or skipApproval once the matter is settled, or remove this resource";

const revokeCases: readonly Case[] = (["admin", "standard"] as const).flatMap((role) =>
  [true, false].flatMap((skipApproval): Case[] => {
    if (role === "admin" && skipApproval)
      return [{ role, skipApproval, happens: "approved", ...SKIPPED, status: "revoked" }];
    // A key that may not skip the approval is refused, and asks for a request instead.
    const common = { role, skipApproval, first: WAITS_REVOKE };
    return [
      { ...common, happens: "approved", next: "", status: "revoked" },
      {
        ...common,
        happens: "rejected",
        next: `${REVOKE} was rejected by Ada Example: "not this one"\n${NOT_AGAIN}`,
        status: "rejected",
      },
      { ...common, happens: "still pending", next: WAITS_REVOKE, status: "pending" },
      { ...common, happens: "decided twice", next: "", status: "revoked" },
      {
        ...common,
        happens: "vanished",
        next: `${REVOKE} is not there any more: it was withdrawn in CertCentral, or this API key may not see it\n${NOT_AGAIN}`,
        status: "rejected",
      },
    ];
  }),
);

const REISSUE = "request # to reissue order O";
const WAITS_REISSUE = `${REISSUE} waits for approval by a CertCentral administrator\napprove it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice`;

const reissueCases: readonly Case[] = (["admin", "standard"] as const).flatMap((role) =>
  [true, false].flatMap((skipApproval): Case[] => {
    if (role === "admin" && skipApproval)
      return [{ role, skipApproval, happens: "approved", ...SKIPPED, status: "issued" }];
    if (skipApproval)
      return [
        {
          role,
          skipApproval,
          happens: "approved",
          first:
            "hint: the user of this key lacks a permission: use a key that may write (not one restricted to view only), and an administrator's for skipApproval",
          next: "hint: the user of this key lacks a permission: use a key that may write (not one restricted to view only), and an administrator's for skipApproval",
          status: undefined,
        },
      ];
    const common = { role, skipApproval, first: WAITS_REISSUE };
    return [
      { ...common, happens: "approved", next: "", status: "issued" },
      {
        ...common,
        happens: "rejected",
        next: `${REISSUE} was rejected by Ada Example: "not this one"\nthe same request is not sent again: change the inputs, or a value in triggers once the reason is dealt with`,
        status: "none",
      },
      { ...common, happens: "still pending", next: WAITS_REISSUE, status: "pending" },
      { ...common, happens: "decided twice", next: "", status: "issued" },
      {
        ...common,
        happens: "vanished",
        next: "the reissue of order O (request #, certificate C) was cancelled or rejected outside of Pulumi\nthe same request is not sent again: change the inputs, or a value in triggers once the reason is dealt with",
        status: "none",
      },
    ];
  }),
);

interface Ended<State> {
  readonly said: string;
  readonly state: State | undefined;
}

/** One `up`, as the door runs it: what it left, and the last thing that the user reads. */
const up = async <Inputs extends object, State, Reason extends { readonly code: string }>(
  cc: Central,
  resource: Resource<Inputs, State, Reason, Parameters<typeof certificate.create>[1]["api"]>,
  prior: State | undefined,
  inputs: Inputs,
  apiKey: string | undefined,
): Promise<Ended<State>> => {
  const ctx = cc.ctx(apiKey);
  const from = cc.run.lines.length;
  const said = (): string =>
    cc.run.lines
      .slice(from)
      .findLast((line) => line.startsWith("warn: "))
      ?.slice(6) ?? "";
  try {
    if (prior === undefined) return { state: (await resource.create(inputs, ctx)).state, said: said() };
    const stored = resource.restore(JSON.parse(JSON.stringify(resource.store(prior))));
    const plan = resource.plan(stored, inputs as Given<Inputs>, cc.run.now());
    if (plan.action === "nothing") return { state: stored, said: "nothing to do" };
    return { state: await resource.update(stored, inputs, plan, ctx), said: said() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { said: message, state: PartialFailure.is(error) ? (error.state as State) : prior };
  }
};

/** What administrators do between two ups; a second decision comes too late, and is refused by CertCentral. */
const happen = async (cc: Central, what: Happens, requestId: number, pendingOn?: number): Promise<void> => {
  const { api, run } = cc.ctx();
  const decide = (status: "approved" | "rejected") =>
    api.send(decideRequest, { requestId, status, processorComment: "not this one" }, run);
  if (what === "approved" || what === "decided twice") await decide("approved");
  if (what === "rejected") await decide("rejected");
  if (what === "decided twice") await expect(decide("rejected")).rejects.toThrow("request_already_processed");
  if (what !== "vanished") return;
  if (pendingOn !== undefined) await cc.cancelReissue(pendingOn, "not now");
  await cc.fault({ method: "GET", path: `/request/${requestId}`, kind: "status:404", times: 1 });
};

const named = ({ role, skipApproval, happens }: Case): string =>
  `${role} key, skipApproval ${skipApproval}: ${happens}`;
const table = (cases: readonly Case[]): [string, Case][] => cases.map((c) => [named(c), c]);
const filled = (text: string, id: { request: number; order: number; certificate: number }): string =>
  text
    .replace("#", String(id.request))
    .replace("certificate C", `certificate ${id.certificate}`)
    .replaceAll("order O", `order ${id.order}`);

describe("revoke", () => {
  test.each(table(revokeCases))("%s", async (_, { role, skipApproval, happens, first, next, status }) => {
    const cc = await central();
    const { orderId, certificateId } = await cc.makeOrder({ commonName: "www.example.com" });
    const apiKey = role === "admin" ? undefined : await cc.standardKey();
    const inputs = { certificateId, orderId, skipApproval };

    const one = await up(cc, revocation, undefined, inputs, apiKey);
    const requests = (await cc.order(orderId)).requests.filter(({ type }) => type === "revoke");
    const id = { request: requests[0]?.id ?? 0, order: orderId, certificate: certificateId };
    expect(one.said).toBe(filled(first, id));
    await cc.clearHistory().then(() => (next === undefined ? undefined : happen(cc, happens, id.request)));
    const decided = (await cc.writes()).length;
    const two = await up(cc, revocation, one.state, inputs, apiKey);

    expect(two.said).toBe(next === undefined ? "nothing to do" : filled(next, id));
    expect(two.state).toMatchObject({ status });
    // Nothing is asked for twice, whatever was decided.
    expect((await cc.writes()).length).toBe(decided);
    expect((await cc.order(orderId)).requests.filter(({ type }) => type === "revoke")).toHaveLength(
      next === undefined ? 0 : 1,
    );
    const three = await up(cc, revocation, two.state, inputs, apiKey);
    expect(three.said).toBe(status === "revoked" ? "nothing to do" : filled(next ?? "", id));
    expect((await cc.writes()).length).toBe(decided);
  });
});

describe("reissue", () => {
  test.each(table(reissueCases))("%s", async (_, { role, skipApproval, happens, first, next, status }) => {
    const cc = await central({ approvalGate: true });
    const { orderId } = await cc.makeOrder({ commonName: "www.example.com" });
    const apiKey = role === "admin" ? undefined : await cc.standardKey();
    const inputs = { orderId, csr: (await makeKey()).csr, skipApproval };

    const one = await up(cc, certificate, undefined, inputs, apiKey);
    const { requests, certificates } = await cc.order(orderId);
    const asked = requests.find(({ type }) => type === "reissue");
    const reissued = certificates.find(({ kind }) => kind === "reissue");
    const id = { request: asked?.id ?? 0, order: orderId, certificate: reissued?.id ?? 0 };
    expect(lastLines(one.said, first)).toBe(filled(first, id));
    if (id.request > 0) await happen(cc, happens, id.request, orderId);
    const two = await up(cc, certificate, one.state, inputs, apiKey);

    expect(next === undefined ? two.said : lastLines(two.said, next)).toBe(
      next === undefined ? "nothing to do" : filled(next, id),
    );
    expect(two.state?.status).toBe(status);
    const issued = (await cc.order(orderId)).certificates.filter((c) => c.kind === "reissue");
    expect(issued.length).toBe(status === undefined ? 0 : 1);
  });
});

/** As many lines from the end as are compared. */
const lastLines = (said: string, inputs: string): string =>
  said.split("\n").slice(-inputs.split("\n").length).join("\n");
