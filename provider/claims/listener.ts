import { readFileSync } from "node:fs";

/** Of a line of /proc/net/tcp (proc(5)): a socket that listens. */
const LISTENS = "0A";

/**
 * The number that the kernel gave to the socket listening at `127.0.0.1:port`; `undefined` where the system does not tell
 * (anything but Linux). Ports come again, this number does not: it tells one operation of an engine from another.
 */
export const listenerOf = (address: string, table = tableOfThisSystem()): string | undefined => {
  const port = Number(address.split(":").at(-1));
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  for (const line of table.split("\n")) {
    const [, at, , state, , , , , , inode] = line.trim().split(/\s+/);
    if (at === local && state === LISTENS && inode !== undefined) return inode;
  }
  return undefined;
};

const tableOfThisSystem = (): string => {
  try {
    return readFileSync("/proc/net/tcp", "utf8");
  } catch {
    return "";
  }
};
