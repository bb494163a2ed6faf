// The reader: words of a copy, selected by hand or by keys, become a citation. Beside a form they fill
// it; on the copy's own page they open a new one. Places are counted in characters of Unicode, as the
// desk counts them; the browser counts units of UTF-16.
"use strict";

(() => {
  const APART = "[data-apart]"; // what stands in the text and is no part of it
  const KEYS = {
    ArrowRight: ["forward", "word"],
    ArrowLeft: ["backward", "word"],
    ArrowDown: ["forward", "line"],
    ArrowUp: ["backward", "line"],
  };
  const LOGGED_OUT = "The desk did not answer as it should: you may have to log in again, in another tab.";

  let row = ""; // how the ids of the form's fields begin that is filled
  let opener = null; // what opened the dock, to go back to
  let asked = 0; // of several answers the last one counts

  const field = (name) => document.getElementById(`${row}${name}`);
  const readerIn = (place) => place?.querySelector("[data-reader]");
  const current = () => readerIn(document);
  const besideOf = (reader) => reader.closest("[data-beside]");
  const say = (reader, words) => {
    const said = reader?.querySelector("[data-said]");
    if (said) said.textContent = words;
  };

  // Places

  const characters = (range) => {
    const part = range.cloneContents();
    for (const label of part.querySelectorAll(APART)) label.remove();
    return [...part.textContent].length;
  };

  const before = (paragraph, node, offset) => {
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEnd(node, offset);
    return Number(paragraph.dataset.at) + characters(range);
  };

  const placeOf = (range, text) => {
    const touched = [...text.querySelectorAll("p[data-at]")].filter((p) => range.intersectsNode(p));
    if (!touched.length) return null;
    const [first, last] = [touched[0], touched.at(-1)];
    const start = first.contains(range.startContainer)
      ? before(first, range.startContainer, range.startOffset)
      : Number(first.dataset.at);
    const end = last.contains(range.endContainer)
      ? before(last, range.endContainer, range.endOffset)
      : before(last, last, last.childNodes.length);
    return end > start ? { at: start, for: end - start } : null;
  };

  const isIn = (selection, text) =>
    selection.rangeCount > 0 && text.contains(selection.anchorNode) && text.contains(selection.focusNode);

  const selected = (reader) => {
    const [selection, text] = [document.getSelection(), reader.querySelector("[data-text]")];
    if (!text || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    return range.intersectsNode(text) ? placeOf(range, text) : null;
  };

  const lit = ({ dataset }) => (dataset.at ? { at: dataset.at, for: dataset.for } : null);

  // Citing

  const choose = (select, value, name) => {
    if (select.tagName === "SELECT" && ![...select.options].some((option) => option.value === value)) {
      select.add(new Option(name, value));
    }
    select.value = value;
    for (const happened of ["input", "change"]) {
      select.dispatchEvent(new Event(happened, { bubbles: true }));
    }
  };

  const fill = (reader, passage) => {
    choose(field("quote"), passage.quote);
    if (field("source") && field("source").value !== String(passage.source)) {
      choose(field("source"), String(passage.source), reader.dataset.sourceName);
      window.django?.jQuery?.(field("source")).trigger("change");
    }
    choose(field("snapshot"), String(passage.copy), passage.name);
    choose(field("which"), String(passage.position), `character ${passage.position}`);
    if (passage.locator && !field("locator").value) choose(field("locator"), passage.locator);
    field("quote").focus();
    if (document.body.matches(".has-dock")) field("quote").closest(".form-row").scrollIntoView();
    const last = passage.position + passage.extent;
    say(
      reader,
      passage.proved
        ? `Taken into the citation: characters ${passage.position + 1} to ${last}.`
        : "Taken into the citation, but not proved: select whole figures, and what takes them back.",
    );
  };

  const cite = async (reader) => {
    const place = selected(reader) || lit(reader);
    if (!place) return say(reader, "Select words in the text first.");
    const query = `at=${place.at}&for=${place.for}`;
    if (!besideOf(reader)) return window.location.assign(`${reader.dataset.add}&${query}`);
    const answer = await fetch(`${reader.dataset.passage}?${query}`);
    const passage = await answer.json().catch(() => ({ refusal: LOGGED_OUT }));
    if (passage.refusal || !answer.ok) return say(reader, passage.refusal || LOGGED_OUT);
    fill(reader, passage);
  };

  const canCite = (reader) => (besideOf(reader) ? field("quote") && field("which") : reader.dataset.add);

  // Showing

  const show = (text, element) => {
    if (!element) return;
    if (text.scrollHeight <= text.clientHeight) return element.scrollIntoView({ block: "center" });
    const [inner, outer] = [element.getBoundingClientRect(), text.getBoundingClientRect()];
    text.scrollTop += inner.top - outer.top - text.clientHeight / 3;
  };

  const enhance = (reader) => {
    const text = reader.querySelector("[data-text]");
    const button = reader.querySelector("[data-cite]");
    if (button) button.hidden = !canCite(reader);
    const plain = reader.querySelector(".plain-cite");
    if (plain) plain.hidden = Boolean(besideOf(reader)) || (button && !button.hidden);
    const hint = reader.querySelector("#reader-keys");
    if (hint) hint.hidden = false;
    if (text) show(text, text.querySelector("#lit"));
  };

  const turn = async (place, address) => {
    const mine = (asked += 1);
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    const reader = answer.ok && readerIn(page);
    if (!reader) return say(readerIn(place), LOGGED_OUT);
    readerIn(place)?.remove();
    place.append(reader);
    enhance(reader);
    (reader.querySelector("[data-text]") || reader.querySelector("h2")).focus({ preventScroll: true });
  };

  const alone = (address) => {
    const url = new URL(address, window.location.href);
    url.pathname = url.pathname.replace(/\/change\/$/, "/reader/");
    url.hash = "";
    return url;
  };

  // The dock: a reader beside the rows of a claim

  const dock = () => {
    foldAll();
    let place = document.querySelector("[data-beside]");
    if (!place) {
      place = Object.assign(document.createElement("aside"), { className: "dock" });
      place.dataset.beside = "";
      place.ariaLabel = "Reader";
      const close = Object.assign(document.createElement("button"), {
        type: "button",
        className: "close",
        textContent: "Close",
      });
      close.addEventListener("click", shut);
      place.append(close);
      document.body.append(place);
    }
    document.body.classList.toggle("has-dock", place.matches(".dock"));
    place.parentElement.classList.add("is-reading");
    place.hidden = false;
    return place;
  };

  const shut = () => {
    const place = document.querySelector(".dock");
    if (!place || place.hidden) return;
    place.hidden = true;
    document.body.classList.remove("has-dock");
    opener?.focus();
  };

  // In a reading room: a copy opens under what quotes it, one at a time, and is folded again

  const foldAll = () => {
    for (const link of document.querySelectorAll("[data-in-place][aria-expanded=true]")) {
      link.setAttribute("aria-expanded", "false");
      const place = document.getElementById(link.dataset.inPlace);
      place.replaceChildren();
      delete place.dataset.beside;
    }
  };

  const openHere = (link) => {
    const wasOpen = link.getAttribute("aria-expanded") === "true";
    shut();
    foldAll();
    if (wasOpen) return;
    row = ""; // it is read here: words are cited from the form
    link.setAttribute("aria-expanded", "true");
    const place = document.getElementById(link.dataset.inPlace);
    place.dataset.beside = "";
    turn(place, alone(link.href));
  };

  const open = (from) => {
    const inline = from.closest(".inline-related");
    row = inline ? `id_${inline.id}-` : "id_";
    const address = wanted(from);
    if (!address) return field("source")?.focus();
    opener = from;
    turn(dock(), address);
    inline?.scrollIntoView();
  };

  // The copy that the row names, its quotation lit; else the latest one of its source.
  const wanted = ({ href }) => {
    const [source, copy] = [field("source"), field("snapshot")?.value];
    if (href && (!copy || new URL(href).pathname.includes(`/${copy}/`))) return alone(href);
    const latest = source?.dataset.latest;
    if (!source?.value || !latest) return null;
    const words = new URLSearchParams({ words: field("quote").value.slice(0, 300) });
    const path = copy
      ? latest.replace("/of/0/", `/${copy}/reader/`)
      : latest.replace("/of/0/", `/of/${source.value}/`);
    return `${path}?${words}`;
  };

  const offer = (form) => {
    for (const source of form.querySelectorAll("select[data-latest]")) {
      if (source.name.includes("__prefix__")) continue;
      const [line, around] = [source.closest("fieldset"), source.closest(".related-widget-wrapper")];
      if (!around || line.querySelector("[data-read]")) continue;
      const button = Object.assign(document.createElement("button"), {
        type: "button",
        className: "suggestion",
        textContent: "Read its copy",
      });
      button.dataset.read = "";
      around.after(button);
    }
  };

  // Keys: a word at a time, since a page has no caret

  const begin = (selection, text) => {
    const top = Math.max(text.getBoundingClientRect().top, 0);
    const paragraphs = [...text.querySelectorAll("p[data-at]")].filter((p) => p.textContent.trim());
    const seen = paragraphs.find((p) => p.getBoundingClientRect().bottom > top) || paragraphs[0];
    selection.collapse(text.querySelector("#lit") || seen, 0);
    selection.modify("extend", "forward", "word");
  };

  const move = (selection, direction, unit, extends_) => {
    if (extends_) return selection.modify("extend", direction, unit);
    if (direction === "forward" && unit === "word") {
      selection.collapseToEnd();
    } else {
      selection.collapseToStart();
      selection.modify("move", direction, unit);
    }
    selection.modify("extend", "forward", "word");
  };

  const follow = (selection, text) => {
    const range = document.createRange();
    range.setStart(selection.focusNode, selection.focusOffset);
    const [spot, view] = [range.getBoundingClientRect(), text.getBoundingClientRect()];
    const [top, bottom] = [Math.max(view.top, 0) + 40, Math.min(view.bottom, window.innerHeight) - 40];
    const by = spot.top < top ? spot.top - top : Math.max(spot.bottom - bottom, 0);
    if (spot.height) (text.scrollHeight > text.clientHeight ? text : window).scrollBy(0, by);
  };

  const step = (event, text) => {
    const [direction, unit] = KEYS[event.key];
    const selection = document.getSelection();
    if (isIn(selection, text)) move(selection, direction, unit, event.shiftKey);
    else begin(selection, text);
    if (isIn(selection, text)) follow(selection, text);
    event.preventDefault();
  };

  const typing = (element) =>
    element.isContentEditable || element.closest("input, textarea, select, dialog, .select2");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.(".dock")) return shut();
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const [reader, text] = [current(), event.target.closest?.("[data-text]")];
    if (!reader) return;
    if (text && KEYS[event.key]) return step(event, text);
    if (event.key === "c" && canCite(reader)) {
      event.preventDefault();
      cite(reader);
    }
  });

  document.addEventListener("click", (event) => {
    const [link, button] = [event.target.closest("[data-read]"), event.target.closest("[data-cite]")];
    const turned = event.target.closest("[data-turn]");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (button) cite(button.closest("[data-reader]"));
    if (link) {
      event.preventDefault();
      if (link.dataset.inPlace) openHere(link);
      else open(link);
    } else if (turned && besideOf(turned)) {
      event.preventDefault();
      turn(besideOf(turned), alone(turned.href));
    }
  });

  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-cite]")) event.preventDefault(); // it would end the selection
  });

  document.addEventListener("submit", (event) => {
    const place = event.target.matches(".look") && besideOf(event.target);
    if (!place) return;
    event.preventDefault();
    const url = alone(event.target.action);
    url.search = new URLSearchParams(new FormData(event.target));
    turn(place, url);
  });

  document.addEventListener("formset:added", (event) => offer(event.target));
  offer(document);
  for (const link of document.querySelectorAll("[data-in-place]")) link.setAttribute("aria-expanded", "false");
  if (document.getElementById("id_quote")) row = "id_";
  if (current()) enhance(current());
})();
