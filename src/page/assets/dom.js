/** Everything in `root` that a selector finds. */
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** The element with an id. */
const by = (id) => document.getElementById(id);

/** Calls `work` in the next frame, once however often it is asked for before. */
const soon = (work) => {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
};

/** What `make` gives, made when it is first asked for: a page that is only looked at does not wait for it. */
const late = (make) => {
  let made;
  return () => (made ??= make());
};

/** The data that the page came with. */
const data = (id = "data") => JSON.parse(by(id).textContent);
