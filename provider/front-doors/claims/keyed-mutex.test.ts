import { processes } from "../../claims/shared-log.fake";
import { Turns } from "./keyed-mutex";

const never = async (): Promise<never> => {
  throw new Error("nobody else has the turn");
};

const turnsOf = (turns = new Turns(), pause: () => Promise<void> = never) => {
  const story: string[] = [];
  const work = (thing: string, name: string, fails = false) =>
    turns.take(
      thing,
      async () => {
        story.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        story.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      },
      pause,
    );
  return { turns, story, work };
};

test("work on one thing is done one after the other, and each gets its own answer", async () => {
  const { story, work } = turnsOf();
  expect(await Promise.all([work("order 118", "a"), work("order 118", "b")])).toEqual(["a", "b"]);
  expect(story).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("work that fails does not keep the next one from its turn", async () => {
  const { story, work } = turnsOf();
  const ended = await Promise.allSettled([work("order 118", "a", true), work("order 118", "b")]);
  expect(ended.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  expect(story.at(-1)).toBe("b ends");
});

test("other things do not wait, and nothing is remembered when all is done", async () => {
  const { turns, story, work } = turnsOf();
  const both = [work("order 118", "a"), work("order 119", "b")];
  expect(turns.taken("order 118")).toBe(true);
  await Promise.all(both);
  expect(story.slice(0, 2)).toEqual(["a begins", "b begins"]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(turns.taken("order 118")).toBe(false);
});

describe("among the processes of an operation", () => {
  const later = () => new Promise<void>((resolve) => setImmediate(resolve));

  test("work on one thing is done one after the other, in whichever process, first come first served; work that failed is over", async () => {
    const story: string[] = [];
    const works = processes(3).map((log) => {
      const told = turnsOf(new Turns(log), later);
      return (name: string, fails = false) =>
        told
          .work("order 118", name, fails)
          .catch(() => "failed")
          .finally(() => story.push(...told.story.splice(0)));
    });

    await Promise.all([works[2]?.("a", true), works[0]?.("b"), works[1]?.("c"), works[0]?.("d")]);

    expect(story).toEqual(["a", "b", "c", "d"].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  test("others see that it is taken; other things are not", async () => {
    const [one, two] = processes(2).map((log) => new Turns(log));
    let end = (): void => {};
    const work = one?.take("order 118", () => new Promise<void>((resolve) => (end = resolve)), never);
    await later();
    expect([two?.taken("order 118"), two?.taken("order 119")]).toEqual([true, false]);
    end();
    await work;
    expect(two?.taken("order 118")).toBe(false);
  });

  test("the turn of a process that died is over", async () => {
    const dead: string[] = [];
    const [dying, living] = processes(2, dead).map((log) => new Turns(log));
    void dying?.take("order 118", () => new Promise(() => {}), never);
    let looks = 0;
    const pause = async () => {
      looks += 1;
      if (looks === 3) dead.push("p0");
    };

    expect(await living?.take("order 118", async () => "done", pause)).toBe("done");
    expect(looks).toBe(3);
  });

  test("whoever is stopped while it waits gives its place up", async () => {
    const [one, two, three] = processes(3).map((log) => new Turns(log));
    let end = (): void => {};
    const first = one?.take("order 118", () => new Promise<void>((resolve) => (end = resolve)), never);
    const stopped = two?.take("order 118", later, async () => {
      throw new Error("stopped");
    });
    await expect(stopped).rejects.toThrow("stopped");
    const third = three?.take("order 118", async () => "third", later);
    end();
    await first;
    expect(await third).toBe("third");
  });

  test("lines that are none of its own are passed over", async () => {
    const [log] = processes(1);
    for (const line of [
      [],
      { is: "wants" },
      { is: "wants", who: 1, thing: "order 118" },
      { is: "else", who: "x", thing: "y" },
    ])
      log?.write(line);
    expect(new Turns(log).taken("order 118")).toBe(false);
  });
});
