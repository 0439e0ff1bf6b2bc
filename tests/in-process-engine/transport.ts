import { Dispatcher } from "undici";
import type { Simulator } from "../simulator/src";

/** What happens to a request on its way; the default is nothing. */
export interface Wire {
  /** Whoever sends is still there: the dead send nothing, and hear nothing. */
  readonly isAlive?: () => boolean;
  /** The answer to a write has been made: `false` keeps it from ever arriving (whoever waits for it is dead). */
  readonly delivers?: (call: { readonly method: string; readonly path: string }) => boolean;
}

/** The client's own transport, with a simulator in the same process at its other end: no sockets. */
export class InProcess extends Dispatcher {
  /** How many requests were sent. */
  calls = 0;

  constructor(
    readonly sim: Simulator,
    readonly wire: Wire = {},
  ) {
    super();
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (this.#isDead()) return true;
    this.calls += 1;
    const control = { abort: () => {}, pause: () => {}, resume: () => {}, aborted: false, paused: false, reason: null };
    const controller = control as unknown as Dispatcher.DispatchController;
    handler.onRequestStart?.(controller, {});
    void this.#carry(options).then(
      ({ status, headers, body }) => {
        if (this.#isLost(options)) return;
        handler.onResponseStart?.(controller, status, headers, "");
        if (body.length > 0) handler.onResponseData?.(controller, body);
        handler.onResponseEnd?.(controller, {});
      },
      () => {
        if (this.#isLost(options)) return;
        handler.onResponseError?.(controller, Object.assign(new Error("cut"), { code: "UND_ERR_SOCKET" }));
      },
    );
    return true;
  }

  #isDead(): boolean {
    return this.wire.isAlive?.() === false;
  }

  #isLost(options: Dispatcher.DispatchOptions): boolean {
    return this.#isDead() || (options.method !== "GET" && this.wire.delivers?.(options) === false);
  }

  async #carry({ path, method, headers, body }: Dispatcher.DispatchOptions) {
    const response = await this.sim.fetch(new URL(path, this.sim.baseUrl), {
      method,
      headers: headers as Record<string, string>,
      ...(typeof body === "string" ? { body } : {}),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    };
  }

  override async close(): Promise<void> {}
  override async destroy(): Promise<void> {}
}
