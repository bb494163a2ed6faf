// The workspace by keyboard, and without a page that jumps: what is chosen or done is fetched, and
// the parts that changed are put in place of the old ones. Without it, links and forms do the same.
"use strict";

(() => {
  const PARTS = ["progress", "manuscript", "place", "evidence"];
  const part = (name, within = document) => within.querySelector(`[data-part="${name}"]`);
  const board = () => document.getElementById("board");
  if (!board()) return;

  const typing = (element) =>
    element.isContentEditable ||
    element.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog");

  const sendAsEver = (address, body) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: address, hidden: true });
    for (const [name, value] of body) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(form);
    form.submit();
  };

  let asked = 0;
  const busy = () => board().hasAttribute("aria-busy");
  const show = async (address, options = {}) => {
    const mine = ++asked;
    board().setAttribute("aria-busy", "true");
    let answer;
    try {
      answer = await fetch(address, { credentials: "same-origin", ...options });
    } catch {
      window.location.assign(address); // the browser tells best that nobody answers
      return;
    }
    if (mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("board");
    if (!fresh) {
      if (options.body) sendAsEver(address, options.body); // the page that answers keeps what it holds
      else window.location.assign(answer.url); // logged out, say
      return;
    }
    const scrolled = Object.fromEntries(
      PARTS.map((name) => [name, part(name)?.scrollTop ?? 0]),
    );
    const messages = page.querySelector(".messagelist");
    document.querySelector(".messagelist")?.remove();
    board().replaceWith(document.importNode(fresh, true));
    if (messages) {
      const told = Object.assign(document.createElement("div"), { className: "told" });
      told.setAttribute("role", "status");
      document.querySelector(".told")?.remove();
      board().before(told);
      told.append(document.importNode(messages, true)); // into a region that is there: it is read out
    }
    const kept = part("place");
    if (kept && options.keep) kept.scrollTop = scrolled.place;
    const url = new URL(answer.url);
    url.hash = "";
    const refused = board().querySelector(".refusal[role=alert]");
    if (!refused) window.history.replaceState(null, "", url);
    const chosen = document.querySelector(".manuscript .chosen");
    chosen?.scrollIntoView({ block: "nearest" });
    if (refused) refused.scrollIntoView({ block: "nearest" });
    if (chosen instanceof HTMLAnchorElement) chosen.focus({ preventScroll: true });
    else part("place")?.focus({ preventScroll: true });
    catchUp();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('#board a[href^="?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(new URL(link.getAttribute("href"), window.location.href));
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#board form");
    if (!form) return;
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    if (form.method === "get") {
      const url = new URL(window.location.href);
      url.search = new URLSearchParams(sent);
      show(url);
    } else {
      show(form.action, { method: "POST", body: sent, keep: true });
    }
  });

  // Words that are selected with the mouse or the keyboard are chosen with Enter.
  const offset = (node, within) => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!piece || piece.tagName === "P") return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, within);
    return Number(piece.dataset.start) + [...before.toString()].length;
  };
  const selected = () => {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!part("manuscript").contains(range.commonAncestorContainer)) return null;
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    return start === null || end === null || start >= end ? null : `${start}-${end}`;
  };
  const choose = () => {
    const at = selected();
    if (!at) return false;
    show(new URL(`?at=${at}`, window.location.href));
    return true;
  };

  // Where a word lies within a quotation, the quotation is set in several pieces: its first counts.
  const tokens = () =>
    [...document.querySelectorAll(".manuscript a.token")].filter((token) =>
      token.getAttribute("href").startsWith(`?at=${token.dataset.start}-`),
    );
  // Of a long manuscript one part has its marks: `beyond` leads to the next part, from its last one.
  const step = (by, beyond, wanted = () => true, around = false) => {
    const all = tokens();
    const chosen = document.querySelector(".manuscript a.token.chosen") ?? document.activeElement;
    const at = all.indexOf(chosen);
    const after = by > 0 ? all.slice(at + 1) : all.slice(0, at < 0 ? all.length : at).reverse();
    const next = after.find(wanted) ?? document.querySelector(beyond);
    (next ?? (around ? all.find(wanted) : null))?.click();
    return true;
  };
  const press = (selector) => {
    const button = document.querySelector(selector);
    if (!button) return false;
    button.click();
    return true;
  };
  const open = (selector, field) => {
    const folded = document.querySelector(selector);
    if (!folded) return false;
    folded.open = true;
    folded.querySelector(field)?.focus();
    folded.scrollIntoView({ block: "nearest" });
    return true;
  };

  const keys = {
    j: () => step(1, "[data-after]"),
    k: () => step(-1, "[data-before]"),
    n: () => step(1, "[data-unfinished]", (token) => token.matches(".is-blocked, .is-warned"), true),
    e: () => press("[data-whole]"),
    b: () => press("[data-bind]"),
    w: () => open("[data-waive]", "input[type=checkbox], textarea"),
    c: () => open("[data-comment]", "textarea"),
    o: () => {
      const link = document.querySelector("[data-open]");
      if (!link) return false;
      window.open(link.href, "_blank", "noopener");
      return true;
    },
    v: () => open("#propose", "input[type=radio]"),
    s: () => {
      const button = document.querySelector("[data-sign]");
      button?.focus();
      return Boolean(button);
    },
    p: () => press("[data-publish]"),
    Escape: () => press("[data-leave]"),
    Enter: () => choose(),
  };
  // What is typed before the desk has answered waits: it is meant for the page that comes.
  const early = [];
  const catchUp = () => {
    while (early.length && !busy()) {
      const key = early.shift();
      if (typing(document.activeElement)) document.execCommand("insertText", false, key);
      else keys[key]?.();
    }
  };
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (typing(event.target)) {
        if (event.key === "Escape") event.target.blur();
        return;
      }
      if (busy() && event.key.length === 1) {
        early.push(event.key);
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (keys[event.key]?.()) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true,
  );
})();
