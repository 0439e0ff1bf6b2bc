import { type FakeRun, fakeRun } from "../../../contract/run.fake";
import { LIMITS, type Priority, RateLimiter } from "./rate-limiter";

/** What DigiCert does, as documented: rolling windows over what it let in. */
class Windows {
  readonly letIn: number[] = [];
  refused = 0;

  accepts(now: number): boolean {
    const full = LIMITS.some(
      ({ calls, perSeconds }) => (this.letIn.at(-calls) ?? Number.NEGATIVE_INFINITY) > now - perSeconds * 1000,
    );
    if (full) this.refused += 1;
    else this.letIn.push(now);
    return !full;
  }
}

test.each([1, 2, 3])(
  "four programs that share a key get 1500 calls through in 1.5 times the shortest time (seed %i)",
  async (seed) => {
    const server = new Windows();
    const run = fakeRun({ seed });
    const began = run.now().getTime();

    await Promise.all(Array.from({ length: 4 }, () => program(server, run, 125)));

    expect(server.letIn).toHaveLength(1500);
    expect(run.now().getTime() - began).toBeLessThanOrEqual(200_000 * 1.5);
    expect(server.refused).toBeLessThan(1500);
  },
);

/** Thirty-two at a time, each reads, writes and reads again; calls take 20 to 60 ms. */
async function program(server: Windows, run: FakeRun, reissues: number): Promise<void> {
  const gate = new RateLimiter();
  const call = async (lane: Priority): Promise<void> => {
    for (;;) {
      const pass = await gate.enter(lane, run);
      await run.sleep(10 + 20 * run.random());
      const limited = !server.accepts(run.now().getTime());
      await run.sleep(10 + 20 * run.random());
      pass.leave({ limited });
      if (!limited) return;
    }
  };
  let left = reissues;
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (left-- > 0) for (const lane of ["read", "write", "read"] as const) await call(lane);
    }),
  );
}
