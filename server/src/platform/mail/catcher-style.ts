/** The mailbox page's own style and script, served as files so that its content policy needs no exception. */

export const style = `
:root { color-scheme: light dark; --line: #8a8f98; --link: #14532d; --soft: #eef3ef; }
@media (prefers-color-scheme: dark) { :root { --link: #8fd3a8; --soft: #1d2a22; } }
html { background: Canvas; color: CanvasText; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 56rem; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: 1rem 0; }
label { display: grid; flex: 1 1 14rem; }
input, button { font: inherit; min-height: 2.75rem; padding: .25rem .75rem; border: 1px solid var(--line); border-radius: .4rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid var(--line); }
li a { display: grid; gap: .1rem; padding: .75rem .5rem; text-decoration: none; }
li a:hover { background: var(--soft); }
li strong { overflow-wrap: anywhere; text-decoration: underline; }
li span, dd { color: CanvasText; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 1rem; }
dt { font-weight: 600; }
dd { margin: 0; }
iframe { width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: .4rem; background: Canvas; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .75rem; border: 1px solid var(--line); border-radius: .4rem; }
`;

// The page works without it; with it, new letters appear by themselves.
export const script = `
const list = document.getElementById('messages');
const status = document.getElementById('status');
async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('messages');
  if (!fresh || fresh.innerHTML === list.innerHTML) return;
  const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  list.replaceChildren(...fresh.childNodes);
  if (focused) [...list.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus();
  status.textContent = 'The list has changed.';
}
if (list && status) setInterval(refresh, 2000);
`;
