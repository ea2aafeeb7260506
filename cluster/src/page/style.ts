/** The page's whole look: one column, large enough to touch, light or dark as the person's system is. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2320; --paper: #f4f6f4; --card: #fff; --line: #c9d1cc; --quiet: #4f5b55; --strong: #1a6647; --on-strong: #fff; --warn: #8a2c1b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eeea; --paper: #141917; --card: #1e2522; --line: #3d4843; --quiet: #a9b6af; --strong: #7fd6ac; --on-strong: #10241a; --warn: #ffb4a3; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 40rem; margin: 0 auto; padding: 1rem; }
header p, .quiet { color: var(--quiet); margin: 0; }
h1 { font-size: 1.5rem; margin: 0.5rem 0 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 0 0 0.75rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; padding: 1.25rem; margin: 0 0 1rem; }
label { display: block; font-weight: 600; margin: 0.75rem 0 0.25rem; }
input[type=text], input[type=email], input[type=password], select { width: 100%; padding: 0.6rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 0.4rem; }
button, a.button { display: inline-block; min-height: 2.75rem; padding: 0.55rem 1.1rem; margin-top: 1rem; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer;
  color: var(--on-strong); background: var(--strong); border: 1px solid var(--strong); border-radius: 0.4rem; }
button.plain { color: var(--ink); background: transparent; border-color: var(--quiet); margin-top: 0; }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px; }
.message { border-left: 0.35rem solid var(--strong); }
.message.bad { border-left-color: var(--warn); }
ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; justify-content: space-between; align-items: center; padding: 0.6rem 0; border-top: 1px solid var(--line); }
code { overflow-wrap: anywhere; font-size: 1.05rem; }
`;
