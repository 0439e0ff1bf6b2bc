import { Hono } from "hono";
import { present } from "../views/present";
import { lookAround } from "../world/proofs/look";
import { settle } from "../world/settle";
import type { World } from "../world/world";
import { type Answer, Refusal } from "./answer";
import type { Handler, Route, Scope } from "./call";
import type { Family, Gate } from "./gate";
import type { History } from "./history";

export const SERVICES = "/services/v2";
export const PARTNER = "/partner-subscription/api/v1";

const JSON_TYPE = { "content-type": "application/json" };

const respond = (world: World, answer: Answer): Response => {
  if (answer.bytes !== undefined) {
    const name =
      answer.fileName === undefined ? {} : { "content-disposition": `attachment; filename="${answer.fileName}"` };
    return new Response(answer.bytes, {
      status: answer.status,
      headers: { "content-type": answer.type ?? "application/octet-stream", ...name },
    });
  }
  if (answer.view === undefined) return new Response(null, { status: answer.status });
  return new Response(JSON.stringify(present(answer.view, world.awkward, world.dice)), {
    status: answer.status,
    headers: JSON_TYPE,
  });
};

const refuse = ({ status, errors }: Refusal): Response =>
  new Response(JSON.stringify({ errors }), { status, headers: JSON_TYPE });

type App = Hono<{ Bindings: { text: string } }>;

/** The simulated surface: the routes of both APIs, and 501 for everything else. */
export const apiApp = (
  world: World,
  history: History,
  gate: Gate,
  routes: Readonly<Record<Family, readonly Route[]>>,
): App => {
  const app: App = new Hono<{ Bindings: { text: string } }>();

  const serve = (family: Family, method: string, path: string, scope: Scope, handler: Handler): void => {
    app.on(method, path, async (context) => {
      const request = context.req.raw;
      const key = gate.enter(request, family);
      gate.permit(key, method, scope);
      gate.acceptable(request);
      const body = gate.wellFormed(request, context.env.text);
      await lookAround(world);
      settle(world);
      const answer = await handler({
        world,
        key,
        params: context.req.param(),
        query: new URL(request.url).searchParams,
        body,
        accept: (request.headers.get("accept") ?? "").toLowerCase(),
      });
      settle(world);
      return respond(world, answer);
    });
  };

  for (const [method, path, scope, handler] of routes.services)
    serve("services", method, SERVICES + path, scope, handler);
  for (const [method, path, scope, handler] of routes.partner) serve("partner", method, PARTNER + path, scope, handler);

  app.notFound((context) => {
    const { method, path } = context.req;
    history.countUnknown(method, path);
    return context.json(
      { errors: [{ code: "simulator_unknown_route", message: `simulator: nothing answers ${method} ${path}` }] },
      501,
    );
  });
  app.onError((error, context) => {
    if (error instanceof Refusal) return refuse(error);
    console.error("simulator: a bug of the simulator itself:", error);
    return context.json({ errors: [{ code: "simulator_bug", message: `simulator: ${error.message}` }] }, 500);
  });
  return app;
};
