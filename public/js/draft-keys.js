// Ctrl+Z undoes the last change of the draft, Ctrl+Y and Ctrl+Shift+Z do it again, while no field has the focus: there
// the keys are the field's own.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  const wanted = key === "z" && event.shiftKey ? "y" : key;
  const button = document.querySelector(`.draft-history button[data-key="${CSS.escape(wanted)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
