import fc from "fast-check";
import { path } from "./path";

test("what is put in is escaped", () => {
  expect(path`/order/certificate/${"12/../9"}/reissue`).toBe("/order/certificate/12%2F..%2F9/reissue");
  expect(path`/order/certificate/${118}`).toBe("/order/certificate/118");
});

test.each(["", " ", ".", "..", null, undefined, Number.NaN, Number.POSITIVE_INFINITY, {}, "\ud800"])(
  "refuses %p",
  (value) => {
    expect(() => path`/certificate/${value as string}/revoke`).toThrow(TypeError);
  },
);

test("whatever is put in stays in its own segment, and comes out as it went in", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      let built: string;
      try {
        built = path`/a/${value}/b`;
      } catch (error) {
        return expect([
          error instanceof TypeError,
          [".", ".."].includes(value) || value.trim() === "" || !/^[^\ud800-\udfff]*$/.test(value),
        ]).toEqual([true, true]);
      }
      const segments = new URL(`http://127.0.0.1${built}`).pathname.split("/");
      expect(segments.map(decodeURIComponent)).toEqual(["", "a", value, "b"]);
    }),
  );
});
