import { csrOnOneLine } from "./csr-line";

const line = "-----BEGIN CERTIFICATE REQUEST-----MIIBAAECAw==-----END CERTIFICATE REQUEST-----";

test.each([
  ["the usual form", "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\nAAECAw==\n-----END CERTIFICATE REQUEST-----\n"],
  [
    "CRLF and blanks",
    " -----BEGIN CERTIFICATE REQUEST-----\r\nMIIB \r\nAAECAw==\r\n-----END CERTIFICATE REQUEST-----\r\n",
  ],
  [
    "escaped line ends",
    "-----BEGIN CERTIFICATE REQUEST-----\\nMIIB\\r\\nAAECAw==\\n-----END CERTIFICATE REQUEST-----\\n",
  ],
  ["one line already", line],
  ["the older header", "-----BEGIN NEW CERTIFICATE REQUEST-----\nMIIBAAECAw==\n-----END NEW CERTIFICATE REQUEST-----"],
  [
    "text around it",
    `Certificate Request:\n    Data: …\n${line}\n-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----`,
  ],
])("%s", (_, csr) => {
  expect(csrOnOneLine(csr)).toBe(line);
});

test("a public key keeps its label", () => {
  expect(csrOnOneLine("-----BEGIN PUBLIC KEY-----\nAAEC\n-----END PUBLIC KEY-----")).toBe(
    "-----BEGIN PUBLIC KEY-----AAEC-----END PUBLIC KEY-----",
  );
});

test("a private key never leaves, and is not quoted", () => {
  expect(() => csrOnOneLine("-----BEGIN EC PRIVATE KEY-----\nAAEC\n-----END EC PRIVATE KEY-----")).toThrow(
    new TypeError("the csr is a private key"),
  );
  expect(() => csrOnOneLine("MIIB")).toThrow("no PEM header");
});
