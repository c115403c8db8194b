// Finds a field of a rule by a part of its name: leaves in each line's list only what fits, and what is chosen. Without a
// script the lists are grouped. A field that is named in data-offers of the editor's list has its values offered at once.
for (const editor of document.querySelectorAll("[data-rules]")) {
  const lists = editor.querySelectorAll("select[id$='-field']");
  if (!lists.length) continue;
  const place = document.createElement("p");
  place.className = "rule-find";
  const label = document.createElement("label");
  label.htmlFor = `${editor.id}-find`;
  label.textContent = "Find what to ask about";
  const field = document.createElement("input");
  Object.assign(field, { className: "input", type: "search", id: label.htmlFor, autocomplete: "off" });
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  place.append(label, field, told);
  (editor.querySelector(".match") ?? lists[0].closest(".rule, .rule-group")).before(place);

  field.addEventListener("input", (event) => {
    // The rule itself stays as it was: nothing is to be counted.
    event.stopPropagation();
    const sought = field.value.trim().toLowerCase();
    let found = 0;
    for (const list of lists) {
      found = 0;
      for (const group of list.querySelectorAll("optgroup")) {
        let fits = 0;
        for (const option of group.children) {
          const isFound = !sought || `${group.label} ${option.text}`.toLowerCase().includes(sought);
          option.hidden = !isFound && !option.selected;
          if (isFound) fits += 1;
        }
        group.hidden = !fits && !group.querySelector(":checked");
        found += fits;
      }
    }
    told.textContent = sought ? `${found} in the lists` : "";
  });
  field.addEventListener("change", (event) => event.stopPropagation());
  // Enter would send the form.
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });

  const offers = editor.querySelector("[data-offers]");
  if (!offers) continue;
  editor.addEventListener("change", (event) => {
    if (!event.target.matches("select[id$='-field']")) return;
    const value = document.getElementById(event.target.id.replace(/field$/, "value"));
    if (offers.dataset.offers.split(" ").includes(event.target.value)) value.setAttribute("list", offers.id);
    else if (value.getAttribute("list") === offers.id) value.removeAttribute("list");
  });
}
