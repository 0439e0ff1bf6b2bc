import { fakeRun } from "../../contract/run.fake";
import { LARGEST_BYTES } from "../transport/connection/exchange";
import { loopback } from "../transport/connection/loopback.fake";
import { listRequests } from "./issuance/request";
import { pages } from "./pages";

const page = (id: number, total?: number) => ({
  status: 200,
  body: { requests: [{ id, status: "pending" }], ...(total && { page: { total } }) },
});

test.each([
  [
    "as many pages as there are",
    [page(1, 3), page(2, 3), page(3, 3)],
    [
      "/services/v2/request?limit=1&offset=0",
      "/services/v2/request?limit=1&offset=1",
      "/services/v2/request?limit=1&offset=2",
    ],
  ],
  ["one page, when nothing is said about more", [page(1), page(2)], ["/services/v2/request?limit=1&offset=0"]],
])("%s", async (_, replies, paths) => {
  const server = await loopback(...replies);

  const ids: number[] = [];
  for await (const { requests } of pages(server.api(), listRequests, { limit: 1 }, fakeRun()))
    ids.push(...requests.map(({ requestId }) => requestId));

  expect([server.asked.map(({ path }) => path), ids.length]).toEqual([paths, paths.length]);
  await server.close();
});

test("a page that is too large is asked for again at half its size, and none is left out", async () => {
  const large = { status: 200, text: " ".repeat(LARGEST_BYTES + 1) };
  const server = await loopback(large, large, page(1, 3), page(2, 3), large);

  const ids: number[] = [];
  const reading = async () => {
    for await (const { requests } of pages(server.api(), listRequests, { limit: 4 }, fakeRun()))
      ids.push(...requests.map(({ requestId }) => requestId));
  };

  await expect(reading()).rejects.toMatchObject({ code: "too-large" });
  expect([server.asked.map(({ path }) => path.split("?")[1]), ids]).toEqual([
    ["limit=4&offset=0", "limit=2&offset=0", "limit=1&offset=0", "limit=1&offset=1", "limit=1&offset=2"],
    [1, 2],
  ]);
  await server.close();
});
