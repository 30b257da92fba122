(function () {
  "use strict";
  // Few buttons, for they lie over the title of a narrow chart. The camera saves an SVG named after the title.
  function options(title) {
    var name = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) || ["chart"];
    return {
      responsive: true,
      displaylogo: false,
      modeBarButtonsToRemove: ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
      toImageButtonOptions: { format: "svg", filename: name.join("-").slice(0, 80) },
      locales: { en: { dictionary: { "Download plot": "Download as SVG" } } }
    };
  }
  // Labels of neighbouring bars as high as each other would lie over each other where bars are narrower than labels.
  function uprightLabels(traces, width) {
    var labelled = traces.filter(function (trace) { return trace.type === "bar" && trace.textposition === "outside" && trace.text; });
    var bars = labelled.reduce(function (sum, trace) { return sum + trace.text.length; }, 0);
    labelled.forEach(function (trace) { trace.textangle = width / bars < 40 ? -90 : trace.textangle; });
  }
  // Draws every chart of the page that is not drawn yet: each chart and plotly.js call it, whichever comes last draws.
  function draw(chart) {
    var json = chart.querySelector('script[type="application/json"]');
    var plot = chart.querySelector(".genre-chart-plot");
    if (!json || !plot) { return; }
    chart.setAttribute("data-drawn", "");
    var figure = JSON.parse(json.textContent);
    plot.hidden = false;
    uprightLabels(figure.data, plot.clientWidth);
    window.Plotly.newPlot(plot, figure.data, figure.layout, options(chart.getAttribute("aria-label"))).then(
      function () { chart.querySelector(".genre-chart-values").hidden = true; },
      function (error) { plot.hidden = true; console.error(error); });
  }
  if (window.Plotly) {
    document.querySelectorAll(".genre-chart:not([data-drawn])").forEach(draw);
  }
})();
