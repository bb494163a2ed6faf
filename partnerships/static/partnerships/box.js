// The one box: "/" or Ctrl+K opens it on every page, and what is typed is looked for everywhere.
// Without script the link that carries `data-box` leads to the same on a page of its own.
"use strict";

(() => {
  const link = document.querySelector("a[data-box]");
  if (!link || typeof HTMLDialogElement === "undefined") return;
  const PAUSE = 120; // milliseconds without a key, after which the words are looked for
  const found = () => [...dialog.querySelectorAll("a[data-found]")];
  let dialog, field, answer, waits, asking;
  let answered = null; // the words that the rows answer to

  const make = () => {
    dialog = Object.assign(document.createElement("dialog"), { className: "box" });
    dialog.setAttribute("aria-label", "Search everything");
    const form = Object.assign(document.createElement("form"), { action: link.href });
    form.setAttribute("role", "search");
    field = Object.assign(document.createElement("input"), { type: "search", name: "q", maxLength: 200 });
    field.autocomplete = "off";
    field.spellcheck = false;
    field.placeholder = link.dataset.hint;
    field.setAttribute("aria-label", link.dataset.hint);
    answer = Object.assign(document.createElement("div"), { className: "box-answer" });
    form.append(field);
    dialog.append(form, answer);
    document.body.append(dialog);
    field.addEventListener("input", () => {
      clearTimeout(waits);
      waits = setTimeout(ask, PAUSE);
    });
    form.addEventListener("submit", (event) => {
      const [first] = found();
      if (answered !== field.value.trim() || !first) return; // the page of its own
      event.preventDefault();
      first.click();
    });
    dialog.addEventListener("keydown", walk);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  };

  const ask = async () => {
    const words = field.value.trim();
    if (words === answered) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const asked = new URLSearchParams({ q: words });
      const said = await fetch(`${link.dataset.box}?${asked}`, { signal: asking.signal });
      if (!said.ok || said.redirected) return; // Enter leads to the page, which says why
      const page = new DOMParser().parseFromString(await said.text(), "text/html");
      if (words !== field.value.trim()) return;
      answer.replaceChildren(...page.body.childNodes);
      answered = words;
    } catch (error) {
      if (error.name !== "AbortError") answer.textContent = "The desk does not answer. Press Enter to ask again.";
    }
  };

  const walk = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [field, ...found()];
    const here = Math.max(0, stops.indexOf(document.activeElement));
    const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };

  const open = () => {
    if (!dialog) make();
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
    ask();
  };

  const typing = (element) => element.isContentEditable || element.closest("input, textarea, select, dialog");

  document.addEventListener("keydown", (event) => {
    const is_k = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    const is_slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
    if (!is_k && !is_slash) return;
    event.preventDefault();
    open();
  });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
})();
