// Runs before the program is there: picks the language of the static text, keeps what is
// dropped or pasted in the meantime until the page says that it listens, and says so when
// the program cannot start or breaks down.
(() => {
  const russian = (navigator.language || "").toLowerCase().startsWith("ru");
  document.documentElement.lang = russian ? "ru" : "en";
  const show = (parts) => {
    for (const part of parts) part.hidden = part.lang !== document.documentElement.lang;
  };
  document.addEventListener("DOMContentLoaded", () => show(document.querySelectorAll("#app > main.boot")));

  let listens = false;
  const trouble = (error) => {
    // Once it runs, only a breakdown of the program itself ends the page.
    if (listens && !(error instanceof WebAssembly.RuntimeError)) return;
    const sentence = document.getElementById(listens ? "stopped" : "not-started");
    show(sentence.children);
    sentence.hidden = false;
  };
  addEventListener("error", (event) => trouble(event.error));
  addEventListener("unhandledrejection", (event) => trouble(event.reason));

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
    listens = true;
    // Whatever went wrong, it was not the program.
    document.getElementById("not-started").hidden = true;
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
