"use strict";
// Filters and sorts the rows. "hoi thao" finds "Hội thảo": marks are taken off both sides.
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/g, "d");
const at = (id) => document.getElementById(id);
const body = at("documents");
const rows = Array.from(body.rows, (row, order) => ({
  row,
  order,
  text: plain(row.textContent),
  title: row.cells[0].textContent.trim(),
  errors: Number(row.dataset.errors),
  warnings: Number(row.dataset.warnings),
  failed: row.classList.contains("failed"),
}));
const shows = {
  all: () => true,
  doubtful: (one) => one.errors + one.warnings > 0,
  errors: (one) => one.errors > 0,
  failed: (one) => one.failed,
};
const vietnamese = new Intl.Collator("vi", { numeric: true });
const sorts = {
  order: (a, b) => a.order - b.order,
  findings: (a, b) => b.errors - a.errors || b.warnings - a.warnings || a.order - b.order,
  title: (a, b) => vietnamese.compare(a.title, b.title),
};
function filter() {
  const wanted = plain(at("filter").value.trim()).split(/\s+/);
  const show = shows[at("show").value];
  let count = 0;
  for (const one of rows) {
    const match = show(one) && wanted.every((word) => one.text.includes(word));
    one.row.hidden = !match;
    count += match;
  }
  at("count").textContent = `${count.toLocaleString("en")} shown`;
}
function sort() {
  rows.sort(sorts[at("sort").value]);
  body.append(...rows.map((one) => one.row));
}
const tools = document.querySelector(".tools");
tools.addEventListener("submit", (event) => event.preventDefault());
at("filter").addEventListener("input", filter);
at("show").addEventListener("change", filter);
at("sort").addEventListener("change", sort);
tools.hidden = false;
// A browser that restores the form's values after a reload restores their effect too.
sort();
filter();
