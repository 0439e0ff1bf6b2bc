import {
  CALM,
  type CertificateFacts,
  type Levers,
  levers,
  type OrderFacts,
  type Simulator,
  simulate,
} from "../simulator/src";
import { newCsr } from "../simulator/src/levers/make";
import { readCsr } from "../simulator/src/pki/csr";
import { type Ended, type Saved, Stack, type Virtual } from "./stack";
import { type Edit, PLACES, type Sequence, type Step, type Wanted } from "./steps";

/** A rule that did not hold; the message tells the whole story. */
export class Broken extends Error {
  constructor(rule: string, story: readonly string[]) {
    super(`${rule}\n  ${story.join("\n  ")}`);
    this.name = "Broken";
  }
}

const START = Date.parse("2026-11-22T12:00:00Z");
const HOUR = 3_600_000;
const COMMON_NAME = "www.example.com";
/** The person of the simulator's first key, which is the provider's. */
const US = "ada.101@example.com";

/** A key as a user has it: its CSR, the same in another spelling, and the digest of the key alone. */
interface Key {
  readonly csr: string;
  readonly otherSpelling: string;
  readonly fingerprint: string;
}

const makeKey = async (): Promise<Key> => {
  const csr = await newCsr(COMMON_NAME);
  const read = readCsr(csr);
  if (!("key" in read) || typeof read.key === "string") throw new Error("the simulator made a CSR that it cannot read");
  return { csr, otherSpelling: `\r\n${csr.replaceAll("\n", "\r\n")}\r\n`, fingerprint: read.key.spkiSha256 };
};

/** What sequences share: a simulator, keys, and the clock. Each sequence starts in a fresh world. */
export class Stage {
  readonly time: Virtual = { now: START };
  private constructor(
    readonly sim: Simulator,
    readonly keys: Readonly<Record<"A" | "B" | "C" | "other", Key>>,
    readonly pull: Levers,
  ) {}

  static async build(): Promise<Stage> {
    const time: Virtual = { now: START };
    const sim = await simulate({
      seed: 7,
      listen: false,
      now: () => time.now,
      awkward: { ...CALM, certificateStatusAbsent: false, rateWindows: [] },
    });
    const [A, B, C, other] = await Promise.all([makeKey(), makeKey(), makeKey(), makeKey()]);
    const stage = new Stage(sim, { A, B, C, other }, levers(sim.leversUrl, sim.fetch));
    Object.defineProperty(stage, "time", { value: time });
    return stage;
  }

  /** Plays a sequence through to its quiet end; throws `Broken` where a rule does not hold. */
  async play(sequence: Sequence): Promise<void> {
    const random = Math.random;
    Math.random = seeded(1);
    try {
      this.time.now = START;
      await this.pull.reset();
      await this.pull.setAwkward(sequence.setting.awkward);
      const scene = new Scene(this, sequence);
      await scene.open();
      for (const step of sequence.steps) await scene.take(step);
      await scene.end();
    } finally {
      Math.random = random;
    }
  }
}

const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

interface Spent {
  readonly wish: string;
  readonly certificateId: number;
  /** The resource that asked. */
  readonly name: string;
  /** The state that was saved knows of it. */
  known: boolean;
}

interface OrderBook {
  readonly orderId: number;
  /** Why a fitting certificate may be reissued nevertheless: a trigger, another validity, or a no to what was asked for them. */
  fieldsChanged: boolean;
  spent: Spent | undefined;
}

type Facts = readonly OrderFacts[];

class Scene {
  readonly stack: Stack;
  readonly orders: OrderBook[] = [];
  readonly story: string[] = [];
  /** Issued on our request, but whoever asked was killed before he knew. */
  readonly orphans = new Set<number>();
  /** Of a resource that is no more. */
  readonly released = new Set<number>();
  program: Wanted;
  name = "web";
  #names = 0;
  /** Somebody said no: the program has to change before the same is asked for again. */
  no = false;

