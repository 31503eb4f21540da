// What pages gain with a script: a button that copies a citation. All else works without it.
"use strict";

for (const text of document.querySelectorAll("pre.copied")) {
  const button = document.createElement("button");
  const kind = text.previousElementSibling ? text.previousElementSibling.textContent : "";
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${kind}`.trim());
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    } catch {
      // Where a browser lets no page write to the clipboard, the text is selected, ready to be copied.
      getSelection().selectAllChildren(text);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  text.before(button);
}
