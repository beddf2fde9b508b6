/* Calls over the line, where there is one, and the time that is written on what is taken down. */
import { kept } from "./offline-store.js";

const API = "/api/v1/offline";

export class Refused extends Error {
  constructor(status, told) {
    super(told.title || String(status));
    this.status = status;
  }
}

export async function call(path, body, key) {
  const kit = await kept("kit");
  const headers = { Accept: "application/json" };
  if (body) Object.assign(headers, { "Content-Type": "application/json", "X-CSRFToken": kit?.csrf_token ?? "", "Idempotency-Key": key });
  const answer = await fetch(API + path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), cache: "no-store" });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

/* The time in Shanghai with its offset, whatever zone the device believes to be in. */
const EIGHT_HOURS_MS = 8 * 3600 * 1000;
export const localTime = (now) => `${new Date(now.getTime() + EIGHT_HOURS_MS).toISOString().slice(0, 19)}+08:00`;