  constructor(
    readonly stage: Stage,
    readonly sequence: Sequence,
  ) {
    this.stack = new Stack(stage.sim, stage.time);
    this.program = sequence.start;
    this.tell(`setting ${JSON.stringify(sequence.setting)}`);
    this.tell(`start ${JSON.stringify(sequence.start)}`);
  }

  tell(line: string): void {
    this.story.push(line);
  }

  broken(rule: string): never {
    throw new Broken(rule, this.story);
  }

  async open(): Promise<void> {
    await this.#order(0);
  }

  async #order(index: number): Promise<OrderBook> {
    while (this.orders.length <= index) {
      const { setting } = this.sequence;
      const { orderId } = await this.stage.pull.makeOrder({
        commonName: COMMON_NAME,
        dnsNames: ["a.example.com"],
        ...(setting.ownKey ? { csr: this.stage.keys.A.csr } : {}),
        approval: setting.approval,
        dcv: setting.dcv,
        autoReissue: setting.autoReissue,
        orderValidityDays: setting.coverageDays,
      });
      this.orders.push({ orderId, fieldsChanged: false, spent: undefined });
    }
    return this.orders[index] as OrderBook;
  }

  async #facts(): Promise<Facts> {
    const all: OrderFacts[] = [];
    for (const { orderId } of this.orders) all.push(await this.stage.pull.order(orderId));
    return all;
  }

  async #inputs(): Promise<Record<string, unknown>> {
    const p = this.program;
    const { orderId } = await this.#order(p.order);
    const key = p.key === undefined ? undefined : this.stage.keys[p.key];
    return Object.fromEntries(
      Object.entries({
        orderId,
        csr: p.spelling === true ? key?.otherSpelling : key?.csr,
        dnsNames: p.names,
        commonName: p.commonName,
        signatureHash: p.hash,
        triggers: p.triggers === undefined ? undefined : { n: p.triggers },
        validityDays: p.validityDays,
        minDaysRemaining: p.minDays,
        allowSanRemoval: p.allowSanRemoval,
        onDelete: p.onDelete,
        revocation: p.revokeNow === true ? { skipApproval: true } : undefined,
        superseded: p.superseded,
        skipApproval: p.skipApproval,
        waitForIssuance: p.wait,
        timeouts: p.patience === undefined ? undefined : { approval: p.patience },
      }).filter(([, value]) => value !== undefined),
    );
  }

  async take(step: Step): Promise<void> {
    this.tell(`> ${JSON.stringify(step)}`);
    const { pull } = this.stage;
    switch (step.do) {
      case "edit":
        return this.#edit(step.change);
      case "up": {
        if (step.rename) this.name = `web${++this.#names}`;
        await this.up({ ...(step.refresh ? { refresh: true } : {}), ...(step.kill ? { kill: step.kill } : {}) });
        return;
      }
      case "preview": {
        const ended = await this.#command("preview", async () => this.stack.preview(await this.#inputs(), this.name));
        if (ended.calls > 0) this.broken("a preview called the API");
        return;
      }
      case "refresh":
        return void (await this.#command("refresh", () => this.stack.refresh()));
      case "destroy":
        return void (await this.#command("destroy", () => this.stack.destroy()));
      case "fault":
        return void (await pull.fault({ ...PLACES[step.at], kind: step.kind, times: step.times }));
      case "calm":
        return void (await pull.clearFaults());
      case "clock":
        this.stage.time.now += step.hours * HOUR;
        return;
      default:
        return this.#outside(step);
    }
  }

  #edit(change: Edit): void {
    const { triggers, validityDays } = this.program;
    this.program = Object.fromEntries(
      Object.entries({ ...this.program, ...change }).filter(([, value]) => value !== null && value !== undefined),
    ) as unknown as Wanted;
    if (triggers !== this.program.triggers || validityDays !== this.program.validityDays)
      for (const order of this.orders) order.fieldsChanged = true;
  }

  async #outside(step: Extract<Step, { do: "colleague" | "approve" | "reject" | "cancel" | "validate" | "revoke" }>) {
    const { pull, keys } = this.stage;
    const order = await this.#order(this.program.order);
    const { orderId } = order;
    const facts = await pull.order(orderId);
    const waiting = facts.requests.filter(({ status }) => status === "pending");
    // A lever that does not fit the moment is a step that did not happen.
    const perhaps = async (act: Promise<unknown>) => void (await act.catch(() => this.tell("  (not possible)")));
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
        this.no = true;
        order.fieldsChanged = true;
        return;
      case "cancel":
        this.no = true;
        order.fieldsChanged = true;
        return perhaps(pull.cancelReissue(orderId, "not now"));
      case "validate":
        return perhaps(pull.validate(orderId));
      case "revoke": {
        const id =
          step.which === "current"
            ? facts.certificates.find(({ primary }) => primary)?.id
            : this.stack.resource?.outputs["certificateId"];
        return id === undefined ? undefined : perhaps(pull.revoke(Number(id)));
      }
    }
  }

  up(options: Parameters<Stack["up"]>[1] = {}): Promise<Ended> {
    return this.#command("up", async () => this.stack.up(await this.#inputs(), { ...options, name: this.name }));
  }

  async #command(what: "up" | "preview" | "refresh" | "destroy", run: () => Promise<Ended>): Promise<Ended> {
    await this.#order(this.program.order);
    const before = { facts: await this.#facts(), saved: this.stack.all };
    const ended = await run().catch((error: unknown) =>
      this.broken(`${what} threw: ${error instanceof Error ? error.stack : String(error)}`),
    );
    const facts = await this.#facts();
    this.tell(`  ${what}: ${ended.ok ? "ok" : "FAILED"} [${ended.did.join(", ")}] ${ended.reasons.join(" / ")}`);
    for (const line of ended.lines) if (!line.startsWith("progress")) this.tell(`    ${line}`);
    this.tell(`    state ${this.stack.all.map(shown).join(" + ") || "empty"}`);
    for (const order of facts)
      this.tell(`    order ${order.id} ${order.status}: ${order.certificates.map((c) => this.#shown(c)).join("; ")}`);
    if (/Cannot read|is not a function|is not iterable|undefined/.test(ended.reasons.join(" ")))
      this.broken("a failure speaks of our own code");
    this.#placed(what, before, facts, ended);
    this.#taken(what, ended, before, facts);
    if (!ended.killed) this.#deleted(before.saved, facts);
    this.#owned(facts);
    if (ended.ok && ended.did.includes("update")) this.#answered(before.saved, facts);
    if (!ended.killed) this.#remembered(facts);
    return ended;
  }

  #shown(c: CertificateFacts): string {
    const who = isOurs(c) ? "ours" : "theirs";
    const key = Object.entries(this.stage.keys).find(([, { fingerprint }]) => fingerprint === c.spkiSha256)?.[0] ?? "?";
    return `${c.id} ${who} ${c.status}${c.primary ? " PRIMARY" : ""} key ${key} [${nameSet(c)}] ${c.signatureHash} req ${c.requestId}`;
  }

  /** Nothing is asked for twice, nothing that is there already, nothing that takes names away unasked. */
  #placed(what: string, was: { facts: Facts; saved: readonly Saved[] }, after: Facts, ended: Ended): void {
    const before = was.facts;
    // Without an opinion about names, those that were asked for before count, until it is finished.
    const borrowed =
      this.program.names === undefined && was.saved.some(({ outputs }) => outputs["pending"] !== undefined);
    for (const [index, order] of after.entries()) {
      const had = new Set(before[index]?.certificates.map(({ id }) => id));
      const placed = order.certificates.filter((c) => isOurs(c) && !had.has(c.id));
      const [mine] = placed;
      const book = this.orders[index];
      if (mine === undefined || book === undefined) continue;
      if (what !== "up") this.broken(`a ${what} asked for a reissue`);
      if (placed.length > 1) this.broken("one up asked for two reissues");
      if (index !== this.program.order) this.broken("a reissue of an order that is not wanted");
      const wish = this.#wish();
      const at = Date.parse(mine.askedAt);
      const current = order.certificates
        .filter((c) => c !== mine && c.issuedAt !== null && Date.parse(c.issuedAt) <= at)
        .sort((a, b) => Date.parse(a.issuedAt ?? "") - Date.parse(b.issuedAt ?? ""))
        .at(-1);
      if (current !== undefined) {
        const alive =
          (current.revokedAt === null || Date.parse(current.revokedAt) > at) &&
          Date.parse(current.validTill ?? "") > at;
        const daysLeft = (Date.parse(current.validTill ?? "") - at) / (24 * HOUR);
        const due = daysLeft < (this.program.minDays ?? 30);
        if (alive && !due && !borrowed && !book.fieldsChanged && this.#fits(current))
          this.broken(`reissued although certificate ${current.id} is live and what is wanted`);
        const lost = current.issuedNames.filter((name) => !namesOf(mine).includes(name));
        if (lost.length > 0 && this.program.allowSanRemoval !== true)
          this.broken(`took ${lost.join(", ")} away without allowSanRemoval`);
      }
      if (!this.#fits({ ...mine, issuedNames: namesOf(mine) }))
        this.broken(`asked for something else than what is wanted: ${this.#shown(mine)}`);
      const { spent } = book;
      const earlier = before[index]?.certificates.find(({ id }) => id === spent?.certificateId);
      // A resource that is being created knows of nothing.
      if (
        ended.did.includes("update") &&
        spent?.wish === wish &&
        spent.name === this.name &&
        spent.known &&
        earlier !== undefined &&
        ["rejected", "canceled"].includes(earlier.status) &&
        sameRequest(earlier, mine)
      )
        this.broken(`asked again for what somebody said no to (certificate ${earlier.id})`);
      book.spent = { wish, certificateId: mine.id, name: this.name, known: false };
      book.fieldsChanged = false;
      if (ended.killed) this.orphans.add(mine.id);
      else {
        const pending = this.stack.resource?.outputs["pending"] as SavedPending | undefined;
        book.spent.known =
          pending !== undefined &&
          (pending.certificateId === mine.id ||
            (mine.requestId !== null && pending.requestIds.includes(mine.requestId)));
      }
    }
  }

  /** Nothing is revoked or cancelled that is not ours to take. */
  #taken(what: string, ended: Ended, before: { facts: Facts; saved: readonly Saved[] }, after: Facts): void {
    for (const [index, order] of after.entries()) {
      const was = before.facts[index];
      for (const c of order.certificates) {
        const old = was?.certificates.find(({ id }) => id === c.id);
        if (!["canceled", "rejected"].includes(c.status) || old?.status !== "pending") continue;
        if (!isOurs(c)) this.broken(`cancelled somebody else's reissue ${c.id}`);
        // Nobody else said no to it.
        const book = this.orders[index];
        if (book?.spent?.certificateId === c.id) book.spent = undefined;
      }
      const revoked = order.revocations
        .filter(({ certificateId, at, by }) => {
          const old = was?.revocations.find((r) => r.certificateId === certificateId);
          return at !== null && by === "account" && (old === undefined || old.at === null);
        })
        .map(({ certificateId }) => certificateId);
      const asked = order.requests
        .filter(({ id, type }) => type === "revoke" && !was?.requests.some((r) => r.id === id))
        .flatMap(({ certificateId }) =>
          certificateId === null ? order.certificates.map(({ id }) => id) : [certificateId],
        );
      for (const id of new Set([...revoked, ...asked])) {
        if (what === "refresh" || what === "preview") this.broken(`a ${what} revoked certificate ${id}`);
        const c = order.certificates.find((other) => other.id === id);
        const gone = before.saved.filter((saved) => !this.#isKept(saved) || what === "destroy");
        const allowed =
          (c !== undefined && isOurs(c)) ||
          gone.some(
            ({ outputs }) =>
              Number(outputs["orderId"]) === order.id &&
              (outputs["onDelete"] === "revokeOrder" ||
                (outputs["onDelete"] === "revoke" && outputs["certificateId"] === id)),
          ) ||
          // a delete that failed later, or was killed, has no less right to what it did
          before.saved.some(
            ({ outputs }) =>
              outputs["onDelete"] === "revokeOrder" ||
              (outputs["onDelete"] === "revoke" && outputs["certificateId"] === id),
          );
        if (!allowed) this.broken(`revoked certificate ${id}, which is not ours to take`);
        if (gone.some(({ outputs }) => outputs["onDelete"] === "retain" && Number(outputs["orderId"]) === order.id))
          this.broken(`revoked certificate ${id} although it was to be retained`);
        const { resource } = this.stack;
        if (
          what === "up" &&
          !ended.killed &&
          resource?.outputs["certificateId"] === id &&
          resource.initErrors === undefined
        )
          this.broken(`revoked certificate ${id}, which is the one we keep`);
      }
    }
  }

  #isKept({ urn, id }: Saved): boolean {
    return this.stack.all.some((saved) => saved.urn === urn && saved.id === id);
  }

  /** What a deleted resource had issued is revoked, or a request for it waits, unless the user or another resource keeps it. */
  #deleted(before: readonly Saved[], after: Facts): void {
    for (const gone of before.filter((saved) => !this.#isKept(saved))) {
      const order = after.find(({ id }) => id === Number(gone.id));
      if (order === undefined) continue;
      const kept = this.stack.all.some(({ id }) => id === gone.id);
      const mine = new Set([
        ...(gone.outputs["origin"] === "issued" ? [Number(gone.outputs["certificateId"])] : []),
        ...ledgerOf(gone),
      ]);
      const closed = ["revoked", "expired"].includes(order.status);
      if (gone.outputs["onDelete"] !== "retain" && !kept && !closed)
        for (const c of order.certificates)
          if (mine.has(c.id) && c.status === "issued" && !asksToRevoke(order, c.id))
            this.broken(`deleted, but our certificate ${c.id} is left alive`);
      if (gone.outputs["onDelete"] !== "retain" && !kept && !closed)
        for (const c of order.certificates)
          if (c.status === "pending" && isOurs(c) && !this.orphans.has(c.id) && !this.released.has(c.id))
            this.broken(`deleted, but our reissue ${c.id} is still pending`);
      for (const c of order.certificates) if (isOurs(c)) this.released.add(c.id);
      const book = this.orders.find(({ orderId }) => orderId === order.id);
      if (book !== undefined) book.spent = undefined;
    }
  }

  /** A changed trigger is answered by a certificate that was asked for because of it; where the lists tell who asked, by us. */
  #answered(before: readonly Saved[], after: Facts): void {
    const { resource: now } = this.stack;
    const was = before.find(({ urn, id }) => urn === now?.urn && id === now.id);
    if (now === undefined || was === undefined || was.outputs["askedBefore"] !== undefined) return;
    const [from, to] = [was, now].map(({ outputs }) => JSON.stringify(outputs["triggers"]));
    if (to === undefined || from === to || [was, now].some(({ outputs }) => outputs["pending"] !== undefined)) return;
    const held = after
      .flatMap(({ certificates }) => certificates)
      .find(({ id }) => id === now.outputs["certificateId"]);
    if (held === undefined || held.id === was.outputs["certificateId"]) this.broken("a trigger was not answered");
    const asked = after.some(({ certificates }) => certificates.some(({ id }) => this.orphans.has(id)));
    if (this.sequence.setting.awkward.primaryInReissueList === true && !isOurs(held) && !asked)
      this.broken(`a trigger was answered by certificate ${held.id}, which somebody else had asked for`);
  }

  /** What state calls ours is ours. */
  #owned(facts: Facts): void {
    const all = facts.flatMap(({ certificates }) => certificates);
    for (const { outputs, ...saved } of this.stack.all) {
      const held = all.find(({ id }) => id === outputs["certificateId"]);
      if (held !== undefined) {
        if (outputs["origin"] === "issued" && !isOurs(held))
          this.broken(`state says that ${held.id} was issued for us, and it was not`);
        if (outputs["origin"] !== "issued" && isOurs(held) && !this.orphans.has(held.id) && !this.released.has(held.id))
          this.broken(`state says that ${held.id} was found, but we had it issued`);
        if (outputs["publicKeySha256"] !== held.spkiSha256)
          this.broken(`state has another key than certificate ${held.id}`);
        if (held.pem !== null && oneLine(String(outputs["certificatePem"])) !== oneLine(held.pem))
          this.broken(`state has another PEM than certificate ${held.id}`);
      }
      for (const id of ledgerOf({ outputs, ...saved }))
        if (!all.some((c) => c.id === id && isOurs(c))) this.broken(`the ledger holds ${id}, which is not ours`);
    }
  }

  /** Every live certificate that was issued for us is in state, or was on its way when state was written. */
  #remembered(facts: Facts): void {
    for (const order of facts)
      for (const c of order.certificates) {
        if (!isOurs(c) || c.status !== "issued" || this.orphans.has(c.id) || this.released.has(c.id)) continue;
        if (asksToRevoke(order, c.id)) continue;
        // Replaced before anybody looked, on an order whose list does not show what was replaced.
        if (this.sequence.setting.awkward.primaryInsteadOfReissues === true && !c.primary) continue;
        // Two for one key, and one of them asked for by a process that was killed: nobody can tell which is which.
        if (order.certificates.some(({ id, spkiSha256 }) => this.orphans.has(id) && spkiSha256 === c.spkiSha256))
          continue;
        const known = this.stack.all.some((saved) => {
          if (Number(saved.id) !== order.id) return false;
          if (saved.outputs["certificateId"] === c.id || ledgerOf(saved).includes(c.id)) return true;
          const pending = saved.outputs["pending"] as SavedPending | undefined;
          if (pending === undefined) return false;
          return (
            pending.certificateId === c.id ||
            (c.requestId !== null && pending.requestIds.includes(c.requestId)) ||
            (pending.certificateId === undefined && pending.requestIds.length === 0)
          );
        });
        if (!known) this.broken(`our certificate ${c.id} is alive and forgotten`);
      }
  }

  #wish(): string {
    const { order, key, names, commonName, hash, triggers, validityDays } = this.program;
    return JSON.stringify([order, key, names, commonName, hash, triggers, validityDays]);
  }

  #fits(c: Pick<CertificateFacts, "spkiSha256" | "issuedNames" | "signatureHash" | "commonName">): boolean {
    const { key, names, commonName, hash } = this.program;
    if (key !== undefined && c.spkiSha256 !== this.stage.keys[key].fingerprint) return false;
    if (hash !== undefined && c.signatureHash !== hash) return false;
    if (commonName !== undefined && c.commonName !== commonName) return false;
    if (names === undefined || names.length === 0)
      return commonName === undefined || c.issuedNames.includes(commonName);
    const wanted = new Set([commonName ?? c.commonName ?? COMMON_NAME, ...names]);
    return wanted.size === new Set(c.issuedNames).size && c.issuedNames.every((name) => wanted.has(name));
  }

  /** The faults stop and whoever has to act acts: three ups are enough, and then there is silence. */
  async end(): Promise<void> {
    const { pull, time } = this.stage;
    this.tell("> the end: no more faults, everything is approved");
    await pull.clearFaults();
    const change: Edit = { allowSanRemoval: true, wait: null };
    this.#edit(this.no || this.stack.resource?.outputs["refused"] !== undefined ? { ...change, triggers: 99 } : change);
    const { orderId } = await this.#order(this.program.order);
    let ended: Ended | undefined;
    const letItBe = async () => {
      for (const order of this.orders) {
        for (const { id, type, status } of (await pull.order(order.orderId)).requests)
          if (status === "pending" && type !== "revoke") await pull.approve(id);
        await pull.validate(order.orderId);
      }
      time.now += 2 * HOUR;
    };
    const isDone = async () => {
      // One that is found near its end is adopted first, and then reissued, which the preview shows before.
      const primary = (await pull.order(orderId)).certificates.find((c) => c.primary);
      const days = (Date.parse(primary?.validTill ?? "") - time.now) / (24 * HOUR);
      return ended?.ok === true && (days >= (this.program.minDays ?? 30) || ended.did.at(-1) === "same");
    };
    await letItBe();
    if ((await pull.order(orderId)).status !== "issued") return;
    for (let turn = 0; turn < 3; turn++) {
      ended = await this.up({ refresh: true });
      if (await isDone()) break;
      await letItBe();
      if ((await pull.order(orderId)).status !== "issued") return;
    }
    if (ended?.ok !== true) this.broken("three ups were not enough");

    const { certificates } = await pull.order(orderId);
    const primary = certificates.find((c) => c.primary);
    const outputs = this.stack.resource?.outputs ?? {};
    const own = this.sequence.setting.awkward.issuerHash === "own" ? { signatureHash: "sha384" } : {};
    if (
      primary === undefined ||
      primary.status !== "issued" ||
      !(this.#fits(primary) || this.#fits({ ...primary, ...own }))
    )
      this.broken(`the live certificate is not what is wanted: ${primary && this.#shown(primary)}`);
    if (outputs["certificateId"] !== primary.id) this.broken(`state holds another certificate than ${primary.id}`);
    if (outputs["pending"] !== undefined || outputs["status"] !== "issued")
      this.broken("state says that it is not done");
    if (outputs["replacedBy"] !== undefined) this.broken("state says that somebody else's certificate is there");

    const look = () => this.#command("preview", async () => this.stack.preview(await this.#inputs(), this.name));
    // What a grace makes due has an up of its own, which its preview shows first.
    if ((await look()).lines.some((line) => line.startsWith("info: retire:"))) {
      await this.up({ refresh: false });
      await letItBe();
    }
    const preview = await look();
    if (preview.calls > 0) this.broken("the preview of no change called the API");
    if (preview.did.join() !== "same") this.broken(`the preview of no change says ${preview.did}`);
    for (const refresh of [false, true]) {
      await pull.clearHistory();
      const quiet = await this.up({ refresh });
      const writes = (await pull.history()).filter(({ method }) => method !== "GET");
      if (writes.length > 0)
        this.broken(`an up without a change wrote: ${writes.map(({ method, path }) => `${method} ${path}`)}`);
      if (!quiet.ok || quiet.did.at(-1) !== "same") this.broken("an up without a change was not silent");
      if (!refresh && quiet.calls > 0) this.broken("an up without a change called the API");
    }
  }
}

