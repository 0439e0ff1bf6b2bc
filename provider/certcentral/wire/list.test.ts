import { listQuery, Page } from "./list";

test("filters and sort keys are spelt the API's way, flags as numbers", () => {
  expect(
    listQuery({
      filters: { productNameId: "ssl_basic", isRenewed: false, status: ["issued", "revoked"] },
      sort: ["-orderId", "validTill"],
      limit: 1000,
    }),
  ).toEqual({
    "filters[product_name_id]": "ssl_basic",
    "filters[is_renewed]": 0,
    "filters[status]": ["issued", "revoked"],
    sort: "-order_id,valid_till",
    limit: 1000,
    offset: undefined,
  });
});

test.each([
  [undefined, {}],
  [null, {}],
  [
    { total: "7", limit: 5, offset: 0 },
    { total: 7, limit: 5, offset: 0 },
  ],
])("page %j", (wire, page) => {
  expect(Page.parse(wire)).toEqual(page);
});
