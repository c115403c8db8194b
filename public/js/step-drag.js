// Moves a card by dragging it, within a lane and between lanes: the drop posts the form that the buttons post.
import "/assets/sortable/Sortable.min.js";

const form = document.getElementById("moves");
const target = document.getElementById("moves-to");

for (const list of document.querySelectorAll(".steps[data-lane]")) {
  Sortable.create(list, {
    group: "steps",
    draggable: ".step",
    handle: ".card",
    filter: "button",
    preventOnFilter: false,
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    swapThreshold: 0.65,
    emptyInsertThreshold: 24,
    // The browser's own dragging would take the link on the card.
    forceFallback: true,
    fallbackOnBody: true,
    fallbackTolerance: 4,
    // A finger scrolls, unless it stays.
    delay: 250,
    delayOnTouchOnly: true,
    onStart: () => document.body.classList.add("is-dragging"),
    onEnd: ({ item, from, to, oldDraggableIndex, newDraggableIndex }) => {
      document.body.classList.remove("is-dragging");
      if (from === to && oldDraggableIndex === newDraggableIndex) return;
      target.value = `${to.dataset.lane}.${newDraggableIndex + 1}`;
      form.action = item.querySelector(".card-moves button").formAction;
      form.submit();
    },
  });
}
