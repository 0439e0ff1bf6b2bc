import type { Engine } from "../engine";
import { Voice } from "./engine-log";

type Line = Parameters<Engine["log"]>[0];

const engine = (deliver: (line: Line) => Promise<void>): Engine => ({ log: deliver, ping: async () => {} });

test("words arrive one after the other, in the order in which they were said, before the step is over", async () => {
  const heard: string[] = [];
  const voice = new Voice(
    engine(async ({ text }) => {
      // the first takes longest
      for (let turn = 5; turn > heard.length; turn--) await Promise.resolve();
      heard.push(text);
    }),
  );
  const log = voice.of("urn");

  log.progress("asking");
  log.warn("careful");
  log.info("done");
  await voice.done();

  expect(heard).toEqual(["asking", "careful", "done"]);
});

test("progress is passing, the rest is not, and all of it is about the resource", async () => {
  const lines: Line[] = [];
  const voice = new Voice(engine(async (line) => void lines.push(line)));

  voice.of("urn:web").progress("asking");
  voice.of("urn:web").warn("careful");
  await voice.done();

  expect(lines).toEqual([
    { severity: "info", text: "asking", urn: "urn:web", ephemeral: true },
    { severity: "warn", text: "careful", urn: "urn:web", ephemeral: false },
  ]);
});

test("what cannot be delivered stops neither the next words nor the step", async () => {
  const heard: string[] = [];
  const voice = new Voice(
    engine(async ({ text }) => {
      if (text === "lost") throw new Error("no engine");
      heard.push(text);
    }),
  );

  voice.of("urn").info("lost");
  voice.of("urn").info("kept");
  await voice.done();

  expect(heard).toEqual(["kept"]);
});
