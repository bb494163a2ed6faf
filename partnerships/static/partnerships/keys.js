// The keys of the desk: "j" and "k" through a list or one's queue, "?" to what explains the page, and
// the list of keys. "/" is in box.js. Those of a claim ("v" and "s") are in signing.js, "c" in reader.js, "e" in room.js.
"use strict";

(() => {
  const KEYS = [
    ["/", "Search everything; so does Ctrl+K"],
    ["j", "Next"],
    ["k", "Previous"],
    ["Enter", "Open it"],
    ["n", "Next words unchecked, in a story"],
    ["e", "Edit it; the whole sentence, in a story"],
    ["b", "Bind to the first claim suggested"],
    ["w", "Waive"],
    ["o", "Open the source"],
    ["v", "Propose a finding"],
    ["s", "Sign"],
    ["p", "To the publishing of a story"],
    ["c", "Cite the words selected in a copy; comment on those chosen in a story"],
    ["?", "What this page is for"],
  ];
  const ROWS = "#result_list tbody tr, [data-row]";
  const LEADS = "th a[href], a[href], summary";

  const typing = (element) =>
    element.isContentEditable || element.closest("input, textarea, select, dialog");

  const turn = (by) => {
    const link = document.querySelector(by > 0 ? "[data-turns] [data-next]" : "[data-turns] [data-previous]");
    link?.click();
    return Boolean(link);
  };

  const move = (by) => {
    if (document.querySelector("[data-turns]")) return turn(by);
    const leads = [...document.querySelectorAll(ROWS)]
      .map((row) => row.querySelector(LEADS))
      .filter((lead) => lead && lead.checkVisibility());
    if (!leads.length) return false;
    const current = leads.findIndex((lead) =>
      lead.closest("tr, [data-row]").contains(document.activeElement),
    );
    const next = current < 0 ? (by > 0 ? 0 : leads.length - 1) : current + by;
    const lead = leads[Math.max(0, Math.min(leads.length - 1, next))];
    lead.focus();
    lead.closest("tr, [data-row]").scrollIntoView({ block: "nearest" });
    return true;
  };

  const tell = () => {
    let dialog = document.querySelector("dialog.keys");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "keys";
      dialog.setAttribute("aria-labelledby", "keys-title");
      const title = document.createElement("h2");
      title.id = "keys-title";
      title.textContent = "Keys";
      const list = document.createElement("dl");
      for (const [key, does] of KEYS) {
        const term = document.createElement("dt");
        term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
        const what = Object.assign(document.createElement("dd"), { textContent: does });
        list.append(term, what);
      }
      const form = Object.assign(document.createElement("form"), { method: "dialog" });
      form.append(Object.assign(document.createElement("button"), { textContent: "Close" }));
      dialog.append(title, list, form);
      document.body.append(dialog);
    }
    dialog.showModal();
    return true;
  };

  const openSource = () => {
    const link = document.querySelector("a[data-open]");
    link?.click();
    return Boolean(link);
  };

  const explain = () => {
    const link = document.querySelector("a[data-help]");
    link?.click();
    return Boolean(link);
  };

  const does = { j: () => move(1), k: () => move(-1), o: openSource, "?": explain };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (does[event.key]?.()) event.preventDefault();
  });
  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", tell);
  }
})();
