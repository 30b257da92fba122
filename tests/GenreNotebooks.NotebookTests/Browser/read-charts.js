() => JSON.stringify([...document.querySelectorAll(".genre-chart")].map(chart => {
  const plot = chart.querySelector(".genre-chart-plot");
  const count = selector => plot.querySelectorAll(selector).length;
  const edge = plot.getBoundingClientRect();

  const texts = [...plot.querySelectorAll("svg text")]
    .filter(text => text.textContent.trim() && text.getBoundingClientRect().width > 0)
    .map(text => ({ text: text.textContent, box: text.getBoundingClientRect(), corners: corners(text), size: parseFloat(getComputedStyle(text).fontSize) }));
  const faults = [];
  texts.forEach(({ text, box, size, corners }, index) => {
    if (box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 1 || box.bottom > edge.bottom + 1) {
      faults.push("cut: " + text);
    }
    if (size < 7) { faults.push("small: " + text); }
    texts.slice(index + 1).filter(other => overlap(corners, other.corners)).forEach(other => faults.push("over each other: " + text + " / " + other.text));
  });
  return {
    title: chart.getAttribute("aria-label"),
    figure: chart.querySelector('script[type="application/json"]').textContent,
    traces: count(".scatterlayer > .trace") + count(".barlayer > .trace") + count(".boxlayer > .trace") + count(".heatmaplayer > .hm"),
    points: count(".scatterlayer .points > path") + count(".barlayer .point"),
    texts: texts.map(text => text.text),
    faults: faults
  };
}))
