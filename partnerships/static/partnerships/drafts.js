// Nothing typed is lost: a draft of each form is kept in this browser, by account and page, until it is
// saved, and offered again; and whoever leaves a changed form is asked. What may be of a confidential
// source is never kept: the page says of which of its forms drafts are, and rows that name a source are
// left out for those who may know of such. Drafts are encrypted with a key that the desk gives the account
// with its pages: whoever has the browser and no login reads none. Where the browser encrypts nothing, as
// over plain HTTP, none is kept.
"use strict";

(() => {
  const page = document.querySelector('meta[name="desk-drafts"]');
  if (!page) return;

  const MINE = `draft ${page.dataset.account} `;
  const SENT = "draft sent"; // in the session: what was sent, to be dropped once it is saved
  const KEPT = 14 * 24 * 60 * 60 * 1000; // milliseconds
  const SOON = 50; // after a key, in milliseconds: what a tab that is closed at once does not keep
  const AES = "AES-GCM";
  const TYPED = "textarea, select, input[type=text], input[type=url], input[type=number], input[type=date], " +
    "input[type=datetime-local], input[type=checkbox], input[type=radio], input:not([type])";
  const ROW = ".inline-related, tr.form-row";

  const bytesOf = (text) => Uint8Array.from(window.atob(text), (letter) => letter.charCodeAt(0));
  const textOf = (bytes) => window.btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
  const secret = window.crypto.subtle?.importKey("raw", bytesOf(page.dataset.key), AES, false, ["encrypt", "decrypt"]);

  // A draft as it is kept: when it was typed, and sealed what; bound to its page, so that it is no other's
  const sealed = async (key, draft) => {
    const iv = window.crypto.getRandomValues(new Uint8Array(12));
    const how = { name: AES, iv, additionalData: new TextEncoder().encode(key) };
    const bytes = await window.crypto.subtle.encrypt(how, await secret, new TextEncoder().encode(JSON.stringify(draft)));
    return JSON.stringify({ at: draft.at, iv: textOf(iv), sealed: textOf(bytes) });
  };
  const stored = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const opened = async (key) => {
    try {
      const kept = stored(key);
      const how = { name: AES, iv: bytesOf(kept.iv), additionalData: new TextEncoder().encode(key) };
      const bytes = await window.crypto.subtle.decrypt(how, await secret, bytesOf(kept.sealed));
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      return null; // there is none, or it is of another key
    }
  };
  const drop = (key) => localStorage.removeItem(key);
  const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith("draft "));

  // What a form holds

  const isPrivate = (field) =>
    page.content === "some" && field.closest(ROW)?.querySelector("select[name$='-source'], select[name='source']");

  const fieldsOf = (form) =>
    [...form.elements].filter(
      (field) =>
        field.matches(TYPED) &&
        field.name &&
        !field.name.includes("__prefix__") &&
        !field.matches("[autocomplete=off]:not(select), [autocomplete=one-time-code]") &&
        !isPrivate(field),
    );

  const valuesOf = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked ? [field.value] : [];
    return field.tagName === "SELECT" ? [...field.selectedOptions].map((option) => option.value) : [field.value];
  };

  const held = (form) => {
    const fields = {};
    for (const field of fieldsOf(form)) (fields[field.name] ||= []).push(...valuesOf(field));
    return fields;
  };

  const namesChosen = (form) => {
    const names = {};
    for (const field of fieldsOf(form)) {
      if (field.tagName !== "SELECT") continue;
      for (const option of field.selectedOptions) names[`${field.name} ${option.value}`] = option.text;
    }
    return names;
  };

  const rowsOf = (form) => {
    const totals = [...form.querySelectorAll("input[name$='-TOTAL_FORMS']")];
    return Object.fromEntries(totals.map((total) => [total.name.replace("-TOTAL_FORMS", ""), Number(total.value)]));
  };

  const versionOf = (form) => form.elements._version?.value || "";

  // Which differ: what a row holds that is not there, or is empty, is nothing
  const differs = (one, other) =>
    [...new Set([...Object.keys(one), ...Object.keys(other)])].some((name) => {
      const [mine, theirs] = [one[name] || [], other[name] || []].map((each) => each.filter(Boolean));
      return JSON.stringify(mine) !== JSON.stringify(theirs);
    });

  const isKeptAtAll = (form) =>
    page.content !== "none" &&
    !(page.content === "some" && form.elements.source) &&
    form.elements.confidentiality?.value !== "confidential";

  // Filling

  const addRows = (form, rows) => {
    for (const [prefix, wanted] of Object.entries(rows)) {
      const add = form.querySelector(`#${prefix}-group .add-row a`);
      for (let there = rowsOf(form)[prefix]; add && there < wanted; there += 1) add.click();
    }
  };

  const happened = (field) => {
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
    if (field.matches(".admin-autocomplete")) window.django?.jQuery?.(field).trigger("change");
  };

  const put = (field, values, names) => {
    if (field.matches("[type=checkbox], [type=radio]")) {
      field.checked = values.includes(field.value);
    } else if (field.tagName === "SELECT") {
      for (const value of values) {
        const isThere = [...field.options].some((option) => option.value === value);
        if (!isThere) field.add(new Option(names[`${field.name} ${value}`] || value, value));
      }
      for (const option of field.options) option.selected = values.includes(option.value);
    } else {
      [field.value] = values;
    }
  };

  const takeUp = (form, draft) => {
    const folded = form.querySelector("details.record");
    if (folded) folded.open = true;
    addRows(form, draft.rows);
    for (const field of fieldsOf(form)) {
      const values = draft.fields[field.name];
      if (!values || JSON.stringify(valuesOf(field)) === JSON.stringify(values)) continue;
      put(field, values, draft.names);
      happened(field);
    }
    fieldsOf(form).find((field) => field.checkVisibility())?.focus();
  };

  // Offering

  const button = (words, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  };

  const offer = (form, key, draft) => {
    const notice = Object.assign(document.createElement("div"), { className: "draft" });
    notice.setAttribute("role", "status");
    const at = new Date(draft.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
    const changed = draft.version && draft.version !== versionOf(form) ? " The record was changed since." : "";
    const words = document.createElement("p");
    words.textContent = `What you typed here on ${at} was not saved.${changed}`;
    const acts = document.createElement("p");
    acts.append(
      button("Take it up again", () => {
        notice.remove();
        takeUp(form, draft);
      }),
      button("Throw it away", () => {
        notice.remove();
        drop(key);
      }),
    );
    notice.append(words, acts);
    form.closest("#content-main")?.prepend(notice) ?? form.before(notice);
  };

  // Keeping

  let isLeaving = false;
  const changed = new Set();
  const isRefused = Boolean(document.querySelector(".errornote")); // what was typed is on the page, unsaved

  const follow = (form) => {
    const where = form.id && !form.id.startsWith("id_") ? form.id : form.getAttribute("action") || "";
    const key = `${MINE}${window.location.pathname} ${where}`;
    const before = held(form);
    opened(key).then((found) => {
      if (found && isKeptAtAll(form) && differs(found.fields, before)) offer(form, key, found);
    });

    if (isRefused && form.querySelector(".errorlist, .errornote")) changed.add(form);
    let waiting;
    let turn = 0;
    const keep = async () => {
      turn += 1;
      const mine = turn;
      clearTimeout(waiting);
      waiting = undefined;
      const fields = held(form);
      if (!isRefused && !differs(fields, before)) {
        changed.delete(form);
        return drop(key);
      }
      if (!isKeptAtAll(form) || !secret) return drop(key);
      const draft = { at: Date.now(), version: versionOf(form), fields, names: namesChosen(form), rows: rowsOf(form) };
      try {
        const kept = await sealed(key, draft);
        if (mine !== turn || !changed.has(form)) return; // typed on meanwhile, or thrown away
        localStorage.setItem(key, kept);
        form.dataset.draft = "kept";
      } catch {
        // The browser has no room, or keeps nothing: one is asked before one leaves, all the same.
      }
    };
    const typed = (event) => {
      if (!event.isTrusted && !event.bubbles) return;
      changed.add(form);
      form.dataset.draft = "waits";
      clearTimeout(waiting);
      waiting = setTimeout(keep, SOON);
    };
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    form.addEventListener("submit", () => {
      keep();
      sessionStorage.setItem(SENT, key);
    });
    window.addEventListener("pagehide", () => {
      if (waiting && changed.has(form)) keep();
    });
  };

  const settle = () => {
    const key = sessionStorage.getItem(SENT);
    if (!key) return;
    sessionStorage.removeItem(SENT);
    if (!document.querySelector(".errornote, .errorlist, .refusal, .messagelist .error, .messagelist .warning")) drop(key);
  };

  const isOver = (kept) => !kept?.sealed || kept.at < Date.now() - KEPT;
  for (const key of drafts()) if (isOver(stored(key))) drop(key);
  settle();
  const followed = "#content-main form[method=post]:not(#changelist-form, [autocomplete=off], #board form)";
  for (const form of document.querySelectorAll(`${followed}, .whole-story form[method=post], form.writing`)) {
    if (form.querySelector("textarea, input[type=text], input:not([type])")) follow(form);
  }
  document.getElementById("logout-form")?.addEventListener("submit", (event) => {
    if (changed.size && !window.confirm("What you typed here is not saved. Log out, and lose it?")) {
      return event.preventDefault();
    }
    changed.clear(); // or it would be kept again as the page goes
    for (const key of drafts()) if (key.startsWith(MINE)) drop(key);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) isLeaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    const isLost = [...changed].some((form) => form.isConnected);
    if (!isLeaving && isLost) event.preventDefault();
  });
})();
