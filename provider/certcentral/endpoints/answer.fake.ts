import { type Received, Unreadable } from "../transport/answers/received";

/** An answer with this body. */
export const got = (body: unknown, status = 200): Received => ({
  status,
  contentType: "application/json",
  text: JSON.stringify(body),
});

/** What is wrong with an answer; nothing where it can be read. */
export const complaint = (read: () => unknown): string => {
  try {
    read();
    return "";
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
};
