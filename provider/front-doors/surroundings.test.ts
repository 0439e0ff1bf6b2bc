import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { me } from "../certcentral";
import { fakeRun } from "../contract/run.fake";
import { readSettings } from "../settings/settings";
import { runFor, type Surroundings, surroundingsAt } from "./surroundings";

/* What provider processes share that work for one engine, and not for others: each of these is what one process has. */

const before = process.env["XDG_RUNTIME_DIR"];
let place: string;
let engine: string;
let otherEngine: string;
let api: string;
/** When each request came, in milliseconds. */
const came: number[] = [];
const open: { close: () => void }[] = [];

const listening = (server: ReturnType<typeof createSocketServer>): Promise<string> => {
  open.push(server);
  return new Promise((done) =>
    server.listen(0, "127.0.0.1", () => done(`127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
};

beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), "pulumi-digicert-surroundings-"));
  process.env["XDG_RUNTIME_DIR"] = place;
  came.length = 0;
  engine = await listening(createSocketServer());
  otherEngine = await listening(createSocketServer());
  api = await listening(
    createServer((_, response) => {
      came.push(performance.now());
      response.writeHead(200, { "content-type": "application/json", connection: "close" }).end('{"id":7}');
    }),
  );
});
afterEach(() => {
  for (const server of open.splice(0)) server.close();
  if (before === undefined) delete process.env["XDG_RUNTIME_DIR"];
  else process.env["XDG_RUNTIME_DIR"] = before;
  rmSync(place, { recursive: true });
});

const WINDOW_MS = 5_000;

/** Asks with a key of which one call in five seconds is allowed; on a clock that moves when all wait. */
const ask = (around: Surroundings, run = fakeRun(), apiKey = "one") => {
  const settings = readSettings({
    config: (key) =>
      ({ "digicert:apiKey": apiKey, "digicert:baseUrl": `http://${api}`, "digicert:requestsPer5Seconds": "1" })[key],
    env: {},
  });
  return around.connect(settings).send(me, {}, run);
};
const waited = (run: ReturnType<typeof fakeRun>): number => run.now().getTime() - fakeRun().now().getTime();

test("a key's requests are counted together", async () => {
  const run = fakeRun();
  await ask(surroundingsAt(engine), run);
  await ask(surroundingsAt(engine), run);

  expect(came).toHaveLength(2);
  expect(waited(run)).toBeGreaterThanOrEqual(WINDOW_MS);
});

test("another key's are not, nor are those of another engine, nor of a process that knows of none", async () => {
  const run = fakeRun();
  await ask(surroundingsAt(engine), run);
  await ask(surroundingsAt(engine), run, "two");
  await ask(surroundingsAt(otherEngine), run);
  await ask(surroundingsAt(undefined), run);

  expect(waited(run)).toBe(0);
});

test("turns are taken among all", async () => {
  const [one, two] = [surroundingsAt(engine), surroundingsAt(engine)];
  const story: string[] = [];
  const work = (name: string) => async () => {
    story.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    story.push(`${name} ends`);
  };
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

  await Promise.all([
    one.claims.turns.take("order 118", work("one"), pause),
    two.claims.turns.take("order 118", work("two"), pause),
  ]);

  expect(story).toEqual(["one begins", "one ends", "two begins", "two ends"]);
});

test("what one run may do is counted together", () => {
  const [one, two, other] = [engine, engine, otherEngine].map((address) => surroundingsAt(address).allowance);
  expect([one, two, other].map((each) => each?.admits("reissue", 1))).toEqual([true, false, true]);
});

test("what one keeps the other hears of", () => {
  const [one, two] = [surroundingsAt(engine), surroundingsAt(engine)];
  one.claims.say({ urn: "urn:web", account: "a", status: "held", things: ["order 118"], mayKeep: [], ledger: [] });

  expect(two.claims.keeper("order 118", { urn: "urn:other", account: "a" })).toBe("urn:web");
  expect(surroundingsAt(otherEngine).claims.keeper("order 118", { urn: "urn:other", account: "a" })).toBeUndefined();
});

describe("the seconds that an engine gives a step", () => {
  const quiet = { info: () => {}, warn: () => {}, progress: () => {}, debug: () => {} };
  const settings = (baseUrl: string) =>
    readSettings({ config: (key) => ({ "digicert:apiKey": "one", "digicert:baseUrl": baseUrl })[key], env: {} });

  test("end a request that nobody answers, and not only a wait", async () => {
    const silent = settings(`http://${await listening(createSocketServer(() => {}))}`);
    const around = surroundingsAt(undefined);

    const asked = around.connect(silent).send(me, {}, runFor(quiet, silent, around, 0.05));

    await expect(asked).rejects.toThrow("the 0.05 s that customTimeouts allows are over");
  });

  test("may be more than a timer takes", async () => {
    const { signal } = runFor(quiet, settings("http://127.0.0.1:1"), surroundingsAt(undefined), 365 * 86_400);
    await delay(20);
    expect(signal.aborted).toBe(false);
  });
});
