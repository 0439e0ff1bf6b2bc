import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type AwkwardValues, CALM, type Levers, levers, type Simulator, simulate } from "certcentral-simulator";
import { ensurePackages } from "../../scripts/python/ensure";

/** Somebody else's client in a process of its own, pointed at a simulated CertCentral. */
export interface Client extends Levers {
  readonly sim: Simulator;
  /** Calls a function of the client. What it throws comes back as a rejection. */
  readonly ask: (call: string, args?: object) => Promise<Said>;
  /** Calls CertCentral without the client: to set the stage. */
  readonly api: (method: string, path: string, body?: object) => Promise<Said>;
}

export const listed = (said: Said | undefined): Said[] => (Array.isArray(said) ? said : []);

/** What a client returned: tests look, they do not trust. */
export interface Said {
  readonly [member: string]: Said;
}

interface Told {
  readonly answer?: Said;
  readonly error?: string;
}

const open: (() => Promise<void>)[] = [];

afterAll(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** Starts `drive_<name>.py`. Installs what it needs first, or throws with one line that says what is missing. */
export const client = async (name: string, awkward: Partial<AwkwardValues> = {}): Promise<Client> => {
  const { python, folder } = await ensurePackages(join(__dirname, "requirements.txt"));
  const sim = await simulate({ seed: 7, awkward: { ...CALM, ...awkward } });
  const pull = levers(sim.leversUrl);
  const api: Client["api"] = async (method, path, body) => {
    const headers = { "X-DC-DEVKEY": sim.apiKey, "Content-Type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(sim.baseUrl + path, { method, headers, ...sent });
    return JSON.parse((await response.text()) || "{}");
  };
  const [organization] = listed((await api("GET", "/organization"))["organizations"]);
  const child = spawn(python, [join(__dirname, `drive_${name}.py`)], {
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      PYTHONPATH: folder,
      PYTHONDONTWRITEBYTECODE: "1",
      BASE_URL: sim.baseUrl,
      API_KEY: sim.apiKey,
      CM_DIGICERT_API_KEY: sim.apiKey,
      ORGANIZATION: String(organization?.["name"]),
      ORGANIZATION_ID: String(organization?.["id"]),
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  open.push(async () => {
    await ended(child);
    await sim.close();
  });
  return { ...pull, sim, api, ask: asker(child) };
};

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
};

/** One question at a time, each a line of JSON. */
const asker = (child: ChildProcess): Client["ask"] => {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk).slice(-4000);
  });
  const lines = child.stdout && createInterface({ input: child.stdout });
  return async (call, args = {}) => {
    const line = new Promise<string>((resolve, reject) => {
      const over = (): void => reject(new Error(`the client ended with code ${child.exitCode}:\n${said}`));
      if (child.exitCode !== null) return over();
      child.once("close", over);
      lines?.once("line", (text) => {
        child.off("close", over);
        resolve(text);
      });
    });
    child.stdin?.write(`${JSON.stringify({ call, args })}\n`);
    const told: Told = JSON.parse(await line);
    if (told.error !== undefined) throw new Error(told.error);
    return told.answer ?? {};
  };
};
