import fc from "fast-check";
import { frozen, law } from "../contract/laws.fake";
import { certificate } from "../resources";
import { certificateInputs } from "../resources/certificate/inputs.fake";
import { justIssued } from "../resources/certificate/state.fake";
import { doorFor, urn } from "./door.fake";
import { fromEngine, toEngine, UNKNOWN_TEXT } from "./marshal";

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
