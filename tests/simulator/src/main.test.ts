import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

test("the command prints one line of JSON once it listens, answers, and ends on SIGTERM", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "main.ts"), "--seed", "7"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(line));
  await once(reader, "line");
  const ready = JSON.parse(lines[0] ?? "{}");
  expect(Object.keys(ready)).toEqual(["baseUrl", "partnerBaseUrl", "leversUrl", "apiKey", "partnerApiKey", "rootPem"]);
  expect(ready.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/services\/v2$/);
  expect(ready.partnerBaseUrl).toMatch(/\/partner-subscription\/api\/v1$/);
  expect((await fetch(`${ready.baseUrl}/user/me`, { headers: { "X-DC-DEVKEY": ready.apiKey } })).status).toBe(200);
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(lines.length).toBe(1);
}, 30_000);
