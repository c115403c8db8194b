// Reads a chosen text file into the field that data-file-into names. Without a script the text is pasted.
for (const place of document.querySelectorAll("[data-file-into]")) {
  const target = document.getElementById(place.dataset.fileInto);
  const chooser = place.querySelector("input[type=file]");
  place.hidden = false;
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    if (file) target.value = await file.text();
  });
}
