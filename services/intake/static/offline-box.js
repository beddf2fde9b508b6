/* What a point's device signs and seals. Keys never leave the browser: the signing key cannot be exported, and what is
   sealed can be opened by the services alone, so that a lost device gives away nobody who was taken down on it. */

const TEXT = new TextEncoder();
const PURPOSE = TEXT.encode("yizhan sealed box");
const FORMAT = "yizhan-packet/1";

export const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

export const fromText = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/* Whether this browser can do what is needed: Ed25519 and X25519 in WebCrypto, over HTTPS or on this machine. */
export async function able() {
  if (!window.isSecureContext || !window.crypto?.subtle || !window.indexedDB) return false;
  try {
    await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
    await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    return true;
  } catch {
    return false;
  }
}

export async function newKeys() {
  const pair = await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
  const raw = await crypto.subtle.exportKey("raw", pair.publicKey);
  const hex = [...new Uint8Array(await crypto.subtle.digest("SHA-256", raw))].map((b) => b.toString(16).padStart(2, "0"));
  const fingerprint = hex.join("").slice(0, 20).toUpperCase().match(/.{4}/g).join(" ");
  return { private: pair.privateKey, public_key: toText(raw), fingerprint, id: `D-${fingerprint.replaceAll(" ", "").slice(0, 16)}` };
}

export const about = (entry) => `${entry.slip_no}\n${entry.captured_at}\n${entry.item}`;

export async function seal(boxKey, told, bound) {
  const receiver = await crypto.subtle.importKey("raw", fromText(boxKey), { name: "X25519" }, false, []);
  const once = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
  const sender = new Uint8Array(await crypto.subtle.exportKey("raw", once.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: "X25519", public: receiver }, once.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: sender, info: PURPOSE }, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"],
  );
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const body = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: TEXT.encode(bound) }, key, TEXT.encode(JSON.stringify(told)),
  );
  return `b1.${toText(new Uint8Array([...sender, ...nonce, ...new Uint8Array(body)]))}`;
}

/* Sign exactly the bytes that travel; the same entries in the same order make the same packet. */
export async function packetOf(device, point, entries) {
  const told = entries.map(({ slip_no, captured_at, item, materials, sealed }) => ({ slip_no, captured_at, item, materials, sealed }));
  const payload = TEXT.encode(JSON.stringify({ point, made_at: entries.at(-1).captured_at, entries: told }));
  const signature = await crypto.subtle.sign({ name: "Ed25519" }, device.private, payload);
  return { format: FORMAT, device: device.id, payload: toText(payload), signature: toText(signature) };
}

/* The check of a person's number or a credit code, as the services do it (C-2): of permits and passports the form alone. */
export function numberFits(kind, number) {
  return kind === "1" ? identityFits(number) : creditFits(number);
}

const PAPERS = /^([HM]\d{8}(\d{2})?|T\d{8}|[A-Z]{3}-(?=[A-Z0-9]*\d)[A-Z0-9]{5,12})$/;

function identityFits(number) {
  if (PAPERS.test(number)) return true;
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const day = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const born = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(born.getTime()) || born.toISOString().slice(0, 10) !== day) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return "10X98765432"[sum % 11] === number[17];
}

function creditFits(number) {
  const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  if (number.length !== 18 || [...number].some((letter) => !letters.includes(letter))) return false;
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const sum = weights.reduce((total, weight, at) => total + weight * letters.indexOf(number[at]), 0);
  return letters[(31 - (sum % 31)) % 31] === number[17];
}
