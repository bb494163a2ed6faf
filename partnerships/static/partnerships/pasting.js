// What is pasted into the text of a story from a word processor or a page comes in as Markdown. Plain
// text, and what is pasted "as plain text", is left to the browser. One step back undoes it.
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

  const asked = async (html) => {
    const body = lean(html);
    if (new Blob([body]).size > Number(box.dataset.most)) return { refusal: box.dataset.tooLarge };
    let answer;
    try {
      answer = await fetch(box.dataset.paste, {
        method: "POST",
        credentials: "same-origin",
        headers: {
          "Content-Type": "text/html; charset=utf-8",
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
    if (!html.trim() || box.readOnly) return;
    event.preventDefault();
    box.readOnly = true; // so that the words come in where the caret is now
    box.setAttribute("aria-busy", "true");
    said.textContent = "";
    const { text, refusal } = await asked(html);
    box.readOnly = false;
    box.removeAttribute("aria-busy");
    if (refusal) {
      put(plain);
      said.textContent = `Pasted as plain text: ${refusal}`;
    } else if (text) {
      // Between two words of a line, the spaces at its ends are part of what was copied.
      const before = /^[ \u00a0]/.test(plain) ? " " : "";
      const after = /[ \u00a0]$/.test(plain) ? " " : "";
      put(before + text + after);
    }
  });
})();
