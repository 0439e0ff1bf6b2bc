import { isDeepStrictEqual } from "node:util";
import { linesOf } from "../../provider/contract/partial-failure";
import type { Bag } from "../../provider/contract/resource";
import { lines } from "../../provider/contract/text/foreign-text";
import { holdsUnknown } from "../../provider/contract/unknown";
import type { DynamicProvider, Kind } from "../../provider/front-doors/dynamic";
import { HalfDone } from "../../provider/front-doors/native/failures";
import { KINDS } from "../../provider/front-doors/native/native";
import { fromWire, othersIn, plainOf, structOf, toWire } from "../../provider/front-doors/native/wire";
import type { Surroundings } from "../../provider/front-doors/surroundings";
import { readSettings } from "../../provider/settings/settings";

/**
 * The native door, called as the dynamic one is: so that one engine plays before both, and every story and every model can be
 * told of either. What passes is carried as it is between an engine and the plugin.
 */
export const nativeDoor = (kind: Kind, around: Surroundings): DynamicProvider => {
  const native = KINDS[kind](around);
  /** By URN: the outputs of which the last comparison says that an update leaves them as they are. */
  const promised = new Map<string, readonly string[]>();
  const urnOf = (bag: Bag): string => String(bag["__urn"] ?? "");
  /** Over the wire, with what the dynamic door's engine wants to see again. */
  const carried = (outputs: Bag, from: Bag) => ({ ...plainOf(structOf(toWire(outputs))), ...othersIn(from) });

  const step = async <Value>(from: Bag, work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      const text = lines(linesOf(error).join("\n"));
      if (!(error instanceof HalfDone)) throw new Error(text);
      const { id, outputs, reasons } = error;
      throw Object.assign(new Error(text), {
        id,
        properties: carried(outputs, from),
        reasons: [lines(reasons.join("\n\t  "))],
      });
    }
  };

  return {
    async configure({ config }) {
      native.configure(readSettings({ config: (key) => config.get(key), env: around.env }), false);
    },
    async check(olds, news) {
      const reasons = await native.check(urnOf(news), fromWire(olds), fromWire(news));
      return {
        inputs: carried(fromWire(news), news),
        failures: reasons.map((reason) => ({ property: "", reason: lines(reason) })),
      };
    },
    async diff(_, olds, news) {
      const { changes, replaces, touched, stables } = await native.diff(
        urnOf(news),
        fromWire(olds),
        fromWire(olds),
        fromWire(news),
      );
      // An engine that is shown nothing of a change shows nothing, or everything.
      if (changes && Object.keys(touched).length === 0 && (olds["internal"] as Bag)["unfinished"] !== true)
        throw new TypeError("a change that touches nothing");
      promised.set(urnOf(news), stables);
      const inputs = Object.entries(touched).flatMap(([path, { input }]) => (input ? [path] : []));
      // An engine replaces for the sake of inputs alone.
      if (replaces && inputs.length === 0) throw new TypeError("a replacement for no input");
      return { changes, replaces: replaces ? inputs : [], deleteBeforeReplace: false };
    },
    create: (news) =>
      step(news, async () => {
        const { id, outputs } = await native.create({ urn: urnOf(news) }, fromWire(news));
        return { id, outs: carried(outputs, news) };
      }),
    async update(_, olds, news) {
      const urn = urnOf(news);
      const foreseen = await native.update({ urn, preview: true }, fromWire(olds), fromWire(news));
      const updated = await step(news, async () => {
        const outputs = await native.update({ urn }, fromWire(olds), fromWire(news));
        return { outs: carried(outputs, news) };
      });
      // Consumers are shown in a preview what is known of an update, and what stays: so it is when the update has ended.
      held("an update was foreseen otherwise", foreseen, updated.outs);
      held("an output was called stable", pick(fromWire(olds), promised.get(urn) ?? []), updated.outs);
      return updated;
    },
    read: (id, props) =>
      step(props, async () => {
        const outputs = await native.read({ urn: urnOf(props) }, id, fromWire(props));
        return { id, props: carried(outputs, props) };
      }),
    delete: (_, props) => step(props, () => native.delete({ urn: urnOf(props) }, fromWire(props))),
  };
};

const pick = (bag: Bag, names: readonly string[]): Bag =>
  Object.fromEntries(Object.entries(bag).filter(([name]) => names.includes(name)));

/** What is said to be known is so. What is kept for ourselves is shown to nobody. */
const held = (broken: string, said: Bag, is: Bag): void => {
  for (const [name, value] of Object.entries(fromWire(plainOf(structOf(toWire(said))))))
    if (name !== "internal" && !holdsUnknown(value) && !isDeepStrictEqual(value, is[name]))
      throw new TypeError(`${broken}: ${name} is ${JSON.stringify(is[name])}, and was to be ${JSON.stringify(value)}`);
};
