() => JSON.stringify([...document.querySelectorAll(".genre-chart")].map(chart => {
  const plot = chart.querySelector(".genre-chart-plot");
  const count = selector => plot.querySelectorAll(selector).length;
  const edge = plot.getBoundingClientRect();

  // A text as it lies on the screen, turned or not. The boxes of letters are higher than the letters: a tenth less on each side.
  function corners(text) {
    const { x, y, width, height } = text.getBBox(), matrix = text.getScreenCTM();
    return [[0, 0.1], [1, 0.1], [1, 0.9], [0, 0.9]].map(([right, down]) => new DOMPoint(x + right * width, y + down * height).matrixTransform(matrix));
  }
  // Two texts are apart if a side of one has all of the other beyond it.
  function overlap(one, other) {
    return [one, other].every(box => box.slice(0, 2).every((corner, side) => {
      const next = box[side + 1], axis = { x: next.x - corner.x, y: next.y - corner.y }, length = Math.hypot(axis.x, axis.y);
      const along = points => points.map(point => (point.x * axis.x + point.y * axis.y) / length);
      const [ours, theirs] = [along(one), along(other)];
      return Math.min(Math.max(...ours), Math.max(...theirs)) - Math.max(Math.min(...ours), Math.min(...theirs)) > 1;
    }));
  }

  const texts = [...plot.querySelectorAll("svg text")]
    .filter(text => text.textContent.trim() && text.getBoundingClientRect().width > 0)
    .map(text => ({ text: text.textContent, box: text.getBoundingClientRect(), corners: corners(text), size: parseFloat(getComputedStyle(text).fontSize) }));
  const faults = [];
  texts.forEach(({ text, box, size, corners }, index) => {
    if (box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 1 || box.bottom > edge.bottom + 1) {
      faults.push("cut: " + text);
    }
    if (size < 9) { faults.push("small: " + text); }
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
