import { keyText } from "../../../provider/pki/keys.fake";
import type { Declared, Program } from "../../in-process-engine/engine";
import { withHidden } from "../../in-process-engine/provider-process";
import { failureOf, programs, well } from "../program";

/*
 * What was replaced goes only if its successor is there to be used, whatever state believes: the successor may have been
 * revoked since, and what it replaced may be all that is left.
 */

const DAY_MS = 86_400_000;

test("a replaced pair stays when its successor was revoked meanwhile; the next refresh repairs it, and its grace begins again", async () => {
  const { makeContract, engine, outputs, revokeCredential, advance, clearHistory, writes } = await programs();
  const { acmeContractId } = await makeContract();
  const inputs = { acmeContractId, superseded: { action: "revoke", afterHours: 24 } };
  const program = (more: object): Program => [
    { kind: "AcmeCredentials", name: "acme", inputs: { ...inputs, ...more } },
  ];
  await well(engine.up(program({})));
  const replaced = outputs("acme")["credentialId"];
  const again = program({ triggers: ["again"] });
  await well(engine.up(again));
  await revokeCredential(acmeContractId, Number(outputs("acme")["credentialId"]));
  advance(2 * DAY_MS);
  await clearHistory();

  const { lines } = await well(engine.up(again));

  expect(await writes()).toEqual([]);
  expect(lines).toContain(
    `warn: credential ${replaced} is not revoked, for it may be all that clients have: the pair that took its place is revoked; run pulumi up --refresh, which repairs that first`,
  );
  await well(engine.refresh());
  await well(engine.up(again));
  expect(await writes()).toEqual([`POST /acme/${acmeContractId}/credentials/regenerate`]);
  expect(outputs("acme")["previousCredentials"]).toMatchObject([{ credentialId: replaced }]);
});

test("a superseded certificate stays when its successor was revoked meanwhile", async () => {
  const { makeOrder, engine, outputs, revoke, advance, clearHistory, writes } = await programs();
  const { orderId } = await makeOrder({ commonName: "www.example.com", csr: keyText("p256-other") });
  const inputs = { orderId, csr: keyText("p256"), superseded: { action: "revoke", afterHours: 24 } };
  const program = (more: object): Program => [{ kind: "Certificate", name: "web", inputs: { ...inputs, ...more } }];
  await well(engine.up(program({})));
  const first = outputs("web")["certificateId"];
  const again = program({ triggers: ["again"] });
  await well(engine.up(again));
  const second = outputs("web")["certificateId"];
  await revoke(Number(second));
  advance(2 * DAY_MS);
  await clearHistory();

  const { lines } = await well(engine.up(again));

  expect(await writes()).toEqual([]);
  expect(lines.join("\n")).toMatch(
    new RegExp(
      `warn: superseded certificate ${first}, .* not revoked, for it may be all that is in use: certificate ${second}, .*, which took its place, is revoked; run pulumi up --refresh`,
    ),
  );
});

