/* Comforts only: every page works without this file. */
"use strict";
(() => {
  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

  /* A form sent twice is done once on the server (its idempotency key); here the button also says so. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    form.querySelectorAll("[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true"));
  });

  /* Back from the browser's own memory: the form may be sent again (the server gives the first answer). */
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    });
  });

  /* One key opens or presses what carries it in data-key: on the page first, then in the navigation, open or folded.
     Not while one is typing or a dialog is open, and not for those who switched single keys off (WCAG 2.1.4). */
  const carrier = (key) => {
    const carry = [...document.querySelectorAll("[data-key]")].filter((each) => each.dataset.key === key);
    const seen = carry.filter((each) => each.offsetParent !== null);
    return seen.find((each) => !each.closest(".nav")) ?? seen[0] ?? carry.find((each) => each.closest(".nav"));
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || typing(event.target)) return;
    if (document.body.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
    const wanted = carrier(event.key);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("input, textarea, select")) wanted.focus();
    else wanted.click();
  });

  /* Printing takes a script; without one the page says how it is done. */
  document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  /* A folded group of the navigation folds again with Escape, or when one goes on elsewhere. */
  const groups = () => document.querySelectorAll(".nav__group[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const group of groups()) {
      if (group.contains(document.activeElement)) group.querySelector("summary").focus();
      group.open = false;
    }
  });
  const elsewhere = (event) => {
    for (const group of groups()) if (!group.contains(event.target)) group.open = false;
  };
  document.addEventListener("click", elsewhere);
  document.addEventListener("focusin", elsewhere);

  /* What went wrong is read out and seen first. */
  document.querySelector("[data-focus]")?.focus();

  /* What scrolls sideways can be reached and moved by keyboard. */
  const reachable = () => {
    for (const each of document.querySelectorAll(".table-wrap, .chart__scroll")) {
      if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
      else each.removeAttribute("tabindex");
    }
  };
  reachable();
  addEventListener("resize", reachable);
  document.addEventListener("htmx:afterSwap", reachable);
})();
