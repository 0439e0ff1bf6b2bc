import type { Virtual } from "../../in-process-engine/command";
import type { CertificateFacts, Levers, OrderFacts, RequestFacts, Simulator } from "../../simulator/src";
import { newCsr } from "../../simulator/src/levers/make";
import { COMMON_NAME, HOUR, type Simulated, simulated } from "../simulated";
import type { Setting, Step, Wanted, Which } from "./steps";
import { PLACES } from "./steps";

type Outside = Exclude<Step, { do: "edit" | "up" | "preview" | "refresh" | "destroy" }>;

/** Everything that is true of CertCentral at one moment. */
export interface Facts {
  readonly orders: readonly OrderFacts[];
  readonly requests: readonly RequestFacts[];
  readonly certificates: readonly CertificateFacts[];
}

/** A CertCentral with two orders, and everybody in it but the program under test. */
export class World implements Simulated {
  /** Requests that can be seen no more. */
  readonly vanished = new Set<number>();
  /** Requests that our own user made by hand. */
  readonly byHand = new Set<number>();
  readonly ids = new Map<Which, { orderId: number; certificateId: number; serialNumber: string }>();
  apiKey = "";
  /** The e-mail address of the key's user. */
  us = "";
  #colleague = "";

  private constructor(
    readonly sim: Simulator,
    readonly pull: Levers,
    readonly time: Virtual,
    readonly csrs: readonly string[],
  ) {}

  static async build(): Promise<World> {
    const { sim, pull, time } = await simulated();
    return new World(sim, pull, time, await Promise.all([1, 2, 3].map(() => newCsr(COMMON_NAME))));
  }

  /** Two orders in a world that is fresh otherwise. */
  async open({ admin }: Setting): Promise<void> {
    const { pull } = this;
    for (const memory of [this.vanished, this.byHand, this.ids]) memory.clear();
    const ours = await pull.makeKey({ family: "services", role: admin ? "admin" : "standard" });
    const theirs = await pull.makeKey({ family: "services", role: "admin" });
    this.apiKey = ours.apiKey;
    this.us = `${admin ? "ada" : "stan"}.${ours.userId}@example.com`;
    this.#colleague = theirs.apiKey;
    const [csr = "", newer = "", beside = ""] = this.csrs;
    const first = await pull.makeOrder({ commonName: COMMON_NAME, csr });
    const { orderId } = first;
    const current = await pull.reissue(orderId, { csr: newer });
    const duplicate = await pull.reissue(orderId, { csr: beside, storeAsDuplicate: true });
    const other = await pull.makeOrder({ commonName: COMMON_NAME, csr });
    const serials = new Map(
      (await this.observed([orderId, other.orderId])).certificates.map((c) => [c.id, c.serialNumber]),
    );
    for (const [which, made] of Object.entries({ first, current, duplicate, other }))
      this.ids.set(which as Which, {
        orderId: made.orderId,
        certificateId: made.certificateId,
        serialNumber: serials.get(made.certificateId) ?? "",
      });
  }

  async observed(orderIds = [...new Set([...this.ids.values()].map(({ orderId }) => orderId))]): Promise<Facts> {
    const orders: OrderFacts[] = [];
    for (const orderId of orderIds) orders.push(await this.pull.order(orderId));
    return {
      orders,
      requests: orders.flatMap(({ requests }) => requests.filter(({ type }) => type === "revoke")),
      certificates: orders.flatMap(({ certificates }) => certificates),
    };
  }

  at(which: Which): { orderId: number; certificateId: number; serialNumber: string } {
    const found = this.ids.get(which);
    if (found === undefined) throw new Error(`there is no ${which}`);
    return found;
  }

  inputs(program: Wanted): Record<string, unknown> {
    const { orderId, certificateId, serialNumber } = this.at(program.which);
    const { which: _, by, orderGiven, ...asking } = program;
    return {
      ...asking,
      ...(by === "id" ? { certificateId } : {}),
      ...(by === "serial" ? { serialNumber } : {}),
      ...(by === "order" ? { wholeOrder: true } : {}),
      ...(by === "order" || orderGiven === true ? { orderId } : {}),
      ...(asking.awaitApproval === true ? { timeouts: { approval: 60 } } : {}),
    };
  }

  async take(step: Outside): Promise<void> {
    const { pull } = this;
    const { orderId } = this.at("current");
    // What does not fit the moment is a step that did not happen.
    const perhaps = async (act: Promise<unknown>) => void (await act.catch(() => undefined));
    switch (step.do) {
      case "revoked elsewhere":
        return perhaps(
          step.which === "order" ? pull.revokeOrder(orderId) : pull.revoke(this.at(step.which).certificateId),
        );
      case "asked elsewhere":
        return this.#ask(step);
      case "approve":
      case "reject": {
        const decide = (how: "approve" | "reject", id: number) => perhaps(pull[how](id, "an administrator's word"));
        for (const { id, requester, status } of (await this.observed()).requests) {
          const fits = step.requestOwner === "all" || (requester === this.us) === (step.requestOwner === "ours");
          if (!fits || status !== "pending" || this.vanished.has(id)) continue;
          await decide(step.do, id);
          if (step.twice) await decide(step.do === "approve" ? "reject" : "approve", id);
        }
        return;
      }
      case "vanish": {
        const ours = (await this.observed()).requests.findLast(
          ({ requester, status }) => requester === this.us && status === "pending",
        );
        if (ours !== undefined) this.vanished.add(ours.id);
        return this.#hide();
      }
      case "reissue":
        return perhaps(pull.reissue(orderId, { csr: this.csrs[0] ?? "", approval: true }));
      case "reissue granted":
        for (const { id, type, status } of (await pull.order(orderId)).requests)
          if (type === "reissue" && status === "pending") await perhaps(pull.approve(id));
        return;
      case "reissue cancelled":
        return perhaps(pull.cancelReissue(orderId));
      case "fault":
        return void (await pull.fault({ ...PLACES[step.at], kind: step.kind, times: step.times }));
      case "calm":
        return this.calm();
      case "clock":
        this.time.now += step.hours * HOUR;
        return;
    }
  }

  async calm(): Promise<void> {
    await this.pull.clearFaults();
    await this.#hide();
  }

  /** Faults that wait are for the program's calls. */
  async #ask({ which, as }: Extract<Outside, { do: "asked elsewhere" }>): Promise<void> {
    const { pull, sim } = this;
    const armed = await pull.faults();
    await pull.clearFaults();
    const { certificateId } = this.at(which);
    const body = JSON.stringify(as === "their program" ? { comments: `pulumi: certificate ${certificateId}` } : {});
    const answer = await sim.fetch(`${sim.baseUrl}/certificate/${certificateId}/revoke`, {
      method: "PUT",
      headers: {
        "X-DC-DEVKEY": as === "our user" ? this.apiKey : this.#colleague,
        "content-type": "application/json",
        "content-length": String(body.length),
        "user-agent": "somebody else",
      },
      body,
    });
    if (answer.status === 201 && as === "our user") this.byHand.add(((await answer.json()) as { id: number }).id);
    for (const fault of armed) await pull.fault(fault);
  }

  async #hide(): Promise<void> {
    for (const id of this.vanished)
      await this.pull.fault({ method: "GET", path: `/request/${id}`, kind: "status:404", times: 1_000_000 });
  }
}
