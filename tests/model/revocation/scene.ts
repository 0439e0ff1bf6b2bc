import type { Ended } from "../../in-process-engine/command";
import { Stack } from "../../in-process-engine/stack";
import type { RequestFacts } from "../../simulator/src";
import { inFreshWorld } from "../simulated";
import { edited, Story } from "../story";
import type { Sequence, Step, Wanted } from "./steps";
import { type Facts, World } from "./world";

/** What we last asked for, as far as the rules need it. */
interface Asked {
  readonly target: string;
  readonly asking: string;
  readonly requestId: number;
  /** Whoever asked came to know of it, or could have looked. */
  readonly known: boolean;
}

/** What sequences share: a simulator and the clock. Each sequence starts in a fresh world. */
export class Stage {
  private constructor(readonly world: World) {}

  static async build(): Promise<Stage> {
    return new Stage(await World.build());
  }

  play(sequence: Sequence): Promise<void> {
    const { world } = this;
    return inFreshWorld(world, sequence.setting.awkward, async () => {
      await world.open(sequence.setting);
      const scene = new Scene(world, sequence);
      for (const step of sequence.steps) await scene.take(step);
      await scene.end();
    });
  }
}

/** One sequence, held against rules that know nothing of how they are kept. */
class Scene {
  readonly stack: Stack;
  readonly story: Story;
  program: Wanted;
  /** Requests that our program made, for which target. */
  readonly ours = new Map<number, string>();
  #last: Asked | undefined;

  constructor(
    readonly world: World,
    readonly sequence: Sequence,
  ) {
    this.stack = new Stack({ ...world.sim, apiKey: world.apiKey }, world.time, "Revocation");
    this.program = sequence.start;
    this.story = new Story(sequence);
    this.story.tell(`certificates ${JSON.stringify([...world.ids])}`);
  }

  async take(step: Step): Promise<void> {
    this.story.tell(`> ${JSON.stringify(step)}`);
    switch (step.do) {
      case "edit":
        this.program = edited(this.program, step.change);
        return;
      case "up":
        return void (await this.up(step));
      case "preview":
        return void (await this.#preview());
      case "refresh":
        return void (await this.#command("refresh", () => this.stack.refresh()));
      case "destroy": {
        await this.#command("destroy", () => this.stack.destroy());
        // What comes back after it is another wish; a request that still waits is followed all the same.
        if (this.stack.resource === undefined) this.#last = undefined;
        return;
      }
      default:
        return this.world.take(step);
    }
  }

  up({ refresh, kill }: Omit<Extract<Step, { do: "up" }>, "do"> = {}): Promise<Ended> {
    const options = { ...(refresh ? { refresh } : {}), ...(kill ? { kill } : {}) };
    return this.#command("up", () => this.stack.up(this.world.inputs(this.program), options));
  }

  #preview(): Promise<Ended> {
    return this.#command("preview", () => this.stack.preview(this.world.inputs(this.program)));
  }

  async #command(what: "up" | "preview" | "refresh" | "destroy", run: () => Promise<Ended>): Promise<Ended> {
    const before = await this.world.observed();
    const ended = await this.story.run(what, run);
    this.story.ended(what, ended);
    const after = await this.world.observed();
    this.story.tell(`    state ${JSON.stringify(this.stack.resource?.outputs)}`);
    for (const { id, certificates, requests } of after.orders)
      this.story.tell(
        `    order ${id}: ${certificates.map((c) => `${c.id} ${c.status}${c.primary ? " PRIMARY" : ""}`).join(", ")}; ${requests.map((r) => `${r.id} ${r.type} ${r.certificateId} ${r.status} by ${r.requester} ${r.comments}`).join(", ")}`,
      );
    this.#askedOnce(what, ended, before, after);
    this.#onlyWhatWasAskedFor(before, after);
    this.#truth(what, ended, after);
    return ended;
  }

  /** At most one request or revocation for a wish; another one only after an edit, or a no and an edit after it. */
  #askedOnce(what: string, ended: Ended, before: Facts, after: Facts): void {
    const had = new Set(before.requests.map(({ id }) => id));
    const placed = after.requests.filter(({ id }) => !had.has(id));
    const direct = newlyRevoked(before, after).length > 0 && placed.length === 0;
    if (placed.length === 0 && !direct) return;
    if (what !== "up") this.story.broken(`a ${what} asked for a revocation`);
    const [request, ...more] = placed;
    if (more.length > 0) this.story.broken("one up asked twice");
    const { target, asking } = this.#wish();
    const last = this.#last?.target === target ? this.#last : undefined;
    for (const [id, about] of this.ours) {
      const waits = before.requests.some((r) => r.id === id && r.status === "pending") && !this.world.vanished.has(id);
      if (waits && about === target) this.story.broken(`asked for ${target} although request ${id} of ours waits`);
    }
    if (last?.known && last.asking === asking && this.#isNo(after.requests.find(({ id }) => id === last.requestId)))
      this.story.broken(`asked again for what request ${last.requestId} was a no to`);
    if (request === undefined) return;
    this.ours.set(request.id, target);
    this.#last = { target, asking, requestId: request.id, known: !ended.killed };
  }

