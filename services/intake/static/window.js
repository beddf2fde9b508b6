/* The window's keyboard: every page works without it, with Tab, Enter and the access keys. */
"use strict";
(() => {
  const shown = (element) => element.offsetParent !== null;
  const message = (name) => document.querySelector(`[data-message="${name}"]`);

  /* Enter held down, or pressed twice, does not press the button of the page that comes next. */
  const SETTLED_MS = 350;
  const page = document.documentElement;
  let settling = 0;
  const arrive = () => {
    delete page.dataset.settled;
    clearTimeout(settling);
    settling = setTimeout(() => { page.dataset.settled = "yes"; }, SETTLED_MS);
  };
  arrive();

  /* "?" shows the keys, Escape leaves a field so that single keys work again. */
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input, textarea, select");
    const typed = field && !field.matches("[type=checkbox], [type=radio]");
    if (event.key === "?" && !typed && document.body.dataset.keys !== "off") return openKeys(event);
    if (event.key === "Escape" && field) return field.blur();
    if (event.key !== "Enter") return;
    if (event.repeat || !page.dataset.settled) event.preventDefault();
  });
  const openKeys = (event) => {
    const keys = document.getElementById("keys");
    if (!keys || keys.open) return;
    event.preventDefault();
    keys.showModal();
  };

  /* Choosing by typing: what does not fit goes, Enter takes the first that is left, the arrows another. */
  const finder = document.querySelector("[data-finder]");
  if (finder) {
    const list = document.getElementById(finder.dataset.finder);
    const rows = [...list.querySelectorAll("[data-find]")];
    const left = () => rows.filter((row) => !row.hidden);
    const narrow = () => {
      const words = finder.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row) => { row.hidden = !words.every((word) => row.dataset.find.includes(word)); });
      best(words).forEach((row) => list.append(row));
      mark(0);
      document.querySelector("[data-finder-none]").hidden = left().length > 0;
    };
    /* What begins so stands before what only contains it. */
    const best = (words) => words.length === 0 ? rows : [...rows].sort((one, other) => rank(one, words) - rank(other, words));
    const rank = (row, words) => {
      const told = ` ${row.dataset.find}`;
      return words.some((word) => told.includes(` ${word} `) || told.endsWith(` ${word}`)) ? 0
        : words.some((word) => told.includes(` ${word}`)) ? 1 : 2;
    };
    let at = 0;
    const inOrder = () => [...list.querySelectorAll("[data-find]")].filter((row) => !row.hidden);
    const mark = (index) => {
      const now = inOrder();
      at = Math.max(0, Math.min(index, now.length - 1));
      now.forEach((row, place) => row.classList.toggle("is-next", place === at));
      const link = now[at]?.querySelector("a");
      if (link) finder.setAttribute("aria-activedescendant", link.id);
      else finder.removeAttribute("aria-activedescendant");
      now[at]?.scrollIntoView({ block: "nearest" });
    };
    finder.addEventListener("input", narrow);
    finder.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(at + (event.key === "ArrowDown" ? 1 : -1));
      }
      if (event.key === "Enter" && !event.defaultPrevented && left().length > 0) {
        event.preventDefault();
        inOrder()[at].querySelector("a").click();
      }
    });
    narrow();
  }

  /* A list to tick: the arrows move, a digit ticks that row, "a" all of what is needed. */
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest("[data-ticks] input[type=checkbox]");
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    const boxes = [...box.closest("[data-ticks]").querySelectorAll("input[name=materials]")];
    const place = boxes.indexOf(box);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) boxes[place + step]?.focus();
    else if (event.key === "a") tickAll(boxes);
    else if (/^[1-9]$/.test(event.key) && boxes[event.key - 1]) boxes[event.key - 1].click();
    else return;
    event.preventDefault();
  });
  const tickAll = (boxes) => {
    const needed = boxes.filter((box) => box.hasAttribute("data-needed"));
    const ticked = needed.every((box) => box.checked);
    needed.forEach((box) => { box.checked = !ticked; });
  };

  /* The key of an act that stands open leads into it, and does not close it. */
  const into = (act) => [...act.querySelectorAll("input:not([type=hidden]), textarea, select, button")].find(shown)?.focus();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    if (document.body.dataset.keys === "off") return;
    const act = [...document.querySelectorAll("details.act[open] > summary[data-key]")].find((each) => each.dataset.key === event.key);
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    into(act.parentElement);
  }, true);

  /* What one opens is where the work is. */
  document.addEventListener("toggle", (event) => {
    const act = event.target;
    if (!act.matches?.("details.act") || !act.open || !page.dataset.settled) return;
    into(act);
  }, true);

  /* A number that can only be a body's chooses the kind of applicant. */
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[name='applicant.id_number']")) return;
    const kind = event.target.form.elements["applicant.kind"];
    if (!kind || kind.dataset.chosen) return;
    const number = event.target.value.trim().toUpperCase();
    if (/^(91|92)/.test(number) && /^.{17,18}$/.test(number)) kind.value = "2";
    else if (/^\d{17}[\dX]$/.test(number)) kind.value = "1";
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[name='applicant.kind']")) event.target.dataset.chosen = "yes";
  });

  /* A form whose answer did not come stays as it is: sent again, it is the same act (its idempotency key). */
  const again = (event, name) => {
    const form = event.target.closest("form[hx-boost]");
    const told = message(name);
    if (!form || !told) return;
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    told.hidden = false;
    told.setAttribute("role", "alert");
    const button = form.querySelector("[type=submit]");
    button.focus();
    told.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:sendError", (event) => again(event, "lost"));
  document.addEventListener("htmx:timeout", (event) => again(event, "lost"));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status >= 500) return again(event, "busy");
    delete page.dataset.settled;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  document.addEventListener("htmx:afterSettle", () => {
    arrive();
    firstWrong();
  });

  /* The first wrong field is where the work is; the list above it is read out as an alert. Where no field is wrong, the
     list itself: whoever works by keyboard is not sent back to the top of the page. */
  const firstWrong = () =>
    (document.querySelector("[data-work] [aria-invalid=true]") ?? document.querySelector("[data-focus]"))?.focus();
  firstWrong();
})();
