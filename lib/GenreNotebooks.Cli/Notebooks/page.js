(function () {
  "use strict";
  // Between the margins of a sheet of A4.
  var PAPER = "640px";
  var opened = [];
  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }
  function draw() { if (window.drawGenreCharts) { window.drawGenreCharts(); } }
  // On paper, charts are light and as wide as the sheet, and nothing is folded but the values of charts.
  window.addEventListener("beforeprint", function () {
    document.documentElement.classList.add("paper");
    each("details:not([open]):not(.genre-chart-data)", function (details) { opened.push(details); details.open = true; });
    each(".genre-chart", function (chart) { chart.style.width = PAPER; });
    draw();
  });
  window.addEventListener("afterprint", function () {
    document.documentElement.classList.remove("paper");
    opened.splice(0).forEach(function (details) { details.open = false; });
    each(".genre-chart", function (chart) { chart.style.width = ""; });
    draw();
  });
})();
