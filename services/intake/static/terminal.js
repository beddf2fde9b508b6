/* The terminal's watch: asks whether anybody is there, and goes back to the start, where the server forgets them.
   Without scripts each page goes back by itself; the server ends the session by its own clock in either case. */
"use strict";
(() => {
  const { idle, start, stay, token } = document.body.dataset;
  const ask = document.querySelector(".terminal__ask");
  const whole = Number(idle) * 1000;
  if (!whole || !ask) return;
  let touched = Date.now();
  let told = Date.now();

  /* While somebody fills in a long form, the server hears of it, though not at every key. */
  const tellServer = () => {
    if (Date.now() - told < whole / 4) return;
    told = Date.now();
    fetch(stay, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" }).catch(() => {});
  };
  const touch = () => {
    touched = Date.now();
    ask.hidden = true;
    tellServer();
  };
  for (const kind of ["pointerdown", "keydown", "input"]) document.addEventListener(kind, touch, { passive: true });
  document.querySelector("[data-still]").addEventListener("click", touch);

  setInterval(() => {
    const left = whole - (Date.now() - touched);
    if (left <= 0) window.location.replace(start);
    else if (left < whole / 3 && ask.hidden) {
      ask.hidden = false;
      document.querySelector("[data-still]").focus();
    }
  }, 250);

  /* A page out of the browser's own memory may be another person's: ask the server for it anew. */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
