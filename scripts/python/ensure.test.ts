import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Ran, World } from "../engine/world";
import { ensurePackages } from "./ensure";

let root: string;
let requirements: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pulumi-digicert-python-"));
  requirements = join(root, "requirements.txt");
  writeFileSync(requirements, "six==1.17.0 --hash=sha256:00\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const worldWith = (
  pip: (target: string) => Partial<Ran>,
  version = "cpython-311 3 11\n",
): World & { ran: string[] } => {
  const ran: string[] = [];
  return {
    ran,
    env: { PULUMI_DIGICERT_ENGINE_CACHE: join(root, "engine") },
    say: () => {},
    unreachable: async () => undefined,
    run: async (_file, args) => {
      ran.push(args[0] === "-c" ? "version" : "pip");
      const answer = { code: 0, stdout: version, stderr: "" };
      return args[0] === "-c" ? answer : { ...answer, ...pip(args[args.indexOf("--target") + 1] ?? "") };
    },
  };
};
const installs = (target: string): Partial<Ran> => {
  writeFileSync(join(target, "six.py"), "");
  return {};
};

test("packages are fetched once, and again when the requirements change", async () => {
  const world = worldWith(installs);
  const first = await ensurePackages(requirements, world);
  expect(readdirSync(first.folder)).toEqual(["six.py"]);
  expect(await ensurePackages(requirements, world)).toEqual(first);
  expect(world.ran).toEqual(["version", "pip", "version"]);

  writeFileSync(requirements, "six==1.16.0 --hash=sha256:00\n");
  expect((await ensurePackages(requirements, world)).folder).not.toBe(first.folder);
});

test("without Python, or with an old one, one line says what is missing", async () => {
  const none: World = { ...worldWith(installs), run: async () => ({ code: 127, stdout: "", stderr: "not found" }) };
  await expect(ensurePackages(requirements, none)).rejects.toThrow(/^Python is needed and there is no `\w+` on PATH$/);

  const old = worldWith(installs, "cpython-39 3 9\n");
  await expect(ensurePackages(requirements, old)).rejects.toThrow(
    /^Python 3\.10 or newer is needed, and `\w+` is 3\.9$/,
  );
});

test("an installation that fails says why, and leaves nothing that looks finished", async () => {
  const broken = worldWith((target) => ({ ...installs(target), code: 1, stderr: "a\nERROR: no network\nhint\n" }));
  await expect(ensurePackages(requirements, broken)).rejects.toThrow(/could not install them: ERROR: no network$/);

  const { folder } = await ensurePackages(requirements, worldWith(installs));
  expect(readdirSync(dirname(folder)).filter((name) => name.includes(".new-"))).toEqual([]);
  expect(existsSync(folder)).toBe(true);
});
