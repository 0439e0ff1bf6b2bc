import type { Virtual } from "../../in-process-engine/command";
import type { CertificateFacts, Levers, OrderFacts } from "../../simulator/src";
import { COMMON_NAME, HOUR, type Key } from "../simulated";
import type { Story } from "../story";
import { PLACES, type Setting, type Step, type Wanted } from "./steps";

export type Keys = Readonly<Record<"A" | "B" | "C" | "other", Key>>;
export type Facts = readonly OrderFacts[];

/** What our program last asked an order for. */
interface Spent {
  readonly desired: string;
  readonly skipApproval: boolean | undefined;
  readonly certificateId: number;
  /** The resource that asked. */
  readonly name: string;
  /** The state that was saved knows of it. */
  readonly known: boolean;
}

/** An order, and what the rules remember of it. */
export interface OrderBook {
  readonly orderId: number;
  /** Why a fitting certificate may be reissued nevertheless: a trigger, another validity, or a no to what was asked for them. */
  fieldsChanged: boolean;
  spent: Spent | undefined;
}

type Outside = Exclude<Step, { do: "edit" | "up" | "preview" | "refresh" | "destroy" }>;
/** What somebody else does. */
type Act = Exclude<Outside, { do: "fault" | "calm" | "clock" }>;

/** A CertCentral with the orders of one sequence, and everybody in it but the program under test. */
export class World {
  readonly orders: OrderBook[] = [];
  /** Issued on our request, but whoever asked was killed before he knew. */
  readonly orphans = new Set<number>();
  /** What our program wanted when it had a certificate asked for. */
  readonly wishes = new Map<number, string>();
  /** Named to the user as not proven ours. */
  readonly told = new Set<number>();
  /** Of a resource that is no more. */
  readonly released = new Set<number>();
  /** Somebody said no: the program has to change before the same is asked for again. */
  no = false;
  /** The resource and the wish of an up that ended with nothing left to do. */
  settled: string | undefined;

  constructor(
    readonly pull: Levers,
    readonly time: Virtual,
    readonly keys: Keys,
    readonly setting: Setting,
    readonly story: Story,
  ) {}

  async order(index: Wanted["order"]): Promise<OrderBook> {
    const { setting, keys, pull } = this;
    for (;;) {
      const book = this.orders[index];
      if (book !== undefined) return book;
      const { orderId } = await pull.makeOrder({
        commonName: COMMON_NAME,
        dnsNames: ["a.example.com"],
        ...(setting.ownKey ? { csr: keys.A.csr } : {}),
        approval: setting.approval,
        dcv: setting.dcv,
        autoReissue: setting.autoReissue,
        orderValidityDays: setting.coverageDays,
      });
      this.orders.push({ orderId, fieldsChanged: false, spent: undefined });
    }
  }

  async observed(): Promise<Facts> {
    const all: OrderFacts[] = [];
    for (const { orderId } of this.orders) all.push(await this.pull.order(orderId));
    return all;
  }

  /** `current`: the order that is wanted now; `ours`: the certificate that our state holds. */
  async take(step: Outside, current: Wanted["order"], ours: unknown): Promise<void> {
    const { pull, time } = this;
    switch (step.do) {
      case "fault":
        return void (await pull.fault({ ...PLACES[step.at], kind: step.kind, times: step.times }));
      case "calm":
        return void (await pull.clearFaults());
      case "clock":
        time.now += step.hours * HOUR;
        return;
      default:
        return this.#act(step, await this.order(current), ours);
    }
  }

  async #act(step: Act, order: OrderBook, ours: unknown): Promise<void> {
    const { pull, keys } = this;
    const { orderId } = order;
    const observed = await pull.order(orderId);
    const waiting = observed.requests.filter(({ status }) => status === "pending");
    // A lever that does not fit the moment is a step that did not happen.
    const perhaps = async (act: Promise<unknown>) => void (await act.catch(() => this.story.tell("  (not possible)")));
    switch (step.do) {
      case "colleague":
        return perhaps(
          pull.reissue(orderId, {
            ...(step.key === undefined ? {} : { csr: keys[step.key].csr }),
            ...(step.names === undefined ? {} : { dnsNames: [...step.names] }),
            ...(step.approval ? { approval: true } : {}),
            ...(step.slow === undefined ? {} : { slowSeconds: step.slow }),
          }),
        );
      case "approve":
        for (const { id } of waiting) await perhaps(pull.approve(id));
        return;
      case "reject":
        for (const { id } of waiting) await perhaps(pull.reject(id, "no"));
        return this.#saysNo(order);
      case "cancel":
        this.#saysNo(order);
        return perhaps(pull.cancelReissue(orderId, "not now"));
      case "validate":
        return perhaps(pull.validate(orderId));
      case "revoke": {
        const id = step.which === "current" ? observed.certificates.find(({ primary }) => primary)?.id : ours;
        return id === undefined ? undefined : perhaps(pull.revoke(Number(id)));
      }
    }
  }

  #saysNo(order: OrderBook): void {
    this.no = true;
    order.fieldsChanged = true;
  }

  /** Whoever has to act acts; revocations are nobody's business here. */
  async letItBe(): Promise<void> {
    const { pull, time } = this;
    for (const { orderId } of this.orders) {
      for (const { id, type, status } of (await pull.order(orderId)).requests)
        if (status === "pending" && type !== "revoke") await pull.approve(id);
      await pull.validate(orderId);
    }
    time.now += 2 * HOUR;
  }
}

/** The person of the simulator's first key, which is the provider's. */
const US = "ada.101@example.com";

/** The order's first certificate was bought before any of this. */
export const isOurs = (c: CertificateFacts): boolean => c.askedBy === US && c.kind !== "original";

export const namesOf = (c: CertificateFacts): string[] => [...new Set([c.commonName ?? "", ...c.dnsNames])].sort();
const nameSet = (c: CertificateFacts): string =>
  namesOf(c)
    .map((name) => name.replace(".example.com", ""))
    .join(" ");

/** Where the program has no opinion, the order's own values are asked for, and they may have changed meanwhile. */
export const sameRequest = (a: CertificateFacts, b: CertificateFacts): boolean =>
  a.spkiSha256 === b.spkiSha256 && a.signatureHash === b.signatureHash && nameSet(a) === nameSet(b);

export const asksToRevoke = (order: OrderFacts, certificateId: number): boolean =>
  order.requests.some((r) => r.type === "revoke" && (r.certificateId === null || r.certificateId === certificateId));

export const shownCertificate = (c: CertificateFacts, keys: Keys): string => {
  const who = isOurs(c) ? "ours" : "theirs";
  const key = Object.entries(keys).find(([, { fingerprint }]) => fingerprint === c.spkiSha256)?.[0] ?? "?";
  return `${c.id} ${who} ${c.status}${c.primary ? " PRIMARY" : ""} key ${key} [${nameSet(c)}] ${c.signatureHash} req ${c.requestId}`;
};
