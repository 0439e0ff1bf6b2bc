import { appendFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureEngine } from "./ensure";
import { CLI, DYNAMIC_PROVIDER, LANGUAGE_HOST } from "./on-path";
import { ENGINE_VERSION } from "./version";
import { type FakeWorld, type FakeWorldOptions, fakeWorld, putEngine, remove } from "./world.fake";

const worlds: FakeWorld[] = [];
const machine = (options?: FakeWorldOptions): FakeWorld => {
  const world = fakeWorld(options);
  worlds.push(world);
  return world;
};
afterEach(() => worlds.splice(0).forEach(remove));

const builtWithGo = [
  "go build github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  "go build github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
];

describe("an installed CLI", () => {
  test("is taken, and nothing is downloaded or built", async () => {
    const world = machine({ installed: "v3.250.1", network: true, go: true });

    expect(await ensureEngine(world)).toEqual({ bin: join(world.folder, "bin"), version: "3.250.1", source: "path" });
    expect(world.made).toEqual([]);
  });

  test("is taken through a link, with the rest beside the file it points to", async () => {
    const world = machine({ installed: "v3.250.1" });
    const [bin, opt] = [join(world.folder, "bin"), join(world.folder, "opt")];
    rmSync(bin, { recursive: true });
    putEngine(opt);
    mkdirSync(bin);
    symlinkSync(join(opt, CLI), join(bin, CLI));

    expect(await ensureEngine(world)).toMatchObject({ bin, source: "path" });
  });

  test.each([LANGUAGE_HOST, DYNAMIC_PROVIDER])("without %s does not serve", async (missing) => {
    const world = machine({ installed: "v3.250.1" });
    rmSync(join(world.folder, "bin", missing));

    await expect(ensureEngine(world)).rejects.toThrow(`${missing} is neither beside it nor on PATH`);
  });

  test("that is too old does not serve", async () => {
    await expect(ensureEngine(machine({ installed: "v3.215.0" }))).rejects.toThrow("is 3.215.0, older than 3.216.0");
  });
});

describe("without one", () => {
  test("the official download is taken", async () => {
    const world = machine({ network: true, go: true });

    expect(await ensureEngine(world)).toMatchObject({ version: ENGINE_VERSION, source: "download" });
    expect(world.made).toEqual(["download"]);
  });

  test("and without a network it is built from Go modules, and all three files are there", async () => {
    const world = machine({ go: true });

    const engine = await ensureEngine(world);

    expect(engine).toMatchObject({ version: ENGINE_VERSION, source: "go" });
    expect(world.made).toEqual(builtWithGo);
    expect(readdirSync(engine.bin).sort()).toEqual(["manifest.json", CLI, LANGUAGE_HOST, DYNAMIC_PROVIDER].sort());
  });

  test("a second run takes the copy of the first", async () => {
    const world = machine({ go: true });
    const first = await ensureEngine(world);

    expect(await ensureEngine(world)).toEqual(first);
    expect(world.made).toEqual(builtWithGo);
  });

  test("and without Go and a network the message names what was tried and what to do", async () => {
    const world = machine();

    const message = await ensureEngine(world).then(String, (error: Error) => error.message);

    expect(message.replaceAll(world.cache, "<cache>")).toBe(
      [
        "a Pulumi CLI is needed, and none could be found, downloaded or built:",
        "  - on PATH: no `pulumi` there",
        `  - in the cache <cache>: nothing complete for ${ENGINE_VERSION}`,
        "  - download: https://get.pulumi.com/ cannot be reached: getaddrinfo ENOTFOUND",
        "  - build from Go modules: no `go` on PATH",
        "do one of these, and run the command again:",
        "  - install the Pulumi CLI, 3.216.0 or newer, and put its folder on PATH: https://www.pulumi.com/docs/install/",
        `  - install Go, 1.25.11 or newer (https://go.dev/dl/), with a module proxy in reach (go env GOPROXY): the CLI ${ENGINE_VERSION} is then built here, once, in a few minutes`,
        "  - copy the cache folder of a machine that has one, and point PULUMI_DIGICERT_ENGINE_CACHE at it",
      ].join("\n"),
    );
  });
});

describe("the cache", () => {
  test("of an interrupted build is not taken for a finished one, and is cleared away", async () => {
    const world = machine({ go: true });
    const { bin } = await ensureEngine(world);
    rmSync(join(bin, "manifest.json"));
    putEngine(`${bin}.new-abc`, [CLI]);

    await ensureEngine(world);

    expect(world.made).toEqual([...builtWithGo, ...builtWithGo]);
    expect(readdirSync(world.cache)).toEqual([bin.slice(world.cache.length + 1)]);
  });

  test("with a file cut short or changed is built again", async () => {
    const world = machine({ go: true });
    const { bin } = await ensureEngine(world);
    appendFileSync(join(bin, CLI), "rest");

    await ensureEngine(world);

    expect(world.made).toEqual([...builtWithGo, ...builtWithGo]);
  });

  test("copied from elsewhere, with other dates, is taken", async () => {
    const world = machine({ go: true });
    const { bin } = await ensureEngine(world);
    utimesSync(join(bin, CLI), new Date(0), new Date(0));

    await ensureEngine(world);

    expect(world.made).toEqual(builtWithGo);
  });

  test("never gets what does not run", async () => {
    const world = machine({ go: true, made: "Segmentation fault" });

    await expect(ensureEngine(world)).rejects.toThrow("said nothing instead of");
    expect(readdirSync(world.cache)).toEqual([]);
  });

  test("is filled once when two start at the same time, and the second says that it waits", async () => {
    const world = machine({ go: true, duringBuild: () => sleep(100) });

    const [first, second] = await Promise.all([ensureEngine(world), ensureEngine(world)]);

    expect(second).toEqual(first);
    expect(world.made).toEqual(builtWithGo);
    expect(world.said).toContain("another process prepares the Pulumi CLI, waiting for it: 0 s");
  });
});
