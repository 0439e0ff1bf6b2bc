import { listenerOf } from "./listener";

/* As Linux prints it: proc(5), /proc/net/tcp. Port 1F90 is 8080, port 01BB is 443. */
const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000000000000000 100 0 0 10 0
   1: 0100007F:01BB 0100007F:A2C4 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0000000000000000 20 4 30 10 -1
   2: 00000000:01BC 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4713 1 0000000000000000 100 0 0 10 0
`;

test.each([
  ["that listens", "127.0.0.1:8080", "4711"],
  ["that is a connection only", "127.0.0.1:443", undefined],
  ["that listens for the world, as no engine does", "127.0.0.1:444", undefined],
  ["that nobody has", "127.0.0.1:9", undefined],
  ["that is none", "somewhere", undefined],
])("a port %s", (_, address, inode) => {
  expect(listenerOf(address, TABLE)).toBe(inode);
});

test("where the system does not tell, there is no number", () => {
  expect(listenerOf("127.0.0.1:8080", "")).toBeUndefined();
});
