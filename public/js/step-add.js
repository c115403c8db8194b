// Opens a menu of the kinds of step at the plus that was pressed. Without a script the plus leads to the same choice.
const menu = document.getElementById("add-menu");
const links = menu ? [...menu.querySelectorAll("a")] : [];
let opener;

const close = () => {
  if (!opener) return;
  opener.setAttribute("aria-expanded", "false");
  menu.hidden = true;
  opener = undefined;
};

const open = (plus) => {
  close();
  opener = plus;
  const place = new URL(plus.href).searchParams.get("add");
  for (const link of links) {
    const address = new URL(link.href);
    address.searchParams.set("add", place);
    link.href = address;
  }
  plus.setAttribute("aria-expanded", "true");
  plus.after(menu);
  menu.hidden = false;
  links[0].focus();
  menu.scrollIntoView({ block: "nearest", inline: "nearest" });
};

if (menu) {
  for (const plus of document.querySelectorAll(".join a")) plus.setAttribute("aria-expanded", "false");

  document.addEventListener("click", (event) => {
    const plus = event.target.closest(".join > a");
    if (!plus) {
      if (!menu.contains(event.target)) close();
      return;
    }
    // With a key held the link opens where the person wants it.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (plus === opener) close();
    else open(plus);
  });

  menu.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") {
      const plus = opener;
      close();
      plus.focus();
    } else if (event.key in steps) {
      event.preventDefault();
      const next = links.indexOf(document.activeElement) + steps[event.key];
      links[(next + links.length) % links.length].focus();
    }
  });

  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget) && event.relatedTarget !== opener) close();
  });
}
