import { engineAddress, engineAt, noEngine } from "./engine";

test.each([
  [["node", "run.js", "127.0.0.1:44321"], "127.0.0.1:44321"],
  [["node", "run.js", "[::1]:44321"], "[::1]:44321"],
  [["node", "jest"], undefined],
  [["node", "--config=/a:b"], undefined],
  [[], undefined],
])("of %j the engine's address is %s", (argv, address) => {
  expect(engineAddress(argv)).toBe(address);
});

test("an engine that is gone is noticed before a write, and its silence does not stop a message", async () => {
  const engine = engineAt("127.0.0.1:1");

  await expect(engine.ping()).rejects.toThrow("the Pulumi engine does not answer any more: nothing was sent");
  await engine.log({ severity: "info", text: "words", urn: "", ephemeral: false });
});

test("without an engine nobody has to answer", async () => {
  await expect(noEngine.ping()).resolves.toBeUndefined();
});
