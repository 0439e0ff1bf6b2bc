import * as pulumi from "@pulumi/pulumi";
import { whenAnswered } from "./answered";

/*
 * What the engine has answered is waited for as by Pulumi itself, and costs none of its outputs.
 */

class Site extends pulumi.CustomResource {
  declare readonly certificateId: pulumi.Output<number>;
  constructor(name: string) {
    super("my:index:Site", name, { certificateId: undefined });
  }
}

const mocked = (preview: boolean, state: object): Promise<void> =>
  pulumi.runtime.setMocks(
    { newResource: ({ name }) => ({ id: preview ? undefined : `${name}-id`, state }), call: ({ inputs }) => inputs },
    "project",
    "stack",
    preview,
  );

const answered = async (values: unknown[]): Promise<unknown[][]> => {
  const told: unknown[][] = [];
  whenAnswered(values, (all) => void told.push(all));
  await new Promise((done) => setTimeout(done, 20));
  return told;
};

test("once all of it is known, it is told as it is, once", async () => {
  await mocked(false, { certificateId: 1001 });
  const site = new Site("web");

  expect(await answered([site.id, site.certificateId, undefined, "as it is"])).toEqual([
    ["web-id", 1001, undefined, "as it is"],
  ]);
});

test("while some of it is not known, nothing is told", async () => {
  await mocked(true, {});
  const site = new Site("web");

  expect(await answered([site.urn, site.certificateId])).toEqual([]);
});

test("what could not be made is told by nobody, and breaks nothing", async () => {
  await mocked(false, { certificateId: 1001 });
  const refusal = Promise.reject(new Error("refused"));
  const failed = { __pulumiOutput: true, isKnown: refusal, promise: () => refusal };

  expect(await answered([new Site("web").id, failed])).toEqual([]);
});

test("it makes no output", async () => {
  await mocked(false, { certificateId: 1001 });
  const site = new Site("web");
  const all = jest.spyOn(pulumi, "all");

  expect(await answered([site.id, site.certificateId])).toEqual([["web-id", 1001]]);
  expect(all).not.toHaveBeenCalled();
});
