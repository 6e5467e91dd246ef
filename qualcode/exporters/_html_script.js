
"use strict";
// Every row of a table that can be filtered has its values in data-0, data-1 ... A filter shows the rows that have all values chosen.
for (const form of document.querySelectorAll("form.filters")) {
  const table = document.getElementById(form.dataset.table);
  const rows = Array.from(table.querySelectorAll("tbody tr.row"));
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const selects = Array.from(form.querySelectorAll("select"));
  const words = form.querySelector("input");
  const told = form.querySelector("output");
  const show = () => {
    const sought = words.value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !texts[at].includes(sought)
        || selects.some((select) => select.value !== "" && row.getAttribute("data-" + select.dataset.at) !== select.value);
      shown += row.hidden ? 0 : 1;
    });
    for (const body of table.tBodies) body.hidden = !body.querySelector("tr.row:not([hidden])");
    told.textContent = form.dataset.told.replace("{shown}", shown).replace("{all}", rows.length);
  };
  const remember = () => {
    const chosen = new URLSearchParams();
    for (const select of selects) if (select.value) chosen.set(select.name, select.value);
    if (words.value) chosen.set("words", words.value);
    try { history.replaceState(null, "", "#" + chosen); } catch { /* a page without an address of its own keeps nothing */ }
  };
  const chosen = new URLSearchParams(location.hash.slice(1));
  for (const select of selects) select.value = chosen.get(select.name) ?? "";
  words.value = chosen.get("words") ?? "";
  form.addEventListener("input", () => { show(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { show(); remember(); }));
  form.hidden = false;
  show();
}
// Heads become buttons that sort: up, down, and back to how the table was.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = Array.from(table.tHead.rows[0].cells);
  const begun = Array.from(table.tBodies).map((body) => body.cloneNode(true));
  const whole = () => {
    const above = [];
    return begun.flatMap((body) => Array.from(body.rows)).map((row) => {
      const copy = row.cloneNode(false);
      const own = Array.from(row.cells);
      heads.forEach((_, at) => {
        if (!above[at] || above[at].left === 0) {
          const cell = own.shift().cloneNode(true);
          above[at] = { cell, left: cell.rowSpan };
          cell.removeAttribute("rowspan");
          if (cell.scope === "rowgroup") cell.scope = "row";
        }
        above[at].left -= 1;
        copy.append(above[at].cell.cloneNode(true));
      });
      copy.classList.add("first");
      return copy;
    });
  };
  const value = (row, at) => {
    const cell = row.cells[at];
    const known = cell.dataset.value;
    return known === undefined ? cell.textContent.trim() : known === "" ? null : Number(known);
  };
  const order = (one, other) => typeof one === "number" ? one - other : one.localeCompare(other, document.documentElement.lang, { numeric: true });
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: "" }[head.getAttribute("aria-sort")] ?? "ascending";
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      Array.from(table.tBodies).forEach((body) => body.remove());
      if (next === "") {
        table.append(...begun.map((body) => body.cloneNode(true)));
        return;
      }
      head.setAttribute("aria-sort", next);
      const sign = next === "ascending" ? 1 : -1;
      const body = document.createElement("tbody");
      body.append(...whole().sort((one, other) => {
        const [mine, theirs] = [value(one, at), value(other, at)];
        if (mine === null || theirs === null) return (mine === null) - (theirs === null);
        return sign * order(mine, theirs);
      }));
      table.append(body);
    });
  });
}
