/* A village point's page: works without a line, sends when there is one. */
import { Refused, call, localTime } from "./offline-line.js";
import { able, about, newKeys, numberFits, packetOf, seal } from "./offline-box.js";
import * as store from "./offline-store.js";

const $ = (id) => document.getElementById(id);
const word = (name) => $("words").querySelector(`[data-word="${name}"]`).textContent;
const A_PACKET = 50;
const FEW_NUMBERS = 40;
const SKEW_MS = 5 * 60 * 1000;

const show = (id, shown) => { $(id).hidden = !shown; };
const say = (text, tone = "info") => {
  $("said").textContent = text;
  $("said").className = `alert alert--${tone}`;
  show("said", Boolean(text));
};

/* -- The line ----------------------------------------------------------------------------------------------------- */

/* Takes along what is needed without a line; tells whether there is one, and whether somebody is signed in. */
async function refresh() {
  try {
    const kit = await call("/kit");
    await store.keep("kit", kit);
    show("sign-in", false);
    $("line").textContent = word("online");
    $("line").className = "badge badge--good";
    show("clock", Math.abs(Date.parse(kit.now) - Date.now()) > SKEW_MS);
    return true;
  } catch (error) {
    const signedOut = error instanceof Refused && [401, 403].includes(error.status);
    show("sign-in", signedOut);
    $("line").textContent = signedOut ? word("signed_out") : word("offline");
    $("line").className = "badge badge--warn";
    return false;
  }
}

/* -- The device --------------------------------------------------------------------------------------------------- */

async function enrol(event) {
  event.preventDefault();
  if (!(await refresh())) return say(word("needs_line"), "warn");
  const device = (await store.kept("device")) ?? { ...(await newKeys()), standing: "new" };
  await store.keep("device", device);
  try {
    await call("/devices", { public_key: device.public_key, label: $("label").value.trim() || word("device") }, device.id);
    await store.keep("device", { ...device, standing: "requested" });
    say("");
  } catch (error) {
    say(error.message, "bad");
  }
  return draw();
}

async function recall() {
  const device = await store.kept("device");
  if (!device || device.standing === "new" || !(await refresh())) return;
  try {
    const { standing } = await call(`/devices/${device.id}`);
    await store.keep("device", { ...device, standing });
    if (standing !== "registered") return;
    await store.addNumbers((await call(`/devices/${device.id}/blocks`)).numbers);
    if ((await store.numbersLeft()) < FEW_NUMBERS) await more(device);
  } catch (error) {
    if (error instanceof Refused) say(error.message, "warn");
  }
}

async function more(device) {
  const key = `${device.id}-${(await store.nextNumber())?.slip_no ?? "none"}`;
  await call(`/devices/${device.id}/blocks`, {}, key);
  await store.addNumbers((await call(`/devices/${device.id}/blocks`)).numbers);
}

/* -- Taking down -------------------------------------------------------------------------------------------------- */

const field = (name) => $("take-down").elements.namedItem(name);
let again = null;

function drawMaterials() {
  const item = chosen();
  $("materials").replaceChildren(...(item?.materials ?? []).map((material) => {
    const row = $("material").content.firstElementChild.cloneNode(true);
    row.querySelector("input").value = material.code;
    row.querySelector("[data-name]").textContent = material.name;
    row.querySelector("[data-asked]").textContent = !material.required ? word("optional") : material.tolerable ? word("tolerable") : word("needed");
    return row;
  }));
}

let kitNow = null;
const chosen = () => kitNow?.items.find((each) => each.code === field("item").value);

function wrongFields() {
  const kind = field("kind").value;
  const number = field("id_number").value.trim().toUpperCase();
  const wrong = [];
  if (!chosen()) wrong.push(["item", word("choose_item")]);
  if (!field("name").value.trim()) wrong.push(["name", word("required")]);
  if (!numberFits(kind, number)) wrong.push(["id_number", word("bad_number")]);
  return wrong;
}

function mark(wrong) {
  ["item", "name", "id_number"].forEach((name) => {
    const told = wrong.find(([field]) => field === name)?.[1] ?? "";
    $(`${name}-error`).textContent = told;
    show(`${name}-error`, Boolean(told));
    field(name).setAttribute("aria-invalid", String(Boolean(told)));
  });
  if (wrong.length) field(wrong[0][0]).focus();
}

async function takeDown(event) {
  event.preventDefault();
  const form = $("take-down");
  if (form.dataset.busy) return;
  const wrong = wrongFields();
  mark(wrong);
  if (wrong.length) return;
  form.dataset.busy = "yes";
  try {
    await keepEntry();
  } finally {
    delete form.dataset.busy;
  }
}

async function keepEntry() {
  const number = again ?? (await store.nextNumber());
  if (!number) return say(word("no_numbers"), "bad");
  const item = chosen();
  const name = field("name").value.trim();
  const told = {
    kind: field("kind").value, name, id_number: field("id_number").value.trim().toUpperCase(),
    phone: field("phone").value.trim(), note: field("note").value.trim(),
  };
  const entry = {
    slip_no: number.slip_no, code: number.code, captured_at: localTime(new Date()), item: item.code, item_name: item.name,
    materials: [...document.querySelectorAll("#materials input:checked")].map((box) => box.value),
    label: `${[...name][0]}＊＊`, state: "waiting", case_no: "", why: "",
  };
  entry.sealed = await seal(kitNow.box_key, told, about(entry));
  await store.add(entry, !again);
  again = null;
  $("take-down").reset();
  drawMaterials();
  show("again", false);
  await draw();
  drawSlip(entry);
  return say("");
}

