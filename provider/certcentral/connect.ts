import type { Dispatcher } from "undici";
import type { Run } from "../contract/run";
import type { Account } from "./account";
import type { Endpoint } from "./endpoint";

/** The client: one method, which can make every call there is. */
export interface CertCentral {
  /** Fails with a `CertCentralError`; or, when the run was cancelled before anything was sent, with the reason of the cancellation. */
  send<Args, Answer>(endpoint: Endpoint<Args, Answer>, args: Args, run: Run): Promise<Answer>;
}

export interface ConnectOptions {
  readonly dispatcher?: Dispatcher;
}

export function connect(_account: Account, _options: ConnectOptions = {}): CertCentral {
  throw new Error("not yet");
}
