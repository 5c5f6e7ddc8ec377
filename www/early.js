// Runs before the program is there: picks the language of the static text, and keeps
// what is dropped or pasted in the meantime until the page says that it listens.
(() => {
  const russian = (navigator.language || "").toLowerCase().startsWith("ru");
  document.documentElement.lang = russian ? "ru" : "en";
  document.addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll("#app > main.boot")) {
      part.hidden = part.lang !== document.documentElement.lang;
    }
  });

  const kept = [];
  const hold = (event) => event.preventDefault();
  const keep = (event) => {
    event.preventDefault();
    const given = event.clipboardData || event.dataTransfer;
    const copy = new DataTransfer();
    for (const file of given.files) copy.items.add(file);
    const text = given.getData("text/plain");
    if (text && !given.files.length) copy.setData("text/plain", text);
    kept.push([event.type, copy]);
  };
  document.addEventListener("dragover", hold);
  document.addEventListener("drop", keep);
  document.addEventListener("paste", keep);

  document.addEventListener("preflight-listens", () => {
    document.removeEventListener("dragover", hold);
    document.removeEventListener("drop", keep);
    document.removeEventListener("paste", keep);
    for (const [type, data] of kept) {
      const options = { bubbles: true, cancelable: true };
      document.body.dispatchEvent(type === "drop"
        ? new DragEvent("drop", { ...options, dataTransfer: data })
        : new ClipboardEvent("paste", { ...options, clipboardData: data }));
    }
  }, { once: true });
})();
