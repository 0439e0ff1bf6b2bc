import { setTimeout as delay } from "node:timers/promises";
import { Turns } from "./turns";

const turns = new Turns();

test("work on one contract is done one after the other, work on another beside it; a failure stops nobody", async () => {
  const events: string[] = [];
  const work = (name: string, contract: number, fails = false) =>
    turns.inTurn(contract, async () => {
      events.push(`${name} begins`);
      await delay(5);
      events.push(`${name} ends`);
      if (fails) throw new Error(name);
    });

  const ended = await Promise.allSettled([work("a", 1, true), work("b", 1), work("c", 2)]);

  expect(ended.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  expect(events.filter((event) => !event.startsWith("c"))).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  expect(events.indexOf("c begins")).toBeLessThan(events.indexOf("a ends"));
});
