import * as z from "zod";
import { id, listOf } from "../../wire/values";
import { json, nothing, pem, type Received, Unreadable } from "./received";

const got = (text: string, contentType = "application/json", status = 200): Received => ({ status, contentType, text });
const read = json(z.object({ certificate: z.object({ id }), orders: listOf(z.object({ id })) }));
const complaint = (reader: (received: Received) => unknown, received: Received): unknown => {
  try {
    return reader(received);
  } catch (error) {
    return error instanceof Unreadable ? error.message : error;
  }
};

test("unknown members are none of our business", () => {
  expect(read(got('{"certificate": {"id": "5", "new": {}}, "more": [1]}'))).toEqual({
    certificate: { id: 5 },
    orders: [],
  });
});

test.each([
  ['{"certificate": {}}', "certificate.id is missing"],
  ['{"certificate": null}', "certificate is missing"],
  ["{}", "certificate is missing"],
  ["", "certificate is missing"],
  ["[]", "certificate is missing"],
  ['{"certificate": 7}', "certificate is not of the documented kind"],
  ['{"certificate": {"id": 5}, "orders": [{}]}', "orders[0].id is missing"],
  ["null", "the answer is missing"],
  ["7", "the answer is not of the documented kind"],
])("%s: %s", (text, message) => {
  expect(complaint(read, got(text))).toBe(message);
});

test.each([
  [got("<!doctype html>"), "the answer is not JSON but a web page"],
  [got("oops", "text/html; charset=utf-8"), "the answer is not JSON but a web page"],
  [got('{"id": 1', "application/json"), "the answer is not JSON (content type application/json)"],
  [got("oops", ""), "the answer is not JSON"],
])("%j", (received, message) => {
  expect([complaint(read, received), complaint(nothing, received)]).toEqual([message, message]);
});

test("an answer with nothing to say may be empty, or not", () => {
  expect([complaint(nothing, got("", "", 204)), complaint(nothing, got('{"ok":true}'))]).toEqual([
    undefined,
    undefined,
  ]);
});

test("an empty map that comes as a list is an empty map", () => {
  expect(json(z.object({ orders: listOf(z.object({ id })) }))(got("[]"))).toEqual({ orders: [] });
});

test("PEM gets everybody's line ends, and must be there", () => {
  expect(
    pem(got("-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n\r\n", "application/x-pem-file")),
  ).toBe("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
  expect(complaint(pem, got('{"errors": []}'))).toBe(
    "the answer contains no certificate (content type application/json)",
  );
  expect(complaint(pem, got("<html>"))).toBe("the answer contains no certificate but a web page");
});
