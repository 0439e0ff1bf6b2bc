import { Dispatcher } from "undici";
import type { Simulator } from "../simulator/src";
import type { DiscreteClock } from "./clock";

/** One request as it went. */
export interface Sent {
  readonly call: string;
  /** When it left, arrived and was answered, in milliseconds. */
  readonly left: number;
  readonly at: number;
  readonly answered: number;
  readonly status: number;
}

/** What a request and its answer take together, in milliseconds. */
const [QUICKEST, SLOWEST] = [100, 800];

/** The simulator behind a network that takes its time: each answer so long as the dice say. Requests arrive one at a time. */
export class SlowWire extends Dispatcher {
  readonly sent: Sent[] = [];
  /** Is told of each request as it was carried out, with its answer. */
  onSent: (sent: Sent, answer: string, path: string) => void = () => {};
  #line: Promise<unknown> = Promise.resolve();

  constructor(
    readonly sim: Simulator,
    readonly clock: DiscreteClock,
    readonly random: () => number,
  ) {
    super();
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const control = { abort: () => {}, pause: () => {}, resume: () => {}, aborted: false, paused: false, reason: null };
    const controller = control as unknown as Dispatcher.DispatchController;
    handler.onRequestStart?.(controller, {});
    const left = this.clock.now;
    const half = Math.round((QUICKEST + this.random() * (SLOWEST - QUICKEST)) / 2);
    this.clock.at(this.clock.now + half, () => {
      void this.clock
        .counted(() => this.#inLine(() => this.#carry(options, { left, answered: left + 2 * half })))
        .then(({ status, headers, body }) =>
          this.clock.at(this.clock.now + half, () => {
            handler.onResponseStart?.(controller, status, headers, "");
            if (body.length > 0) handler.onResponseData?.(controller, body);
            handler.onResponseEnd?.(controller, {});
          }),
        );
    });
    return true;
  }

  #inLine<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#line.then(work);
    this.#line = mine.catch(() => {});
    return mine;
  }

  async #carry({ path, method, headers, body }: Dispatcher.DispatchOptions, times: Pick<Sent, "left" | "answered">) {
    const at = this.clock.now;
    const response = await this.sim.fetch(new URL(path, this.sim.baseUrl), {
      method,
      headers: headers as Record<string, string>,
      ...(typeof body === "string" ? { body } : {}),
    });
    const call = `${method} ${path.replace("/services/v2", "").replace(/\?.*/, "").replaceAll(/\d+/g, "*")}`;
    const sent = { ...times, call, at, status: response.status };
    const answer = Buffer.from(await response.arrayBuffer());
    this.sent.push(sent);
    this.onSent(sent, answer.toString("utf8"), path);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: answer };
  }

  override async close(): Promise<void> {}
  override async destroy(): Promise<void> {}
}
