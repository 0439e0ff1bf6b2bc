import { memo } from "./memo";

test("each text is computed once, and what was not asked for for long is forgotten", () => {
  const computed: string[] = [];
  const length = memo((text) => computed.push(text) && text.length, 4);

  for (const text of ["a", "bb", "a", "ccc", "a", "bb"]) expect(length(text)).toBe(text.length);

  expect(computed).toEqual(["a", "bb", "ccc", "bb"]);
});

test("an answer that is nothing is an answer", () => {
  let computed = 0;
  const nothing = memo((): undefined => {
    computed += 1;
  });

  expect([nothing("a"), nothing("a"), computed]).toEqual([undefined, undefined, 1]);
});
