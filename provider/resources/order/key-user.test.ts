import { keyUser, requesterOf } from "./key-user";
import { contextWith, failing } from "./observe.fake";

test("whom a key belongs to is asked for once, and kept for as long as the key is used", async () => {
  const { ctx, asked } = contextWith({ "my user": { userId: 5 } });

  expect([await keyUser(ctx), await keyUser(ctx)]).toEqual([5, 5]);
  expect(asked).toEqual(["my user"]);
});

test("a key that may not ask who it is leaves it open; a missing key is said", async () => {
  const who = (error: Error) => keyUser(contextWith({ "my user": error }).ctx);

  await expect(who(failing(403))).resolves.toBeUndefined();
  await expect(who(failing(401, { code: "no-key" }))).rejects.toThrow("it failed (401)");
});

test("our own request tells who we are without a call, where its page shows who asked", () => {
  expect(requesterOf([{ requestId: 7, status: "pending" }])).toBeUndefined();
  expect(requesterOf([{ requestId: 7, status: "pending", requester: { userId: 101 } }])).toBe(101);
});