describe("a certificate that was replaced here and is kept by another resource of the program since", () => {
  const csr = keyText("p256");
  const superseded = { action: "revoke", afterHours: 24 };
  const web = (orderId: number, more: object = {}) =>
    ({ kind: "Certificate", name: "web", inputs: { orderId, csr, superseded, ...more } }) as const;
  const legacy = (orderId: number, more: object = {}) =>
    ({ kind: "Certificate", name: "legacy", inputs: { orderId, csr, ...more } }) as const;
  const issued = async () => {
    const world = await programs();
    const { orderId } = await world.makeOrder({ commonName: "www.example.com" });
    const next = await world.makeOrder({ commonName: "www.example.com", csr });
    await well(world.engine.up([web(orderId)]));
    return { ...world, orderId, next: next.orderId, first: world.outputs("web")["certificateId"] };
  };

  test.each<[string, (orders: { orderId: number; next: number }) => Program]>([
    ["of the order before", ({ orderId, next }) => [web(next), legacy(orderId)]],
    ["of the order before, registered first", ({ orderId, next }) => [legacy(orderId), web(next)]],
    ["of the same order", ({ orderId }) => [web(orderId, { storeReissueAsDuplicate: true }), legacy(orderId)]],
  ])("is not retired, and said once: %s", async (_, programOf) => {
    const { engine, outputs, advance, clearHistory, writes, ...orders } = await issued();
    const program = programOf(orders);
    // Nobody may keep an order that another resource has not left yet, so the order of registration decides whether it takes a run more.
    await engine.up(program);
    await well(engine.up(program));
    expect(outputs("legacy")).toMatchObject({ certificateId: orders.first });
    advance(2 * DAY_MS);
    await clearHistory();

    const { lines } = await well(engine.up(program));

    expect(lines.join("\n")).toMatch(
      new RegExp(`superseded certificate ${orders.first}, .* is left alone, and forgotten here, for another resource`),
    );
    const again = await well(engine.up(program));
    expect(again.rows.map(({ did }) => did)).toEqual(["same", "same"]);
    expect(await writes()).toEqual([]);
  });

  test("waits for that resource where it is just being made, and is left to it then", async () => {
    const { engine, orderId, next, first, advance, clearHistory, writes } = await issued();
    await well(engine.up([web(next)]));
    advance(2 * DAY_MS);
    await clearHistory();

    const { lines } = await well(engine.up([web(next), legacy(orderId)]));

    expect(lines.join("\n")).toMatch(
      new RegExp(`superseded certificate ${first}, .* is left alone, and forgotten here, for another resource`),
    );
    await well(engine.up([web(next), legacy(orderId)]));
    expect(await writes()).toEqual([]);
  });

  test("is waited for once where that resource depends on this one, and speaks too late in every run; then it stays, and is told of", async () => {
    const { engine, orderId, next, first, advance, outputs, clearHistory, writes } = await issued();
    const later = { ...legacy(orderId, { csr: keyText("p256-other") }), dependsOn: ["web"] };
    await well(engine.up([web(next)]));
    await well(engine.up([web(next), later]));
    advance(2 * DAY_MS);
    await clearHistory();

    const { lines: once } = await well(engine.up([web(next), later]));
    const { lines: twice } = await well(engine.up([web(next), later]));
    const quiet = await well(engine.up([web(next), later]));

    expect(once.join("\n")).toMatch(
      /does not revoke .* yet, for resource legacy of this program may come to keep it; the next/,
    );
    expect(twice.join("\n")).toMatch(new RegExp(`a Revocation with certificateId: ${first} has it revoked`));
    expect(quiet.rows.map(({ did }) => did)).toEqual(["same", "same"]);
    expect(quiet.lines.join("\n")).toMatch(new RegExp(`certificate ${first}, .* this resource leaves it alone`));
    expect(outputs("web")["supersededCertificates"]).toMatchObject([{ certificateId: first }]);
    expect(await writes()).toEqual([]);
  });

  describe("and moves on itself, in the run in which it is due here", () => {
    /** `web` has left an order, `legacy` keeps its certificate; and `web` is to retire it. */
    const due = async () => {
      const world = await issued();
      const { orderId: third } = await world.makeOrder({ commonName: "www.example.com", csr });
      const { engine, orderId, next, advance, clearHistory } = world;
      await well(engine.up([web(next)]));
      await well(engine.up([web(next), legacy(orderId)]));
      advance(2 * DAY_MS);
      await clearHistory();
      return { ...world, third };
    };
    const leftAlive = (first: unknown) =>
      new RegExp(
        `superseded certificate ${first}, .* is left alone, and forgotten here, for another resource of this program kept it until now`,
      );

    test.each([
      ["before", (mover: Declared, owner: Declared) => [mover, owner]],
      ["after", (mover: Declared, owner: Declared) => [owner, mover]],
    ])("is not retired before or after the move, registered %s", async (_, inOrder) => {
      const { engine, next, third, first, writes, outputs } = await due();
      const program = inOrder(legacy(third), web(next));

      const { lines } = await well(engine.up(program));

      expect(lines.join("\n")).toMatch(leftAlive(first));
      await well(engine.up(program));
      expect(outputs("web")).toMatchObject({ supersededCertificates: [] });
      expect(await writes()).toEqual([]);
    });

    test("is not revoked with the resource that had issued it and goes in the same run", async () => {
      const { engine, third, first, writes } = await due();

      const { lines } = await well(engine.up([legacy(third)]));

      expect(lines.join("\n")).toMatch(
        new RegExp(`certificate ${first}, .* is left alone, for another resource of this program kept it until now`),
      );
      expect(await writes()).toEqual([]);
    });

    test("is not revoked where the move fails: it is all that there is", async () => {
      const { engine, next, first, writes, outputs } = await due();

      const { lines } = await engine.up([legacy(999_999), web(next)]);

      expect(outputs("legacy")).toMatchObject({ certificateId: first });
      expect(lines.join("\n")).toMatch(/is left alone, and forgotten here, for another resource of this program k/);
      expect(await writes()).toEqual([]);
    });

    test("is revoked by whoever names it, once the move is over", async () => {
      const { engine, makeOrder, next, first, writes } = await due();
      // Its key is another one, so that the move takes its time.
      const { orderId: slow } = await makeOrder({ commonName: "www.example.com" });
      const gone = {
        kind: "Revocation",
        name: "gone",
        inputs: { certificateId: first, skipApproval: true },
      } as const;

      const early = await engine.up([legacy(slow), gone, web(next)]);
      expect(failureOf(early, "gone")).toMatch(
        /is or may come to be kept by resource legacy of this program.*\n.*dependsOn: \[legacy\]/,
      );
      await well(engine.up([legacy(slow), { ...gone, dependsOn: ["legacy"] }, web(next)]));

      expect(await writes()).toEqual([`POST /order/certificate/${slow}/reissue`, `PUT /certificate/${first}/revoke`]);
    });
  });

  test("is not asked to be cancelled while that resource waits for it, and --target leaves it out", async () => {
    const { engine, makeOrder, setAwkward, clearHistory, writes } = await programs();
    await setAwkward({ approvalGate: true });
    const { orderId } = await makeOrder({ commonName: "www.example.com" });
    const { orderId: next } = await makeOrder({ commonName: "www.example.com", csr });
    await well(engine.up([web(orderId, { waitForIssuance: false })]));
    const before = engine.saved.get("web");
    await well(engine.up([web(next), legacy(orderId, { waitForIssuance: false })]));
    // As where the run ended before the original was deleted.
    engine.condemned = before === undefined ? [] : [before];
    await clearHistory();

    await well(engine.up([web(next), legacy(orderId, { waitForIssuance: false })], { target: ["web"] }));

    expect(await writes()).toEqual([]);
    expect(engine.condemned).toEqual([]);
  });

  test("is not asked to be cancelled while that resource waits for it", async () => {
    const { engine, makeOrder, setAwkward, outputs, clearHistory, writes } = await programs();
    await setAwkward({ approvalGate: true });
    const { orderId } = await makeOrder({ commonName: "www.example.com" });
    const { orderId: next } = await makeOrder({ commonName: "www.example.com", csr });
    await well(engine.up([web(orderId, { waitForIssuance: false })]));
    await clearHistory();

    const { lines } = await well(engine.up([web(next), legacy(orderId, { waitForIssuance: false })]));

    expect(await writes()).toEqual([]);
    expect(lines.join("\n")).toMatch(/is left as it is, for another resource of this program waits for it/);
    expect(outputs("legacy")["pending"]).toMatchObject({ phase: "approval" });
  });
});

