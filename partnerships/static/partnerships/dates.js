// What a date means in days, as one types; and the date that words such as "in April" give.
"use strict";

(() => {
  const WAIT = 250; // ms after the last key

  const ask = async (address, asked) => {
    const answer = await fetch(`${address}?${new URLSearchParams(asked)}`);
    return answer.ok ? answer.json() : {};
  };

  const after = (tell) => {
    let timer;
    return (event) => {
      clearTimeout(timer);
      timer = setTimeout(() => tell(event.target), WAIT);
    };
  };

  const means = async (box) => {
    const output = box.parentElement.querySelector(".in-days");
    const said = box.value.trim();
    const answer = said ? await ask(box.dataset.meaning, { date: said }) : {};
    if (box.value.trim() === said) output.textContent = answer.days || "";
  };

  // "In April", seen from the day for which the claim is to be true, is 2024-04: to be confirmed.
  const field = (name) => document.getElementById(`id_${name}`);

  const suggest = async () => {
    const [words, anchor, into] = ["date_words", "as_of", "date_as_worded"].map(field);
    if (!words || !anchor || !into) return;
    const asked = { words: words.value.trim(), anchor: anchor.value };
    const { date, means: meaning } =
      asked.words && asked.anchor ? await ask(into.dataset.meaning, asked) : {};
    if (words.value.trim() === asked.words && anchor.value === asked.anchor)
      offer(into, date, meaning);
  };

  const offer = (into, date, meaning) => {
    into.parentElement.querySelector(".takes-date")?.remove();
    if (date && date !== into.value) into.parentElement.append(taking(into, date, `${meaning}: `));
  };

  const taking = (into, date, before = "") => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "suggestion takes-date";
    button.textContent = `${before}take ${date}`;
    button.title = "Alt+Enter";
    button.addEventListener("click", () => {
      into.value = date;
      button.remove();
      means(into);
      into.focus();
    });
    return button;
  };

  const quoted = () => {
    const into = field("date");
    for (const told of document.querySelectorAll(".quoted-date[data-takes]"))
      if (into && told.dataset.takes && told.dataset.takes !== into.value)
        told.append(" ", taking(into, told.dataset.takes));
  };

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "Enter") return;
    const row = event.target.closest(".form-row, fieldset");
    const button =
      row?.querySelector(".takes-date") ||
      (["id_date_words", "id_as_of"].includes(event.target.id) &&
        field("date_as_worded")?.parentElement.querySelector(".takes-date"));
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  document.addEventListener("input", after((box) => box.matches(".edtf") && means(box)));
  const words = after((box) => ["id_date_words", "id_as_of"].includes(box.id) && suggest());
  document.addEventListener("input", words);
  document.addEventListener("change", words);
  document.addEventListener("DOMContentLoaded", () => {
    suggest();
    quoted();
  });
})();
