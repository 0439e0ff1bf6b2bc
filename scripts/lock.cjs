// @ts-check
/**
 * One process at a time, across processes: a file that names its owner. No dependencies, since `bootstrap.mjs` needs it before anything is installed.
 *
 * The owner touches the file as it works. A lock is taken over when its owner is dead, or when nobody has touched it for a while of *our own* waiting
 * (so that a machine waking from sleep, or another machine's clock, steals from nobody).
 */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/** @typedef {{ pid: number, host: string, token: string }} Owner */
/** @typedef {{ touchEveryMs?: number, staleAfterMs?: number, pollMs?: number, onWait?: (owner: Owner | undefined, waitedMs: number) => void }} LockOptions */

/**
 * Holds the lock while `work` runs; waits for whoever holds it now. `onWait` is called each time the lock is found taken.
 * @template T
 * @param {string} file
 * @param {() => T | Promise<T>} work
 * @param {LockOptions} [options]
 * @returns {Promise<T>}
 */
async function withLock(file, work, options = {}) {
  const release = await acquire(file, options);
  try {
    return await work();
  } finally {
    release();
  }
}

/** @param {string} file @param {LockOptions} options */
async function acquire(file, { touchEveryMs = 2_000, staleAfterMs = 30_000, pollMs = 250, onWait = () => {} }) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  /** @type {Owner} */
  const me = {
    pid: process.pid,
    host: os.hostname(),
    token: `${process.pid}.${Date.now()}.${Math.random().toString(36).slice(2)}`,
  };
  const started = process.hrtime.bigint();
  let seen = "";
  let seenAt = started;
  while (!take(file, me)) {
    const now = process.hrtime.bigint();
    const holder = look(file);
    const mark = `${holder?.owner?.token} ${holder?.touched}`;
    if (mark !== seen) [seen, seenAt] = [mark, now];
    const untouchedMs = Number(now - seenAt) / 1e6;
    if (holder !== undefined && (dead(holder.owner) || untouchedMs > staleAfterMs)) {
      breakOpen(file, holder);
      continue;
    }
    onWait(holder?.owner, Number(now - started) / 1e6);
    await new Promise((done) => setTimeout(done, pollMs));
  }
  const touching = setInterval(() => fs.utimes(file, new Date(), new Date(), () => {}), touchEveryMs);
  touching.unref();
  const release = () => {
    clearInterval(touching);
    process.off("exit", release);
    if (look(file)?.owner?.token === me.token) fs.rmSync(file, { force: true });
  };
  process.on("exit", release);
  return release;
}

/** @param {string} file @param {Owner} me */
function take(file, me) {
  try {
    fs.writeFileSync(file, JSON.stringify(me), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file @returns {{ owner: Owner | undefined, touched: number } | undefined} */
function look(file) {
  try {
    const touched = fs.statSync(file).mtimeMs;
    return { owner: parse(fs.readFileSync(file, "utf8")), touched };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** @param {string} text @returns {Owner | undefined} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // taken this instant and not yet written, or cut off by a full disk: staleness decides
  }
}

/** @param {Owner | undefined} owner */
function dead(owner) {
  if (owner === undefined || owner.host !== os.hostname()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

/**
 * Moves the file aside before removing it: of several who find it stale, one succeeds. Whoever moved a fresh lock by mistake puts it back.
 * @param {string} file @param {{ owner: Owner | undefined }} holder
 */
function breakOpen(file, holder) {
  const aside = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  if (look(aside)?.owner?.token !== holder.owner?.token) {
    try {
      fs.linkSync(aside, file);
    } catch {
      // somebody has taken it meanwhile
    }
  }
  fs.rmSync(aside, { force: true });
}

/** @param {unknown} error */
const codeOf = (error) => (typeof error === "object" && error !== null && "code" in error ? error.code : undefined);

module.exports = { withLock };
