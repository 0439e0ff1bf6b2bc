import * as net from "node:net";
import fc from "fast-check";
import { law } from "../../contract/laws.fake";
import { isIP } from "./ip";

const texts = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.domain(),
  fc.string({ unit: fc.constantFrom("1", "25", ".", ":", "::", "f", "%", "g") }),
);

law(
  "a text is an address of the version that Node says",
  fc.property(texts, (text) => expect(isIP(text)).toBe(net.isIP(text))),
  2000,
);
