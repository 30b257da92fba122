() => {
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    // What the pages and plotly.js make themselves: images and frames are never of it.
    if (["img", "iframe", "object", "embed", "form", "base", "foreignobject", "animate", "set"].includes(name.toLowerCase())) { found.push(name); }
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) { found.push(`${name} ${attribute.name}`); }
      if (/^(href|src|xlink:href|action|formaction|srcdoc)$/i.test(attribute.name) && /^\s*(javascript|vbscript|data:text)/i.test(attribute.value)) { found.push(`${name} ${attribute.value}`); }
      if (attribute.name === "style" && /color:\s*red/.test(attribute.value)) { found.push(`${name} style`); }
    }
    if (name === "a" && element.textContent === "link") { found.push("a link"); }
    if (name === "script" && /alert\(\d+\)/.test(element.textContent) && element.type !== "application/json") { found.push("script"); }
    if (name === "tspan" && /bold|sub/.test(element.getAttribute("style") ?? "")) { found.push("tspan of a tag"); }
  }
  return found;
}
