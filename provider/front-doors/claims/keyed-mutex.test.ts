import { Turns } from "./keyed-mutex";

const turnsOf = () => {
  const turns = new Turns();
  const story: string[] = [];
  const work = (thing: string, name: string, fails = false) =>
    turns.take(thing, async () => {
      story.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      story.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
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
