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

  // "In April", seen from the day for which the claim is to be true, is 2024-04.
  const suggest = async () => {
    const words = document.getElementById("id_date_words");
    const anchor = document.getElementById("id_as_of");
    const into = document.getElementById("id_date_as_worded");
    if (!words || !anchor || !into || !words.value.trim() || !anchor.value) return;
    const { date, means: worded } = await ask(into.dataset.meaning, {
      words: words.value,
      anchor: anchor.value,
    });
    if (!date || date === into.value) return offer(into, null);
    if (!into.value || into.dataset.suggested === into.value) {
      into.value = into.dataset.suggested = date;
      offer(into, null);
      return means(into);
    }
    offer(into, date, worded);
  };

  const offer = (into, date, worded) => {
    into.parentElement.querySelector(".suggestion")?.remove();
    if (!date) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "suggestion";
    button.textContent = `The words give ${worded}: take ${date}`;
    button.addEventListener("click", () => {
      into.value = into.dataset.suggested = date;
      button.remove();
      means(into);
    });
    into.parentElement.append(button);
  };

  document.addEventListener("input", after((box) => box.matches(".edtf") && means(box)));
  const words = after((box) => ["id_date_words", "id_as_of"].includes(box.id) && suggest());
  document.addEventListener("input", words);
  document.addEventListener("change", words);
})();
