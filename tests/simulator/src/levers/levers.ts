import { Hono } from "hono";
import { objectOf } from "../api/read";
import { settle } from "../world/settle";
import * as contracts from "./contracts";
import { BadPull, type Lever, type Pull } from "./lever";
import { makeOrder } from "./make-order";
import * as orders from "./orders";
import { renewElsewhere } from "./renew";
import * as validation from "./validation";
import * as world from "./world";

export const LEVERS: readonly Lever[] = [
  ["POST", "/orders", "makes an order, issued or of another state", makeOrder],
  ["GET", "/orders", "the ids of all orders", ({ world: w }) => [...w.orders.keys()]],
  ["GET", "/orders/:id", "every fact about an order", orders.showOrder],
  ["POST", "/orders/:id/validate", "all domains proven", orders.validate],
  ["POST", "/orders/:id/reissue", "somebody else reissues in the console", orders.reissueElsewhere],
  ["POST", "/orders/:id/cancel", "somebody cancels the pending reissue", orders.cancel],
  ["POST", "/orders/:id/revoke", "somebody revokes the whole order", orders.revokeOrder],
  ["POST", "/orders/:id/renew", "somebody renews it: another order, which is issued", renewElsewhere],
  ["POST", "/orders/:id/pickup", "the recipient brings the key", validation.pickUp],
  ["POST", "/certificates/:id/revoke", "somebody revokes a certificate", orders.revokeCertificate],
  ["POST", "/requests/:id/approve", "an administrator approves", orders.decision("approved")],
  ["POST", "/requests/:id/reject", "an administrator rejects", orders.decision("rejected")],
  ["POST", "/acme-contracts", "makes an ACME contract", contracts.makeContract],
  ["GET", "/acme-contracts", "every contract", contracts.listContracts],
  ["GET", "/acme-contracts/:id", "every fact about one, secrets included", contracts.showContract],
  ["POST", "/acme-contracts/:id/credentials", "somebody else makes a pair", contracts.makeCredential],
  [
    "POST",
    "/acme-contracts/:id/credentials/:credential/revoke",
    "somebody else revokes one",
    contracts.revokeCredential,
  ],
  ["POST", "/acme-contracts/:id/validate", "its organization is validated", contracts.validateContract],
  ["POST", "/acme-contracts/:id/certificates", "an ACME client got a certificate", contracts.addCertificate],
  ["GET", "/eab-keys", "every EAB pair an ACME server should let in now", contracts.eabKeys],
  ["GET", "/dns", "the records that validation sees", validation.showDns],
  ["POST", "/dns", "publishes one, or says whom to ask", validation.publish],
  ["DELETE", "/dns", "withdraws those that match", validation.withdraw],
  ["POST", "/keys", "another API key", world.makeKey],
  ["DELETE", "/keys", "withdraws one", world.withdrawKey],
  ["GET", "/clock", "the virtual clock", world.showClock],
  ["POST", "/clock", "advances it", world.advanceClock],
  ["POST", "/faults", "the next matching calls fail", world.addFault],
  ["GET", "/faults", "faults that wait", ({ faults }) => faults.waiting],
  ["DELETE", "/faults", "no more faults", ({ faults }) => faults.clear()],
  ["GET", "/history", "the calls of the API port", ({ history }) => history.entries],
  ["DELETE", "/history", "forgets them", ({ history }) => history.clear()],
  [
    "GET",
    "/unknown",
    "routes that nothing answers, and how often they were asked for",
    ({ history }) => history.unknown,
  ],
  ["GET", "/awkward", "every switch", world.showAwkward],
  ["PUT", "/awkward", "sets some", world.setAwkward],
  ["POST", "/reset", "a fresh world with the same keys", ({ world: w }) => w.reset()],
];

const parse = (text: string): Pull["body"] => {
  if (text === "") return {};
  try {
    return objectOf(JSON.parse(text));
  } catch {
    throw new BadPull("the body is not JSON");
  }
};

/** The levers' port. Nothing here is part of the simulated APIs. */
export const leversApp = (things: Pick<Pull, "world" | "faults" | "history">): Hono => {
  const app = new Hono();
  for (const [method, path, , pull] of LEVERS)
    app.on(method, path, async (context) => {
      const body = parse(method === "GET" ? "" : await context.req.text());
      settle(things.world);
      const answer = await pull({ ...things, params: context.req.param(), body });
      return answer === undefined ? context.body(null, 204) : context.json(answer);
    });
  app.get("/", (context) => context.json(LEVERS.map(([method, path, does]) => ({ method, path, does }))));
  app.notFound((context) =>
    context.json({ error: `no lever ${context.req.method} ${context.req.path}; GET / lists them` }, 404),
  );
  app.onError((error, context) => {
    if (error instanceof BadPull)
      return new Response(JSON.stringify({ error: error.message }), {
        status: error.status,
        headers: { "content-type": "application/json" },
      });
    console.error("simulator: a bug of the simulator itself:", error);
    return context.json({ error: error.message }, 500);
  });
  return app;
};
