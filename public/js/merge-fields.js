// Makes each merge field of the list a button that writes it at the cursor, in the field that was written in last.
// Without a script they are copied by hand.
const fields = [...document.querySelectorAll("[data-merge-into]:not([readonly])")];
let last = fields.at(-1);

for (const field of fields) field.addEventListener("focus", () => { last = field; });

if (last) {
  for (const code of document.querySelectorAll("[data-field]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "merge-field";
    button.textContent = code.textContent;
    button.setAttribute("aria-label", `Insert ${code.textContent}`);
    button.addEventListener("click", () => {
      last.setRangeText(code.textContent, last.selectionStart, last.selectionEnd, "end");
      last.focus();
      last.dispatchEvent(new Event("input", { bubbles: true }));
    });
    code.replaceWith(button);
  }
}