interface SavedPending {
  readonly phase: string;
  readonly publicKeySha256?: string;
  readonly certificateId?: number;
  readonly requestIds: readonly number[];
}

/** The order's first certificate was bought before any of this. */
const isOurs = (c: CertificateFacts): boolean => c.askedBy === US && c.kind !== "original";

/** Where the program has no opinion, the order's own values are asked for, and they may have changed meanwhile. */
const sameRequest = (a: CertificateFacts, b: CertificateFacts): boolean =>
  a.spkiSha256 === b.spkiSha256 && a.signatureHash === b.signatureHash && nameSet(a) === nameSet(b);

const namesOf = (c: CertificateFacts): string[] => [...new Set([c.commonName ?? "", ...c.dnsNames])].sort();
const nameSet = (c: CertificateFacts): string =>
  namesOf(c)
    .map((name) => name.replace(".example.com", ""))
    .join(" ");
const oneLine = (pem: string): string => pem.replace(/\s/g, "");

const ledgerOf = ({ outputs }: Pick<Saved, "outputs">): number[] =>
  ((outputs["supersededCertificates"] as { certificateId: number }[] | undefined) ?? []).map((c) => c.certificateId);

const asksToRevoke = (order: OrderFacts, certificateId: number): boolean =>
  order.requests.some((r) => r.type === "revoke" && (r.certificateId === null || r.certificateId === certificateId));

const shown = (saved: Saved): string => {
  const { certificateId, origin, status, pending, refused, replacedBy } = saved.outputs;
  return JSON.stringify({
    order: saved.id,
    certificateId,
    origin,
    status,
    ledger: ledgerOf(saved),
    pending,
    ...(refused === undefined ? {} : { refused: true }),
    ...(replacedBy === undefined ? {} : { replacedBy: (replacedBy as { certificateId?: number }).certificateId }),
    ...(saved.initErrors === undefined ? {} : { unfinished: true }),
  });
};
