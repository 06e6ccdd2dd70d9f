// On a page that is served, the feed lies beside it: fill in the full address.
const here = document.getElementById("here");
if (here && location.protocol.startsWith("http")) {
  const feed = new URL("followups.ics", location.href).href;
  here.querySelector("code").textContent = feed;
  here.querySelector("a").href = feed.replace(/^https?:/, "webcal:");
  here.hidden = false;
  document.getElementById("nowhere").hidden = true;
}
