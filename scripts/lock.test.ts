import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "./lock.cjs";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-lock-"));
  file = join(folder, "deeper/lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const quick = { pollMs: 5 };
const heldBy = (pid: number, host = hostname()) => {
  rmSync(folder, { recursive: true, force: true });
  file = join(mkdtempSync(join(tmpdir(), "pulumi-digicert-lock-")), "lock");
  folder = join(file, "..");
  writeFileSync(file, JSON.stringify({ pid, host, token: "theirs" }));
};

test("one at a time, each with its own result, and nothing is left behind", async () => {
  let inside = 0;
  const work = async (result: number) => {
    expect(++inside).toBe(1);
    await sleep(10);
    inside--;
    return result;
  };

  expect(await Promise.all([1, 2, 3].map((n) => withLock(file, () => work(n), quick)))).toEqual([1, 2, 3]);
  expect(existsSync(file)).toBe(false);
});

test("a failure releases it", async () => {
  await expect(withLock(file, () => Promise.reject(new Error("no")), quick)).rejects.toThrow("no");
  expect(await withLock(file, () => "next", quick)).toBe("next");
});

test("of a dead process is taken over at once", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  heldBy(child.pid ?? 0);

  expect(await withLock(file, () => "mine", { ...quick, staleAfterMs: 60_000 })).toBe("mine");
});

test("of a living process that still touches it is waited for", async () => {
  const order: string[] = [];
  const first = withLock(
    file,
    async () => {
      await sleep(200);
      order.push("first");
    },
    { ...quick, touchEveryMs: 10 },
  );
  let waits = 0;
  const second = withLock(file, () => order.push("second"), { ...quick, staleAfterMs: 80, onWait: () => waits++ });
  await Promise.all([first, second]);

  expect(order).toEqual(["first", "second"]);
  expect(waits).toBeGreaterThan(1);
});

test.each([
  ["a living process that does not touch it any more", process.pid, hostname()],
  ["another machine", 1, "elsewhere.example"],
])("of %s is taken over after a while", async (_whose, pid, host) => {
  heldBy(pid, host);
  const waited: number[] = [];

  await withLock(file, () => {}, {
    ...quick,
    staleAfterMs: 60,
    onWait: (owner, ms) => owner?.pid === pid && waited.push(ms),
  });

  expect(waited.at(-1)).toBeGreaterThan(30);
});

test("that was never written to the end is taken over after a while", async () => {
  heldBy(1);
  writeFileSync(file, "");

  expect(await withLock(file, () => "mine", { ...quick, staleAfterMs: 30 })).toBe("mine");
});