test("a duplicate that was left with its order, and revoked by a Revocation since, needs no other one when it is due", async () => {
  const { engine, makeOrder, outputs, clearHistory, writes } = await programs();
  const orders = [
    await makeOrder({ commonName: "www.example.com" }),
    await makeOrder({ commonName: "www.example.com" }),
  ];
  const web = (at: number): Declared => ({
    kind: "Certificate",
    name: "web",
    inputs: {
      orderId: orders[at]?.orderId,
      csr: keyText("p256"),
      storeReissueAsDuplicate: true,
      superseded: { action: "revoke", afterHours: 0 },
    },
  });
  await well(engine.up([web(0)]));
  const certificateId = outputs("web")["certificateId"];
  await well(engine.up([web(1)]));
  await clearHistory();
  const gone: Declared = { kind: "Revocation", name: "gone", inputs: { certificateId, skipApproval: true } };

  await well(engine.up([gone, web(1)]));
  await well(engine.up([gone, web(1)]));

  expect(outputs("web")["supersededCertificates"]).toEqual([]);
  expect(await writes()).toEqual([`PUT /certificate/${certificateId}/revoke`]);
});

test("a certificate that is deleted before its replacement, which cannot be made, is named: no state tells of it", async () => {
  const { engine, makeOrder, outputs, writes, clearHistory } = await programs();
  const { orderId } = await makeOrder({ commonName: "www.example.com" });
  const web = (order: number) =>
    ({ kind: "Certificate", name: "web", inputs: { orderId: order, csr: keyText("p256") } }) as const;
  await well(engine.up([web(orderId)]));
  const old = outputs("web");
  await clearHistory();

  const door = engine.startProvider({ engineIsThere: () => true }).door("Certificate");
  const news = withHidden(web(999).inputs, "Certificate", "web");
  await door.check({}, news);
  await door.diff(String(orderId), old, news);
  await door.delete(String(orderId), old);

  await expect(door.create(news)).rejects.toThrow(
    new RegExp(
      `order 999 is not visible .*\n.*certificate ${old["certificateId"]} lives on, .*no state tells of it now`,
      "s",
    ),
  );
  expect(await writes()).toEqual([]);
});

