import { complaint, got } from "../answer.fake";
import { isLive, listDuplicates, listReissues } from "./reissue-list";

const read = (more: object) =>
  [listReissues, listDuplicates].map((list) =>
    list.answer(got({ certificates: [{ id: 1002, status: "issued", ...more }] }), { orderId: 118 }),
  );

test.each([
  ["not told", {}, undefined],
  ["told by id alone", { user_id: "101" }, { userId: 101 }],
  [
    "told by id and name",
    { user_id: 101, firstname: "Ada", lastname: "Example" },
    { userId: 101, name: "Ada Example" },
  ],
])("who asked for it is %s", (_, more, person) => {
  for (const [entry] of read(more)) expect(entry?.person).toEqual(person);
});

test("an entry is archived only where the list says so, and the certificate's id is no person's", () => {
  for (const [entry] of read({}))
    expect(entry).toEqual({ certificateId: 1002, status: "issued", dnsNames: [], archived: false });
  for (const [entry] of read({ archived: 1 })) expect(entry?.archived).toBe(true);
});

test.each(["id", "status"])("an entry without %s fails the list", (member) => {
  for (const list of [listReissues, listDuplicates])
    expect(
      complaint(() =>
        list.answer(got({ certificates: [{ id: 1, status: "issued", [member]: null }] }), { orderId: 118 }),
      ),
    ).toContain(`${member} is missing`);
});

test("issued is alive, and approved, as duplicates say it; nothing else is", () => {
  const alive = ["issued", "approved", "pending", "revoked", "expired", "rejected"].filter((status) =>
    isLive({ status }),
  );

  expect(alive).toEqual(["issued", "approved"]);
});