function drawSlip(entry) {
  const names = new Map((kitNow.items.find((each) => each.code === entry.item)?.materials ?? []).map((each) => [each.code, each.name]));
  $("slip-no").textContent = entry.slip_no;
  $("slip-code").textContent = entry.code;
  $("slip-item").textContent = entry.item_name;
  $("slip-who").textContent = entry.label;
  $("slip-at").textContent = entry.captured_at.slice(0, 16).replace("T", " ");
  $("slip-papers").textContent = entry.materials.map((code) => names.get(code) ?? code).join(word("comma")) || word("none");
  $("slip-point").textContent = `${kitNow.point_name} · ${kitNow.hall_name}`;
  show("slip", true);
  $("slip-print").focus();
}

/* -- Sending ------------------------------------------------------------------------------------------------------ */

const waiting = async () => (await store.entries()).filter((each) => each.state === "waiting");

async function packets() {
  const device = await store.kept("device");
  const left = await waiting();
  const made = [];
  for (let at = 0; at < left.length; at += A_PACKET) made.push(await packetOf(device, kitNow.point, left.slice(at, at + A_PACKET)));
  return made;
}

let sending = false;
async function send() {
  if (sending) return;
  sending = true;
  try {
    if (!(await refresh())) return say(word("not_sent"), "warn");
    kitNow = await store.kept("kit");
    for (const packet of await packets()) await store.settle((await call("/packets", packet, packet.signature.slice(0, 64))).results);
    const held = (await store.entries()).filter((each) => each.state === "held").length;
    return say(held ? word("some_held") : word("all_sent"), held ? "warn" : "good");
  } catch (error) {
    return say(error instanceof Refused ? error.message : word("not_sent"), "warn");
  } finally {
    sending = false;
    await draw();
  }
}

async function toStick() {
  for (const packet of await packets()) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(packet)], { type: "application/json" }));
    link.download = `yizhan-${packet.device}-${packet.signature.slice(0, 8)}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
  say(word("on_stick"), "good");
}

/* -- The page ----------------------------------------------------------------------------------------------------- */

function drawItems() {
  const before = field("item").value;
  const options = (kitNow?.items ?? []).map((each) => new Option(each.name, each.code));
  field("item").replaceChildren(new Option(word("choose_item"), ""), ...options);
  field("item").value = before;
  drawMaterials();
}

function row(entry) {
  const line = $("row").content.firstElementChild.cloneNode(true);
  line.querySelector("[data-slip]").textContent = entry.slip_no;
  line.querySelector("[data-what]").textContent = `${entry.item_name} · ${entry.label} · ${entry.captured_at.slice(5, 16).replace("T", " ")}`;
  const badge = line.querySelector("[data-state]");
  badge.textContent = word(entry.state);
  badge.className = `badge badge--${{ waiting: "info", sent: "good", held: "bad" }[entry.state]}`;
  line.querySelector("[data-number]").textContent = entry.case_no || entry.why;
  const redo = line.querySelector("[data-redo]");
  redo.hidden = entry.state !== "held";
  redo.addEventListener("click", () => startAgain(entry));
  line.querySelector("[data-paper]").addEventListener("click", () => drawSlip(entry));
  return line;
}

function startAgain(entry) {
  again = { slip_no: entry.slip_no, code: entry.code };
  field("item").value = entry.item;
  drawMaterials();
  $("again").textContent = `${word("again")} ${entry.slip_no}`;
  show("again", true);
  field("name").focus();
}

async function draw() {
  kitNow = await store.kept("kit");
  const device = await store.kept("device");
  const standing = device?.standing ?? "new";
  show("enrol", standing === "new");
  show("compare", standing === "requested");
  show("revoked", standing === "revoked");
  show("work", standing === "registered" && Boolean(kitNow));
  $("fingerprint").textContent = device?.fingerprint ?? "";
  $("point").textContent = kitNow?.point_name ?? "";
  if (standing !== "registered") return;
  const all = (await store.entries()).sort((one, other) => other.captured_at.localeCompare(one.captured_at));
  $("list").replaceChildren(...all.map(row));
  show("nothing", all.length === 0);
  const left = all.filter((each) => each.state === "waiting").length;
  $("left").textContent = String(left);
  $("send").disabled = $("stick").disabled = left === 0;
  $("numbers").textContent = String(await store.numbersLeft());
}

/* Keep the page and what it is made of, so that it opens without a line. */
async function keepPage() {
  if (!navigator.serviceWorker || !window.caches) return;
  await navigator.serviceWorker.register("/village/worker.js", { scope: "/village/offline" });
  const made = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((each) => each.href || each.src);
  const modules = ["./offline-box.js", "./offline-line.js", "./offline-store.js"].map((name) => new URL(name, import.meta.url).href);
  if (!navigator.onLine) return;
  const cache = await caches.open("yizhan-point");
  await cache.addAll([location.pathname, ...made, ...modules]);
  document.documentElement.dataset.kept = "yes";
}

async function start() {
  if (!(await able())) return show("unable", true);
  $("enrol-form").addEventListener("submit", enrol);
  $("check").addEventListener("click", async () => { await recall(); await draw(); drawItems(); });
  $("take-down").addEventListener("submit", takeDown);
  field("item").addEventListener("change", drawMaterials);
  $("send").addEventListener("click", send);
  $("stick").addEventListener("click", toStick);
  $("slip-print").addEventListener("click", () => window.print());
  $("slip-close").addEventListener("click", () => { show("slip", false); field("item").focus(); });
  window.addEventListener("online", async () => { await recall(); await draw(); });
  window.addEventListener("offline", refresh);
  navigator.storage?.persist?.();
  await store.forgetOld(Date.now());
  await draw();
  drawItems();
  await refresh();
  await recall();
  await draw();
  drawItems();
  document.documentElement.dataset.started = "yes";
  await keepPage().catch(() => {});
}

start();
