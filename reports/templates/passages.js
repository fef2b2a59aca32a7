// A number in a table shows the passages of its own column only. Without this script it leads to all of its row.
"use strict";
(function () {
  function choose(section, column, label) {
    section.querySelectorAll("details").forEach(function (row) {
      var shown = 0;
      row.querySelectorAll("li").forEach(function (item) {
        var counts = column === null || item.dataset.columns.split(" ").indexOf(column) >= 0;
        item.hidden = !counts;
        shown += counts ? 1 : 0;
      });
      // Of a row with very many passages only the first are here.
      var more = row.querySelector(".more");
      row.hidden = shown === 0 && !more;
      row.querySelector(".many").textContent = shown + (more ? "+" : "");
    });
    var only = section.querySelector(".only");
    only.hidden = column === null || column === "0";
    only.querySelector("b").textContent = label;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-column]");
    var button = event.target.closest(".only button");
    if (button) {
      choose(button.closest(".category"), null, "");
    }
    if (!link) {
      return;
    }
    var place = document.getElementById(link.hash.slice(1));
    var column = link.dataset.column;
    var head = link.closest("table").querySelector('th[data-column="' + column + '"] .label');
    var section = place.closest(".category");
    choose(section, column, head ? head.textContent : "");
    var rows = place === section ? section.querySelectorAll("details") : [place];
    rows.forEach(function (row) {
      row.open = true;
      row.querySelectorAll("a.back").forEach(function (back) {
        back.setAttribute("href", "#" + link.closest("td").id);
      });
    });
  });

  // Paper has no buttons: what is printed of the passages is printed open.
  var opened = [];
  window.addEventListener("beforeprint", function () {
    var wanted = document.getElementById("print-passages");
    if (wanted && wanted.checked) {
      opened = Array.from(document.querySelectorAll("details:not([open])"));
      opened.forEach(function (row) { row.open = true; });
    }
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (row) { row.open = false; });
    opened = [];
  });
})();