test("of two that live by one certificate, and are deleted in one run, the last one revokes what the first had issued", async () => {
  const { engine, makeOrder, outputs, writes, clearHistory } = await programs();
  const { orderId } = await makeOrder({ commonName: "www.example.com" });
  const inputs = { orderId, csr: keyText("p256"), revocation: { skipApproval: true } };
  await well(engine.up([{ kind: "Certificate", name: "web", inputs }]));
  const first = outputs("web");
  await clearHistory();

  const site = { kind: "Certificate", name: "site", inputs } as const;
  await well(engine.up([site]));
  const heir = outputs("site");
  expect(heir).toMatchObject({ certificateId: first["certificateId"], origin: "adopted" });
  expect(await writes()).toEqual([]);

  // As where the run ended before `web` was deleted, and the next one is a destroy that runs the program.
  const process = engine.startProvider({ engineIsThere: () => true });
  process.names("Certificate", "site", inputs, heir);
  await process.door("Certificate").delete(String(orderId), first);
  expect(await writes()).toEqual([]);
  await process.door("Certificate").delete(String(orderId), heir);

  expect(await writes()).toEqual([`PUT /certificate/${first["certificateId"]}/revoke`]);
});

describe("an order that was left", () => {
  const web = (orderId: number, more: object = {}): Program => [
    {
      kind: "Certificate",
      name: "web",
      inputs: { orderId, csr: keyText("p256"), superseded: { action: "revoke", afterHours: 24 }, ...more },
    },
  ];
  const invisible = (orderId: number) =>
    ({ method: "GET", path: `/order/certificate/${orderId}`, kind: "status:404", times: 99 }) as const;

  test.each<[string, (orderId: number) => { method: string; path: string; kind: string; times: number }]>([
    ["cannot be seen any more", invisible],
    ["may not be changed by this key", () => ({ method: "PUT", path: "/", kind: "status:403", times: 99 })],
  ])("and %s keeps no replacement from ending: the request is named", async (_, refused) => {
    const { engine, makeOrder, setAwkward, fault } = await programs();
    await setAwkward({ approvalGate: true });
    const { orderId } = await makeOrder({ commonName: "www.example.com" });
    const next = await makeOrder({ commonName: "www.example.com", csr: keyText("p256") });
    await well(engine.up(web(orderId, { waitForIssuance: false })));
    await fault(refused(orderId));

    const { lines } = await well(engine.up(web(next.orderId)));

    expect(lines.join("\n")).toMatch(
      new RegExp(
        `warn: what was asked for of order ${orderId} \\(request \\d+\\) is left as it is, for this API key may not`,
      ),
    );
    expect(engine.all).toHaveLength(1);
  });

  test("and cannot be seen any more: what was superseded there has a way out, when it is due and when the resource goes", async () => {
    const { engine, makeOrder, fault, advance } = await programs();
    const { orderId } = await makeOrder({ commonName: "www.example.com" });
    const { orderId: next } = await makeOrder({ commonName: "www.example.com" });
    await well(engine.up(web(orderId)));
    await well(engine.up(web(next)));
    advance(2 * DAY_MS);
    await fault(invisible(orderId));

    expect((await engine.up(web(next))).reasons.join()).toMatch(
      /superseded certificate \d+, .* is of that order: to leave it alive, set superseded: { action: "keep" }/,
    );
    const keep = { superseded: { action: "keep" } };
    await well(engine.up(web(next, keep)));
    expect((await engine.up([])).reasons.join()).toMatch(/to leave it alive, set onDelete: "retain" and run pulumi up/);
    await well(engine.up(web(next, { ...keep, onDelete: "retain" })));
    await well(engine.up([]));
  });
});
