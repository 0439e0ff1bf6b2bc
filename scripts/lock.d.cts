export interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

export interface LockOptions {
  /** How often the owner shows that it is alive. Default 2 s. */
  readonly touchEveryMs?: number;
  /** A lock that nobody touched during so much of our own waiting is taken over. Default 30 s. */
  readonly staleAfterMs?: number;
  readonly pollMs?: number;
  /** Called each time the lock is found taken. */
  readonly onWait?: (owner: Owner | undefined, waitedMs: number) => void;
}

/** Holds the lock file while `work` runs; waits for whoever holds it now. */
export function withLock<T>(file: string, work: () => T | Promise<T>, options?: LockOptions): Promise<T>;
