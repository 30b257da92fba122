// Points at everything of every chart, one after the other, and gives back all that the hover labels say.
async () => {
  const said = [];
  for (const plot of document.querySelectorAll(".genre-chart-plot")) {
    for (const [curve, trace] of plot.data.entries()) {
      const count = trace.type === "heatmap" ? trace.z.length : (trace.y ?? trace.median).length;
      for (let point = 0; point < count; point++) {
        Plotly.Fx.hover(plot, [{ curveNumber: curve, pointNumber: trace.type === "heatmap" ? [point, point] : point }]);
        await new Promise(done => setTimeout(done, 60)); // plotly.js shows no more than one label in 50 ms
        said.push(...[...plot.querySelectorAll(".hoverlayer text")].map(text => [...text.childNodes].map(line => line.textContent).join("\n")));
      }
    }
  }
  return said;
}