  #isNo(request: RequestFacts | undefined): boolean {
    return request !== undefined && (request.status === "rejected" || this.world.vanished.has(request.id));
  }

  /** Nothing is revoked, or asked to be, but what the program names. */
  #onlyWhatWasAskedFor(before: Facts, after: Facts): void {
    const { orderId, certificateId } = this.world.at(this.program.which);
    const whole = this.program.by === "order";
    const named = (id: number): boolean =>
      whole
        ? after.orders.some((o) => o.id === orderId && o.certificates.some((c) => c.id === id))
        : id === certificateId;
    for (const id of newlyRevoked(before, after))
      if (!named(id)) this.story.broken(`revoked certificate ${id}, which nobody asked for`);
    for (const request of after.requests.filter(({ id }) => !before.requests.some((r) => r.id === id)))
      if (whole ? request.certificateId !== null : request.certificateId !== certificateId)
        this.story.broken(`request ${request.id} is about something else than ${this.#wish().target}`);
  }

  /** What state says is so: no success while the target is alive and no request of ours waits, no foreign verdict as ours. */
  #truth(what: string, ended: Ended, observed: Facts): void {
    const saved = this.stack.resource;
    if (saved === undefined) return;
    const { status, requestId, internal, wholeOrder } = saved.outputs;
    const { followed } = internal as { readonly followed?: boolean };
    const id = Number(requestId);
    const request = observed.requests.find((r) => r.id === id);
    const target = this.#targetOf(saved.outputs);
    const revoked =
      wholeOrder === true
        ? observed.orders.some((o) => o.id === target && o.status === "revoked")
        : observed.certificates.some((c) => c.id === target && c.status === "revoked");
    if (status === "revoked" && !revoked) this.story.broken("state says that it is revoked, and it is alive");
    if ((status === "pending" || status === "rejected") && request?.requester !== this.world.us)
      this.story.broken(`state calls request ${id} ours, which is somebody else's`);
    if (status === "rejected" && !this.#isNo(request))
      this.story.broken(`state says that request ${id} was rejected, and it is ${request?.status}`);
    if (
      status === "pending" &&
      followed !== true &&
      !revoked &&
      (wholeOrder === true ? request?.certificateId !== null : request?.certificateId !== target)
    )
      this.story.broken(`request ${id} is about something else than what state says`);
    if (what !== "up" || !ended.ok) return;
    if (status !== "revoked" && status !== "pending") this.story.broken(`an up went well and left it ${status}`);
    if (status === "pending" && request?.status !== "pending" && ended.did.at(-1) !== "same")
      this.story.broken(`an up went well although request ${id} is ${request?.status}`);
  }

  #targetOf(outputs: Readonly<Record<string, unknown>>): number | undefined {
    if (outputs["wholeOrder"] === true) return Number(outputs["orderId"]);
    const ids = [...this.world.ids.values()];
    return outputs["serialNumber"] === undefined
      ? Number(outputs["certificateId"])
      : ids.find(({ serialNumber }) => serialNumber === outputs["serialNumber"])?.certificateId;
  }

  /** The target as the program names it, and the inputs that a request carries. */
  #wish(): { target: string; asking: string } {
    const { which, by, reason, comments, skipApproval } = this.program;
    const { orderId } = this.world.at(which);
    return {
      target: by === "order" ? `order ${orderId}` : `${which} by ${by}`,
      asking: JSON.stringify([reason, comments, skipApproval]),
    };
  }

  /** The faults stop, whoever has to act acts: three ups are enough for the truth, and then there is silence. */
  async end(): Promise<void> {
    const { world } = this;
    const { granted } = this.sequence.setting;
    this.story.tell(`> the end: no more faults, ${granted ? "everything is approved" : "nobody decides"}`);
    await world.calm();
    await world.take({ do: "reissue cancelled" });
    // After a no, something has to change.
    this.program = edited(this.program, { comments: "the last word", awaitApproval: null });
    let ended: Ended | undefined;
    const isSettled = (): boolean =>
      ended?.ok === true && this.stack.resource?.outputs["status"] === (granted ? "revoked" : "pending");
    const isRevoked = (): boolean => ended?.ok === true && this.stack.resource?.outputs["status"] === "revoked";
    for (let turn = 0; turn < 3 && !isSettled() && !isRevoked(); turn++) {
      ended = await this.up({ refresh: true });
      if (granted) await world.take({ do: "approve", requestOwner: "all" });
    }
    if (!isSettled() && !isRevoked()) this.story.broken("three ups were not enough");

    const preview = await this.#preview();
    if (isRevoked() && preview.did.join() !== "same")
      this.story.broken(`the preview of what is done says ${preview.did}`);
    for (const refresh of [false, true]) {
      await world.pull.clearHistory();
      const quiet = await this.up({ refresh });
      await this.story.wroteNothing(world.pull);
      if (!quiet.ok) this.story.broken("an up without a change failed");
      if (isRevoked() && quiet.calls > 0) this.story.broken("an up with nothing to do called the API");
    }
  }
}

const newlyRevoked = (before: Facts, after: Facts): number[] => {
  const prior = new Set(before.certificates.filter(({ status }) => status === "revoked").map(({ id }) => id));
  return after.certificates.filter(({ id, status }) => status === "revoked" && !prior.has(id)).map(({ id }) => id);
};
