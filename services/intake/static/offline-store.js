/* What a point's device keeps in its browser: its key, what it took along, the slips left, and what was taken down. */

const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open("yizhan-point", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("kept");
    asked.result.createObjectStore("entries", { keyPath: "slip_no" });
  };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function within(stores, mode, work) {
  const transaction = (await opened).transaction(stores, mode, { durability: "strict" });
  const finished = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
  const answer = await work(...stores.map((name) => transaction.objectStore(name)));
  await finished;
  return answer;
}

export const kept = (name) => within(["kept"], "readonly", (store) => done(store.get(name)));
export const keep = (name, value) => within(["kept"], "readwrite", (store) => done(store.put(value, name)));
export const entries = () => within(["entries"], "readonly", (store) => done(store.getAll()));
export const entry = (slip) => within(["entries"], "readonly", (store) => done(store.get(slip)));

/* Numbers that were used stay used: what the server grants again is joined with what is known here. */
export const addNumbers = (numbers) => within(["kept", "entries"], "readwrite", async (store, used) => {
  const taken = new Set([...(await done(used.getAllKeys())), ...((await done(store.get("spent"))) ?? [])]);
  await done(store.put(numbers.filter((each) => !taken.has(each.slip_no)), "numbers"));
});

export const numbersLeft = async () => ((await kept("numbers")) ?? []).length;
export const nextNumber = async () => ((await kept("numbers")) ?? [])[0];

/* An entry is kept and its number spent in one transaction, so that no number is ever used twice. */
export const add = (told, fresh) => within(["kept", "entries"], "readwrite", async (store, list) => {
  const numbers = (await done(store.get("numbers"))) ?? [];
  await done(store.put(numbers.filter((each) => each.slip_no !== told.slip_no), "numbers"));
  await done(fresh ? list.add(told) : list.put(told));
});

export const settle = (results) => within(["entries"], "readwrite", async (list) => {
  for (const result of results) {
    const found = await done(list.get(result.slip_no));
    if (!found) continue;
    const held = result.outcome === "held";
    if (held && found.state === "sent") continue;
    const sealed = held ? found.sealed : "";
    await done(list.put({ ...found, sealed, state: held ? "held" : "sent", case_no: result.case_no, why: result.title || "" }));
  }
});

/* What came in is forgotten after two weeks; its number stays spent. */
const FORGET_MS = 14 * 24 * 3600 * 1000;
export const forgetOld = (now) => within(["kept", "entries"], "readwrite", async (store, list) => {
  const all = await done(list.getAll());
  const old = all.filter((each) => each.state === "sent" && now - Date.parse(each.captured_at) > FORGET_MS);
  if (!old.length) return;
  const spent = (await done(store.get("spent"))) ?? [];
  await done(store.put([...spent, ...old.map((each) => each.slip_no)], "spent"));
  for (const each of old) await done(list.delete(each.slip_no));
});
