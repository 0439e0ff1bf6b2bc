import type { World } from "../world/world";
import type { Blow, Faults } from "./faults";
import type { History } from "./history";

/** In place of a response: the connection ends without one. */
export const LOST = Symbol("lost");

export type Outcome = Response | typeof LOST;

type App = { fetch: (request: Request, env: { text: string }) => Response | Promise<Response> };

/** What the service says with these statuses. */
const SAID: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ["access_denied|access_denied_invalid_key", "Access denied due to access_denied_invalid_key."],
  403: ["access_denied|missing_permission", "Access denied due to missing_permission."],
  404: ["not_found", "Not found."],
  429: ["request_limit_exceeded", "Service unavailable, please limit request volume"],
};

const failing = (status: number): Response => {
  if (status >= 500)
    return new Response("<html><body><h1>Gateway trouble</h1></body></html>", {
      status,
      headers: { "content-type": "text/html" },
    });
  const [code, message] = SAID[status] ?? ["simulated_fault", `simulator: a fault asked for ${status}`];
  return Response.json({ errors: [{ code, message }] }, { status });
};

const noBody = new Set([101, 204, 205, 304]);

/** Carries out a fault around the call. */
const suffer = async (blow: Blow, act: () => Promise<Response>): Promise<{ outcome: Outcome; status: number }> => {
  if (blow.kind === "drop") return { outcome: LOST, status: 0 };
  if (blow.kind === "status")
    return {
      outcome: noBody.has(blow.status) ? new Response(null, { status: blow.status }) : failing(blow.status),
      status: blow.status,
    };
  if (blow.kind === "delay") await new Promise((resolve) => setTimeout(resolve, blow.ms));
  const response = await act();
  if (blow.kind === "lose-answer") return { outcome: LOST, status: response.status };
  if (blow.kind === "act-then-status") return { outcome: failing(blow.status), status: blow.status };
  if (blow.kind === "garbage")
    return {
      outcome: new Response("<!doctype html><title>not what you asked for</title>", {
        status: 200,
        headers: { "content-type": "application/json" },
      }),
      status: 200,
    };
  return { outcome: response, status: response.status };
};

/** The API port: faults and history around the application. */
export const apiPort =
  (world: World, app: App, faults: Faults, history: History) =>
  async (request: Request): Promise<Outcome> => {
    const { pathname, search } = new URL(request.url);
    const path = pathname + search;
    const text = request.method === "GET" || request.method === "HEAD" ? "" : await request.text();
    const act = async (): Promise<Response> => app.fetch(request, { text });
    const fault = faults.strike(request.method, path);
    const at = world.now;
    if (fault === undefined) {
      const response = await act();
      history.record(at, request.method, path, response.status, text, undefined);
      return response;
    }
    const { outcome, status } = await suffer(fault.blow, act);
    history.record(at, request.method, path, status, text, fault.kind);
    return outcome;
  };
