import type { ApiKey } from "../world/facts";
import type { World } from "../world/world";
import { denied, invalid, refusal } from "./answer";
import type { Scope } from "./call";
import { Windows } from "./windows";

export type Family = ApiKey["family"];

const HEADER: Record<Family, string> = { services: "x-dc-devkey", partner: "x-partner-apikey" };

/** Key restrictions: https://dev.digicert.com/en/certcentral-apis/authentication.html */
const ALLOWED: Record<number, readonly Scope[]> = {
  0: ["orders", "domains", "users", "anyone"],
  100: ["orders", "anyone"],
  101: ["orders", "domains", "anyone"],
  102: ["orders", "domains", "users", "anyone"],
  103: ["users", "anyone"],
};

/** Who may come in, and how often. */
export class Gate {
  readonly #windows = new Map<string, Windows>();

  constructor(readonly world: World) {
    world.onReset(() => this.#windows.clear());
  }

  enter(request: Request, family: Family): ApiKey {
    const { awkward } = this.world;
    const key = this.world.keys.get(request.headers.get(HEADER[family]) ?? "");
    if (key?.family !== family)
      throw refusal(
        awkward.badKeyStatus,
        "access_denied|access_denied_invalid_key",
        "Access denied due to access_denied_invalid_key.",
      );
    const limits = family === "services" || awkward.partnerRateLimits ? awkward.rateWindows : [];
    const windows = this.#windows.get(key.key) ?? new Windows();
    this.#windows.set(key.key, windows);
    if (!windows.admit(this.world.now.getTime(), limits, awkward.limitCountsRefused))
      throw refusal(429, "request_limit_exceeded", "Service unavailable, please limit request volume");
    return key;
  }

  permit(key: ApiKey, method: string, scope: Scope): void {
    const readOnly = key.restriction === 102 || key.role === "view";
    if (!(ALLOWED[key.restriction] ?? []).includes(scope) || (readOnly && method !== "GET"))
      throw denied("missing_permission");
  }

  /** JSON is what there is, and CSV of lists; a download takes what it gets. */
  acceptable(request: Request): void {
    const accept = (request.headers.get("accept") ?? "").toLowerCase();
    const fits = accept === "" || /\*\/\*|application\/\*|json|text\/csv/.test(accept);
    if (!fits && !new URL(request.url).pathname.includes("/download/"))
      throw refusal(406, "not_acceptable", "The Accept header asks for something that is not available.");
  }

  /** `User-Agent` and `Content-Length` are required for a well-formed request. */
  wellFormed(request: Request, text: string): unknown {
    const unsized = text !== "" && !request.headers.has("content-length");
    if (this.world.awkward.unsizedBody === "refuse" && (unsized || !request.headers.has("user-agent")))
      throw invalid("bad_request_format", "User-Agent and Content-Length headers are required.");
    if (text === "") return undefined;
    const type = request.headers.get("content-type") ?? "application/json";
    if (!type.includes("json")) throw invalid("bad_request_format", `The simulator reads JSON only, not ${type}.`);
    try {
      return JSON.parse(text);
    } catch {
      throw invalid("bad_request_format", "The request body could not be parsed.");
    }
  }
}
