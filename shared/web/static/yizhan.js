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

  /* One key opens or presses what carries it in data-key, unless one is typing. */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const wanted = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("input, textarea, select")) wanted.focus();
    else wanted.click();
  });

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
