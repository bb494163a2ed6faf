// Who else has this form open, and what was saved meanwhile: asked now and then while somebody looks
// at the page, and not while its tab is hidden.
"use strict";

(() => {
  const told = document.querySelector("[data-presence]");
  if (!told) return;
  const EVERY = 20000; // ms
  const { form } = document.querySelector("input[name=_version]");
  let isTyped = false;
  let timer = 0;
  let isOver = false;

  const sent = (more) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    return data;
  };

  const ask = async () => {
    clearTimeout(timer);
    if (isOver || document.hidden) return;
    const body = sent({ since: told.dataset.readAt, ...(isTyped && { typed: "1" }) });
    try {
      const answer = await fetch(told.dataset.presence, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-present]");
      if (answer.status < 500 && !now) {
        isOver = true; // logged out, or may change it no longer: the page says so when it is saved
        return;
      }
      if (now) show(now);
    } catch {
      // the network is away for a moment
    }
    timer = setTimeout(ask, EVERY);
  };

  // Said aloud only when it is other than before
  const show = (now) => {
    if (now.textContent.trim() !== told.textContent.trim()) told.replaceChildren(...now.childNodes);
    told.classList.toggle("is-told", Boolean(told.querySelector("p")));
  };

  const typed = () => {
    if (isTyped) return;
    isTyped = true;
    ask();
  };

  for (const happened of ["input", "change"]) form.addEventListener(happened, typed);
  document.addEventListener("visibilitychange", ask);
  addEventListener("pagehide", () => navigator.sendBeacon(told.dataset.presence, sent({ left: "1" })));
  addEventListener("pageshow", ask);
})();
