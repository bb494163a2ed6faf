// What is pasted into the text of a story from a word processor or a page comes in as Markdown. Plain
// text, and what is pasted "as plain text", is left to the browser, unless it looks as if footnotes,
// comments or deletions were written into it: those are left out. One step back undoes it.
"use strict";

(() => {
  const box = document.querySelector("textarea[data-paste]");
  if (!box) return;
  const said = document.createElement("p");
  said.className = "note pasted";
  said.setAttribute("role", "status");
  box.after(said);

  // Pictures that lie in the clipboard itself are nowhere to be fetched from: only their words count.
  const lean = (html) => html.replace(/\ssrc=(["'])data:.*?\1/gis, "");

  const noted = (text) => /<!--|\[\^|\^\[|\{(>>|--|\+\+|~~|==)|~~|^\s*\[[\w/]+\]/m.test(text);

  const asked = async (body, type) => {
    if (new Blob([body]).size > Number(box.dataset.most)) return { refusal: box.dataset.tooLarge };
    let answer;
    try {
      answer = await fetch(box.dataset.paste, {
        method: "POST",
        credentials: "same-origin",
        headers: {
          "Content-Type": `${type}; charset=utf-8`,
          "X-CSRFToken": box.form.elements.csrfmiddlewaretoken.value,
        },
        body,
      });
      return await answer.json();
    } catch {
      const why = answer ? "you may be logged out." : "the desk does not answer.";
      return { refusal: `${why} Copy your text before you leave this page.` };
    }
  };

  const put = (text) => {
    box.focus();
    if (document.execCommand("insertText", false, text)) return;
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  box.addEventListener("paste", async (event) => {
    const html = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain");
    const isPlain = !html.trim();
    if (box.readOnly || (isPlain && !noted(plain))) return;
    event.preventDefault();
    box.readOnly = true; // so that the words come in where the caret is now
    box.setAttribute("aria-busy", "true");
    said.textContent = "";
    const { text, refusal } = isPlain
      ? await asked(plain, "text/plain")
      : await asked(lean(html), "text/html");
    box.readOnly = false;
    box.removeAttribute("aria-busy");
    if (refusal) {
      put(plain);
      said.textContent = `Pasted as plain text: ${refusal}`;
    } else if (isPlain) {
      put(text);
      if (text !== plain) said.textContent = "Footnotes, comments and deletions were left out.";
    } else if (text) {
      // Between two words of a line, the spaces at its ends are part of what was copied.
      const before = /^[ \u00a0]/.test(plain) ? " " : "";
      const after = /[ \u00a0]$/.test(plain) ? " " : "";
      put(before + text + after);
    }
  });
})();
