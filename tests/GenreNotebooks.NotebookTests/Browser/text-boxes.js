// Where texts lie, for the scripts that look for faults.
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
