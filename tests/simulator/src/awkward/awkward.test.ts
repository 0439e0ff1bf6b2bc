import { BadSwitch, checked, defaults, shown } from "./awkward";

test("every switch says what it means, what it takes, and takes its own default", () => {
  for (const { name, meaning, takes, standard } of shown(defaults())) {
    expect([meaning, takes].every((text) => text.length > 0)).toBe(true);
    expect(() => checked({ [name]: standard })).not.toThrow();
  }
});

test("a misspelt switch or a value of the wrong kind is refused", () => {
  expect(() => checked({ aprovalGate: true })).toThrow(BadSwitch);
  expect(() => checked({ approvalGate: "yes" })).toThrow("approvalGate takes true or false");
  expect(() => checked({ slowIssuanceSeconds: [3, 1] })).toThrow("[least, most]");
});
