import fc from "fast-check";
import { frozen, law } from "../contract/laws.fake";
import { readTag } from "../contract/lines/tag";
import { certificate } from "../resources";
import { certificateInputs } from "../resources/certificate/inputs.fake";
import { justIssued } from "../resources/certificate/state.fake";
import { doorFor, urn } from "./door.fake";
import { fromEngine, toEngine, UNKNOWN_TEXT, unfinished } from "./marshal";

const plainBag = fc.dictionary(
  fc.string().filter((key) => !key.startsWith("__")),
  fc.jsonValue().filter((value) => value !== null),
);

law(
  "what the engine gave it gets back, and its bag is not touched",
  fc.property(plainBag, (bag) => {
    expect(toEngine(fromEngine(frozen(bag)))).toEqual(bag);
  }),
);

/** The same value with some of it, at any depth, not known yet. */
const partlyUnknown = (value: unknown): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(UNKNOWN_TEXT) },
    {
      weight: 4,
      arbitrary: Array.isArray(value)
        ? fc.tuple(...value.map(partlyUnknown))
        : typeof value === "object" && value !== null
          ? fc.record(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, partlyUnknown(member)])))
          : fc.constant(value),
    },
  );

law(
  "values that are not known yet, at any depth, neither stop a preview nor are touched by it",
  fc.asyncProperty(
    certificateInputs,
    certificateInputs.chain((inputs) => partlyUnknown(inputs)),
    async (asked, inputs) => {
      const door = await doorFor();
      const news = frozen({
        ...(inputs === UNKNOWN_TEXT ? { orderId: UNKNOWN_TEXT } : (inputs as object)),
        __urn: urn("web"),
      });
      const olds = frozen({ ...toEngine(certificate.store(justIssued(asked))), __urn: urn("web") });

      const checked = await door.check({}, news);
      expect(checked.inputs).toEqual(news);
      const { changes, replaces } = await door.diff(String(asked.orderId), olds, checked.inputs);

      expect(replaces.length > 0 && !changes).toBe(false);
      if ("csr" in news && news.csr === UNKNOWN_TEXT) expect(changes).toBe(true);
    },
  ),
);

law(
  "what the door stores, the door reads back: no update without a change",
  fc.asyncProperty(certificateInputs, async (inputs) => {
    const door = await doorFor();
    const news = { ...toEngine(inputs as Record<string, unknown>), __urn: urn("web") };
    const olds = JSON.parse(JSON.stringify({ ...toEngine(certificate.store(justIssued(inputs))), __urn: urn("web") }));

    expect(await door.diff(String(inputs.orderId), frozen(olds), frozen(news))).toMatchObject({
      changes: false,
      replaces: [],
    });
    expect(door.said).toEqual([]);
  }),
);

law(
  "no update is without a line in its resource's row that says why, with a code: not after a step that failed, either",
  fc.asyncProperty(
    certificateInputs,
    certificateInputs,
    fc.boolean(),
    fc.boolean(),
    async (asked, other, same, failed) => {
      const door = await doorFor();
      const state = toEngine(certificate.store(justIssued(asked)));
      const olds = { ...(failed ? unfinished(state) : state), __urn: urn("web") };
      const inputs = same ? asked : { ...other, orderId: asked.orderId };
      const { inputs: news, failures } = await door.check({}, { ...inputs, __urn: urn("web") });
      expect(failures).toEqual([]);

      const { changes } = await door.diff(String(asked.orderId), olds, news);

      const lines = door.said.filter(({ severity }) => severity === "info");
      expect(lines.length).toBe(changes ? 1 : 0);
      for (const { text, urn: row } of door.said)
        expect([row, readTag(text)?.codes.length]).toEqual([urn("web"), expect.any(Number)]);
      if (failed) expect(changes).toBe(true);
    },
  ),
);

law(
  "what a refresh compares is not announced: its inputs may be older than what was asked for, and its name an earlier one",
  fc.asyncProperty(certificateInputs, certificateInputs, async (asked, other) => {
    const door = await doorFor();
    const olds = { ...toEngine(certificate.store(justIssued(asked))), __urn: urn("before") };

    await door.diff(String(asked.orderId), olds, { ...toEngine({ ...other }), __urn: urn("before") });
    expect(door.said).toEqual([]);

    const { failures } = await door.check({}, { ...asked, __urn: urn("after") });
    expect(failures).toEqual([]);
  }),
);

test("state that the native plugin has written is refused with what to do, for this door can neither refresh nor delete it", async () => {
  const door = await doorFor();
  const hidden = { __provider: "exports…", __urn: urn("web") };

  const back = await door.check({ orderId: 118 }, { orderId: 118, ...hidden });
  expect(back.failures.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(
      /^this resource was last written by the native plugin, .*: import the class from pulumi-digicert\/native again$/,
    ),
  ]);
  const own = await door.check({ orderId: 118, ...hidden }, { orderId: 118, ...hidden });
  expect(own.failures).toEqual([]);
});
