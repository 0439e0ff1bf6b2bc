import type { Bag } from "../../provider/contract/resource";
import type { DynamicProvider } from "../../provider/front-doors/dynamic";
import type { Ended } from "./command";
import { type Declared, Engine, type Program } from "./engine";
import type { Life } from "./provider-process";

/*
 * The engine against a provider of this file's own, which notes each call and does what the inputs say: `fails`, `half`,
 * `gone`, `replaced`, `refused`, `writes` (one write each), `holds` (does not end before another resource has begun).
 */

class Recorder {
  readonly calls: string[] = [];
  readonly #released = new Map<string, () => void>();

  readonly start = (life: Life) => {
    const name = (bag: Bag): string => String(bag["__urn"]).split("::").at(-1) ?? "";
    const note = (call: string, bag: Bag): void => {
      if (life.isAlive?.() !== false) this.calls.push(`${call} ${name(bag)}`);
    };
    const work = async (call: string, bag: Bag): Promise<Bag> => {
      note(call, bag);
      if (bag["holds"] !== undefined)
        await new Promise<void>((done) => this.#released.set(String(bag["holds"]), () => done()));
      this.#released.get(name(bag))?.();
      for (let i = 0; i < Number(bag["writes"] ?? 0); i++) {
        if (!life.engineIsThere()) throw new Error("the engine is gone");
        this.calls.push(`write ${name(bag)}`);
        if (life.delivers?.({ method: "POST", path: "/" }) === false) await new Promise<never>(() => {});
      }
      if (bag["fails"] === call) throw new Error(`${name(bag)} cannot ${call}`);
      if (bag["half"] === call)
        throw Object.assign(new Error("half"), {
          id: name(bag),
          properties: { ...bag, half: "done" },
          reasons: [`${name(bag)} is half done`],
        });
      return { ...bag, out: `${name(bag)}!` };
    };
    const door: DynamicProvider = {
      configure: async () => {},
      check: async (olds, news) => {
        this.calls.push(`check ${name(news)}${Object.keys(olds).length > 0 ? " with what was" : ""}`);
        return { inputs: { ...news }, failures: news["refused"] ? [{ property: "", reason: "no" }] : [] };
      },
      diff: async (_, olds, news) => {
        note("diff", news);
        const changed = ["value", "replaced"].filter((key) => olds[key] !== news[key]);
        return {
          changes: changed.length > 0,
          replaces: changed.filter((key) => key === "replaced"),
          deleteBeforeReplace: false,
        };
      },
      create: async (inputs) => ({ id: name(inputs), outs: await work("create", inputs) }),
      update: async (_, __, news) => ({ outs: await work("update", news) }),
      read: async (id, props) => ({ id: props["gone"] ? "" : id, props: await work("read", props) }),
      delete: async (_, props) => void (await work("delete", props)),
    };
    return { door: () => door, transport: { calls: 0 }, lines: [], linesOf: () => [], names: () => {} };
  };
}

let provider: Recorder;
let engine: Engine;

beforeEach(() => {
  provider = new Recorder();
  engine = new Engine(provider.start);
});

const resource = (name: string, inputs: Bag = {}, dependsOn: readonly string[] = []): Declared => ({
  kind: "Certificate",
  name,
  inputs,
  dependsOn,
});
const well = async (command: Promise<Ended>): Promise<Ended> => {
  const ended = await command;
  expect(ended.reasons).toEqual([]);
  return ended;
};
/** The calls of a command, from here on. */
const callsOf = async (command: () => Promise<Ended>): Promise<readonly string[]> => {
  provider.calls.length = 0;
  await well(command());
  return provider.calls;
};
const names = (): string[] => [...engine.saved.keys()];

describe("a resource", () => {
  test("that is new is checked and created; unchanged it is the same; changed it is updated; taken out it is deleted", async () => {
    const calls = (program: Program) => callsOf(() => engine.up(program));

    expect(await calls([resource("a")])).toEqual(["check a", "create a"]);
    expect(await calls([resource("a")])).toEqual(["check a with what was", "diff a"]);
    expect(await calls([resource("a", { value: 1 })])).toEqual(["check a with what was", "diff a", "update a"]);
    expect(await calls([])).toEqual(["delete a"]);
    expect(engine.all).toEqual([]);
  });

  test("that has to be replaced is made anew first, from inputs that owe nothing to the old ones", async () => {
    await well(engine.up([resource("a")]));

    expect(await callsOf(() => engine.up([resource("a", { replaced: 1 })]))).toEqual([
      "check a with what was",
      "diff a",
      "check a",
      "create a",
      "delete a",
    ]);
    expect(engine.all.length).toBe(1);
  });

  test("that somebody asks to replace is not compared", async () => {
    await well(engine.up([resource("a")]));

    const calls = await callsOf(() => engine.up([resource("a")], { replace: "a" }));

    expect(calls).toEqual(["check a", "create a", "delete a"]);
  });

  test("that was renamed is made under its new name before the old one is deleted", async () => {
    await well(engine.up([resource("a")]));

    expect(await callsOf(() => engine.up([resource("b")]))).toEqual(["check b", "create b", "delete a"]);
  });

  test("that check refuses ends the program there", async () => {
    const ended = await engine.up([resource("a"), resource("b", { refused: true }), resource("c")]);

    expect(ended).toMatchObject({ ok: false, reasons: ["check: no"], did: ["a: create", "b: refused by check"] });
    expect(names()).toEqual(["a"]);
  });

  test("two of one name are no program", async () => {
    await expect(engine.up([resource("a"), resource("a")])).rejects.toThrow("one name");
  });
});

describe("a step that fails", () => {
  test("saves nothing, and what is to be deleted stays", async () => {
    await well(engine.up([resource("old")]));

    const ended = await engine.up([resource("a", { fails: "create" })]);

    expect(ended).toMatchObject({ ok: false, reasons: ["a cannot create"], did: ["a: create"] });
    expect(names()).toEqual(["old"]);
  });

  test("half-way is saved, and is updated by the next up though nothing changed", async () => {
    const ended = await engine.up([resource("a", { half: "create" })]);

    expect(ended.reasons).toEqual(["a is half done"]);
    expect(engine.saved.get("a")).toMatchObject({ id: "a", outputs: { half: "done" }, initErrors: ["a is half done"] });
    expect((await engine.preview([resource("a")])).did).toEqual(["a: would update"]);
    expect((await well(engine.up([resource("a")]))).did).toEqual(["a: update"]);
    expect(engine.saved.get("a")?.initErrors).toBeUndefined();
  });

  test("half-way in a replacement leaves the old one to be deleted by the next up", async () => {
    await well(engine.up([resource("a")]));

    await engine.up([resource("a", { replaced: 1, half: "create" })]);

    expect(engine.condemned.length).toBe(1);
    expect((await well(engine.up([resource("a", { replaced: 1 })]))).did).toEqual(["a: update", "a: delete"]);
    expect(engine.all.length).toBe(1);
  });

  test("keeps those that depend on it from beginning, and no others, however slow they are", async () => {
    const ended = await engine.up([
      resource("a", { fails: "create" }),
      resource("b", {}, ["a"]),
      resource("c", {}, ["b"]),
      resource("d"),
    ]);

    expect(ended.did).toEqual(["a: create", "b: skipped", "c: skipped", "d: create"]);
    expect(names()).toEqual(["d"]);
  });

  test("in a delete ends the command, and the rest is deleted by the next", async () => {
    await well(engine.up([resource("a", { fails: "delete" }), resource("b")]));

    expect((await engine.destroy()).did).toEqual(["a: delete"]);
    expect(names()).toEqual(["a", "b"]);
  });

  test("of a provider that throws a mistake of its own is no failure of the step", async () => {
    const mistaken = new Engine((life) => {
      const process = provider.start(life);
      const create = (): never => {
        throw new TypeError("Cannot read properties of undefined");
      };
      return { ...process, door: () => ({ ...process.door(), create }) };
    });

    await expect(mistaken.up([resource("a")])).rejects.toThrow(TypeError);
  });
});

describe("resources beside each other", () => {
  test("are under way at once, unless one waits for the other", async () => {
    expect((await well(engine.up([resource("a", { holds: "b" }), resource("b")]))).ok).toBe(true);
  });

  test("what depends on another is made of its outputs", async () => {
    const b: Declared = {
      kind: "Certificate",
      name: "b",
      dependsOn: ["a"],
      inputs: (of) => ({ value: of("a")["out"] }),
    };

    await well(engine.up([resource("a"), b]));

    expect(engine.saved.get("b")?.inputs).toMatchObject({ value: "a!" });
  });

  test("are deleted before what they depend on, whatever the order in which they are saved", async () => {
    await well(engine.up([resource("a"), resource("b", {}, ["a"]), resource("c", {}, ["b"])]));

    expect(await callsOf(() => engine.destroy())).toEqual(["delete c", "delete b", "delete a"]);
  });

  test("what is no target is neither checked nor made nor deleted", async () => {
    await well(engine.up([resource("a"), resource("b")]));

    const program = [resource("a", { value: 1 }), resource("c")];

    expect(await callsOf(() => engine.up(program, { target: ["a"] }))).toEqual([
      "check a with what was",
      "diff a",
      "update a",
    ]);
    expect(names()).toEqual(["a", "b"]);
  });
});

test("a target that depends on a new resource that is none ends the command: nothing is deleted", async () => {
  await well(engine.up([resource("a"), resource("b")]));

  const ended = await engine.up([resource("c"), resource("a", {}, ["c"])], { target: ["a", "b"] });

  expect(ended).toMatchObject({ ok: false, reasons: ["a depends on c, which is new and no target"] });
  expect(names()).toEqual(["a", "b"]);
});

describe("a refresh", () => {
  test("reads each, whether another can be read or not, and saves what it read", async () => {
    await well(engine.up([resource("a", { fails: "read" }), resource("b")]));

    const ended = await engine.refresh();

    expect(ended).toMatchObject({ ok: false, reasons: ["a cannot read"], did: ["a: read", "b: read"] });
  });

  test("that fails ends the up that it is part of", async () => {
    await well(engine.up([resource("a", { fails: "read" })]));

    expect((await engine.up([resource("a")], { refresh: true })).did).toEqual(["a: read"]);
  });

  test("that finds nothing is a mistake of the provider's: ours never say so", async () => {
    await well(engine.up([resource("a", { gone: true })]));

    expect((await engine.refresh()).reasons).toEqual(["read says that the resource is gone"]);
  });
});

describe("a command that is killed", () => {
  test("with its provider: the write has happened, nothing comes after it, and nothing is saved", async () => {
    const ended = await engine.up([resource("a", { writes: 2 })], { kill: { who: "provider", afterWrite: 1 } });

    expect(ended).toMatchObject({ ok: false, killed: true, did: ["a: create"] });
    expect(provider.calls).toEqual(["check a", "create a", "write a"]);
    expect(engine.all).toEqual([]);
  });

  test("without its provider: that works on without an engine, and what it answers reaches nobody", async () => {
    const ended = await engine.up([resource("a", { writes: 1 })], { kill: { who: "cli", afterWrite: 1 } });

    expect(provider.calls).toEqual(["check a", "create a", "write a"]);
    expect(ended.killed).toBe(true);
    expect(engine.all).toEqual([]);
  });

  test("without its provider: whoever asks whether the engine is there learns that it is not", async () => {
    await engine.up([resource("a", { writes: 2 })], { kill: { who: "cli", afterWrite: 1 } });

    expect(provider.calls.filter((call) => call === "write a")).toEqual(["write a"]);
  });

  test("keeps what had ended before", async () => {
    await engine.up([resource("a"), resource("b", { writes: 1 }, ["a"])], { kill: { who: "provider", afterWrite: 1 } });

    expect(names()).toEqual(["a"]);
  });

  test("not at all, where it writes less than that", async () => {
    await well(engine.up([resource("a", { writes: 1 })], { kill: { who: "provider", afterWrite: 2 } }));

    expect(names()).toEqual(["a"]);
  });
});

test("a preview checks and compares, and neither does nor saves anything", async () => {
  await well(engine.up([resource("a"), resource("b"), resource("c")]));
  const before = engine.all;

  const ended = await engine.preview([
    resource("a"),
    resource("b", { value: 1 }),
    resource("c", { replaced: 1 }),
    resource("d"),
  ]);

  expect(ended.did).toEqual(["a: same", "b: would update", "c: would replace", "d: would create"]);
  expect(engine.all).toEqual(before);
});
