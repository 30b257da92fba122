(function () {
  "use strict";
  // Few buttons, for they lie over the title of a narrow chart. The camera saves an SVG named after the title.
  function options(title, config) {
    var name = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) || ["chart"];
    return Object.assign({
      responsive: true,
      displaylogo: false,
      modeBarButtonsToRemove: ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
      toImageButtonOptions: { format: "svg", filename: name.join("-").slice(0, 80) },
      locales: { en: { dictionary: { "Download plot": "Download as SVG" } } }
    }, config);
  }
  // Labels of neighbouring bars as high as each other would lie over each other where bars are narrower than labels.
  function uprightLabels(traces, width) {
    var labelled = traces.filter(function (trace) { return trace.type === "bar" && trace.textposition === "outside" && trace.text; });
    var bars = labelled.reduce(function (sum, trace) { return sum + trace.text.length; }, 0);
    labelled.forEach(function (trace) { trace.textangle = width / bars < 40 ? -90 : trace.textangle; });
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
    if (!json || !plot || chart.getAttribute("data-drawn") === theme) { return; }
    chart.setAttribute("data-drawn", theme);
    var figure = JSON.parse(json.textContent);
    if (theme === "dark") { (figure.dark || []).forEach(function (place) { set(figure, place); }); }
    plot.hidden = false;
    uprightLabels(figure.data, plot.clientWidth);
    window.Plotly.react(plot, figure.data, figure.layout, options(chart.getAttribute("aria-label"), figure.config)).then(
      function () { chart.querySelector(".genre-chart-values").hidden = true; },
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
