// A shop's chat on any page: <script src="https://…/chat/<shop>/launcher.js" async></script>
// The page may call hawker.open("p1a2"), hawker.add("v7"), hawker.close().

(() => {
  const script = document.currentScript;
  if (!script || window.hawker) return;
  const settings = /*settings*/ {};
  const address = new URL(script.src);
  const chat = new URL(address.pathname.replace(/\/launcher\.js$/, ""), address.origin);
  chat.searchParams.set("embed", "1");

  const CSS = `
    :host { all: initial; --brand: #b83a1e; --words: #fff; }
    button {
      position: fixed; inset-block-end: max(16px, env(safe-area-inset-bottom)); inset-inline-end: 16px; z-index: 2147483000;
      display: grid; place-items: center; inline-size: 60px; block-size: 60px; padding: 0; border: 0; border-radius: 50%;
      background: var(--brand); color: var(--words); box-shadow: 0 4px 20px rgb(28 25 23 / 0.28); cursor: pointer;
    }
    button:focus-visible { outline: 3px solid var(--brand); outline-offset: 3px; }
    button svg { inline-size: 32px; block-size: 32px; fill: none; stroke: currentcolor; stroke-width: 2.4;
      stroke-linecap: round; stroke-linejoin: round; }
    .units { position: absolute; inset-block-start: -2px; inset-inline-end: -2px; min-inline-size: 22px; padding: 0 6px;
      box-sizing: border-box; border-radius: 11px; background: #1c1917; color: #faf7f2;
      font: 600 13px/22px system-ui, sans-serif; text-align: center; }
    .units:empty { display: none; }
    iframe {
      position: fixed; inset-block-end: 88px; inset-inline-end: 16px; z-index: 2147483000;
      inline-size: 400px; block-size: min(680px, calc(100dvh - 112px)); border: 0; border-radius: 14px;
      background: #faf7f2; box-shadow: 0 8px 40px rgb(28 25 23 / 0.28); color-scheme: light dark;
    }
    @media (prefers-color-scheme: dark) { iframe { background: #171412; } }
    @media (max-width: 480px) {
      iframe { inset: 0; inline-size: 100%; block-size: 100dvh; border-radius: 0; }
      .opened { display: none; }
    }
    [hidden] { display: none; }`;

  const root = document.createElement("hawker-chat");
  const shadow = root.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  shadow.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  button.innerHTML = `<svg viewBox="0 0 32 32" aria-hidden="true">
    <path d="M9 3h15a4 4 0 0 1 4 4v2.5a4 4 0 0 1-4 4H15.5L11 18v-4.5H9a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z"/>
    <path d="M2 18h3.5L9 24.5h16.5L28.5 18"/><circle cx="17.5" cy="27" r="2.5" fill="currentcolor"/></svg>`;
  const units = button.appendChild(document.createElement("span"));
  units.className = "units";
  shadow.append(button);

  let frame = null;
  let ready = false;
  let back = null;
  const waiting = [];

  root.dir = settings.rtl ? "rtl" : "ltr";
  root.style.setProperty("--brand", readable(script.dataset.color || settings.brand || ""));
  name();
  document.body ? document.body.append(root) : addEventListener("DOMContentLoaded", () => document.body.append(root));

  function name() {
    const isOpen = Boolean(frame && !frame.hidden);
    button.setAttribute("aria-label", isOpen ? settings.close : settings.open);
    button.setAttribute("aria-expanded", String(isOpen));
    button.classList.toggle("opened", isOpen);
  }

  function build() {
    frame = document.createElement("iframe");
    frame.src = chat.href;
    frame.title = settings.open;
    frame.allow = "clipboard-write";
    shadow.append(frame);
  }

  function show() {
    back = document.activeElement;
    if (!frame) build();
    frame.hidden = false;
    name();
    frame.focus();
  }

  function hide() {
    if (!frame || frame.hidden) return;
    frame.hidden = true;
    name();
    (back && back !== document.body && back !== root ? back : button).focus();
  }

  function tell(message) {
    show();
    if (ready) frame.contentWindow.postMessage(message, chat.origin);
    else waiting.push(message);
  }

  button.addEventListener("click", () => (frame && !frame.hidden ? hide() : show()));
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("message", ({ origin, source, data }) => {
    if (!frame || origin !== chat.origin || source !== frame.contentWindow || !data) return;
    if (data.hawker === "close") hide();
    if (data.hawker === "cart") units.textContent = data.units ? String(data.units) : "";
    if (data.hawker !== "ready") return;
    ready = true;
    for (const message of waiting.splice(0)) frame.contentWindow.postMessage(message, chat.origin);
  });

  window.hawker = {
    open: (payload) => (payload ? tell({ hawker: "open", payload: String(payload) }) : show()),
    add: (payload) => tell({ hawker: "add", payload: String(payload) }),
    close: hide,
  };

  /** The colour itself when white words on it reach 4.5:1, else the nearest darker one that does. */
  function readable(colour) {
    if (!/^#[0-9a-f]{6}$/i.test(colour)) return "#b83a1e";
    const rgb = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    for (let share = 1; share > 0; share -= 0.04) {
      const darker = rgb.map((channel) => Math.round(channel * share));
      if (1.05 / (luminance(darker) + 0.05) >= 4.5) return `rgb(${darker.join(" ")})`;
    }
    return "#000";
  }

  function luminance(rgb) {
    const [red, green, blue] = rgb.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
})();
