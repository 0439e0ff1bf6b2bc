import { differences } from "./shape";

test.each([
  ["the same", { a: 1, b: ["x"] }, { a: 2, b: ["y", "z"] }, []],
  ["more members", { a: 1 }, { a: 1, b: 2 }, []],
  ["null in the document", { a: null }, {}, []],
  ["a member less", { a: { b: 1 } }, { a: {} }, ["a.b: number expected, nothing found"]],
  ["null for a member", { a: 1 }, { a: null }, ["a: number expected, nothing found"]],
  ["another type", { a: 1 }, { a: "1" }, ["a: number expected, text found"]],
  ["another form of date", { a: "2026-05-01" }, { a: "2026-05-01T10:00:00Z" }, ["a: date expected, time in UTC found"]],
  ["a text that stands for a PEM", { a: "x" }, { a: "-----BEGIN X-----AA==-----END X-----" }, []],
  ["a list that is none", { a: [] }, { a: {} }, ["a: list expected, object found"]],
  ["an element with its like further on", [{ a: 1 }], [{ b: 1 }, { a: 1 }], []],
  ["an element without its like", [{ a: 1, c: 1 }], [{ b: 1 }, { a: 1 }], ["[0].c: number expected, nothing found"]],
  ["an empty list for a full one", [{ a: 1 }], [], ["[0]: nothing like it"]],
])("%s", (_, inputs, found, expected) => {
  expect(differences(inputs, found)).toEqual(expected);
});
