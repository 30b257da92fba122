(function () {
  "use strict";
  // Pixels that the buttons of a chart take beside its title.
  var BUTTONS = 60;
  var resized = window.ResizeObserver && new ResizeObserver(function (changes) { changes.forEach(function (change) { draw(change.target); }); });
  // Few buttons, for they lie over the title of a narrow chart. The camera saves an SVG named after the title.
  function options(title, config) {
    var name = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) || ["chart"];
    return Object.assign({
      displaylogo: false,
      modeBarButtonsToRemove: ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
      toImageButtonOptions: { format: "svg", filename: name.join("-").slice(0, 80) },
      locales: { en: { dictionary: { "Download plot": "Download as SVG" } } }
    }, config);
  }
  // Every editor and page that is dark has light text.
  function isDark(chart) {
    var channels = getComputedStyle(chart).color.match(/[\d.]+/g) || [0, 0, 0];
    return 0.299 * channels[0] + 0.587 * channels[1] + 0.114 * channels[2] > 140;
  }
  function set(figure, place) {
    var path = place[0].slice();
    var last = path.pop();
    path.reduce(function (node, step) { return node[step]; }, figure)[last] = place[1];
  }
  function draw(chart) {
    var json = chart.querySelector('script[type="application/json"]');
    var plot = chart.querySelector(".genre-chart-plot");
    var theme = isDark(chart) ? "dark" : "light";
    if (!json || !plot) { return; }
    plot.hidden = false;
    var wanted = theme + " " + plot.clientWidth;
    if (chart.getAttribute("data-drawn") === wanted) { return; }
    chart.setAttribute("data-drawn", wanted);
    if (resized) { resized.observe(chart); }
    if (plot.clientWidth === 0) { return; } // in a part of the page that is not shown yet
    var figure = JSON.parse(json.textContent);
    if (theme === "dark") { (figure.dark || []).forEach(function (place) { set(figure, place); }); }
    // A width of its own holds where there is so much room.
    if (figure.layout && figure.layout.width > plot.clientWidth) { figure.layout.width = plot.clientWidth; }
    window.drawFittedGenreChart(plot, figure, options(chart.getAttribute("aria-label"), figure.config), BUTTONS).then(
      function () {
        // The table that stood for the chart is its text now, folded.
        var values = chart.querySelector(".genre-chart-values"), data = chart.querySelector(".genre-chart-data"), table = values.querySelector(".genre-table");
        values.hidden = true;
        if (data && table) { data.appendChild(table); data.hidden = false; }
      },
      function (error) { plot.hidden = true; console.error(error); });
  }
  // Draws the charts of the page that are not drawn yet, or in the colours of another theme.
  window.drawGenreCharts = function () { document.querySelectorAll(".genre-chart").forEach(draw); };
  window.drawGenreCharts();
  if (!window.genreChartsFollow) {
    window.genreChartsFollow = new MutationObserver(function () { window.drawGenreCharts(); });
    window.genreChartsFollow.observe(document.documentElement, { attributes: true });
    document.addEventListener("DOMContentLoaded", function () { window.genreChartsFollow.observe(document.body, { attributes: true }); });
    if (document.body) { window.genreChartsFollow.observe(document.body, { attributes: true }); }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { window.drawGenreCharts(); });
  }
})();
