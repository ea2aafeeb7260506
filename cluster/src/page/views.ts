/** What the page of a cluster shows. */
import type { GroupName } from '../accounts.ts';
import type { Answer } from '../http/exchange.ts';
import type { Question } from '../oidc/log-in.ts';
import type { StoredApiKey } from '../store/api-keys.ts';
import type { User } from '../store/users.ts';
import { html, type Html } from './html.ts';

export type Cluster = { name: string; version: string };
export type Message = { text: string; bad: boolean };
export type WaysIn = { providers: readonly { name: string; label: string }[]; password: boolean };

const security = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
};

const messageView = (message: Message | null): Html | null =>
  message && html`<section class="message ${message.bad && 'bad'}" role="${message.bad ? 'alert' : 'status'}"><p class="text">${message.text}</p></section>`;

/** The answer with the whole document; `message` stands above the content. */
export function document(cluster: Cluster, title: string, content: Html, more: { status?: number; message?: Message | null; cookies?: string[] } = {}): Answer {
  const whole = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${cluster.name}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <h1>${cluster.name}</h1>
          <p>Cluster, version ${cluster.version}</p>
        </header>
        <main>${messageView(more.message ?? null)}${content}</main>
      </body>
    </html>`;
  return { status: more.status ?? 200, headers: security, body: whole.text, ...(more.cookies ? { cookies: more.cookies } : {}) };
}

export function signInView({ providers, password }: WaysIn): Html {
  const none = providers.length === 0 && !password;
  return html`${
    providers.length > 0 &&
    html`<section>
      <h2>Sign in</h2>
      ${providers.map(({ name, label }) => html`<p><a class="button" href="/sign-in/${encodeURIComponent(name)}">Sign in with ${label}</a></p>`)}
    </section>`
  }
  ${
    password &&
    html`<section>
      <h2>Sign in with a password</h2>
      <form method="post" action="/sign-in">
        <label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="username" required /> <label for="password">Password</label
        ><input id="password" name="password" type="password" autocomplete="current-password" required /> <button>Sign in</button>
      </form>
    </section>`
  }
  ${
    none &&
    html`<section>
      <h2>Sign in</h2>
      <p>Nobody can sign in here at present.</p>
    </section>`
  }`;
}

const roleInWords = (roles: readonly GroupName[]): string =>
  roles.includes('HOPS_ADMIN') ? 'You are an administrator of this cluster (HOPS_ADMIN).' : 'You are an ordinary user of this cluster (HOPS_USER).';

export function homeView(user: User, roles: readonly GroupName[], keys: readonly StoredApiKey[]): Html {
  return html`<section>
      <h2>Hello ${user.firstName}</h2>
      <p>${roleInWords(roles)}</p>
      <p class="quiet">${user.email}</p>
      <form method="post" action="/sign-out"><button>Sign out</button></form>
    </section>
    <section>
      <h2>API keys</h2>
      <p class="quiet">A key acts for you from programs: projects, data sets, feature store, models, jobs. It never administers users.</p>
      ${
        keys.length > 0 &&
        html`<ul>
          ${keys.map(
            (key) =>
              html`<li>
                <span>${key.name} <span class="quiet">${key.prefix}… made ${key.createdAt.slice(0, 10)}</span></span>
                <form method="post" action="/api-keys/delete">
                  <input type="hidden" name="name" value="${key.name}" /><button class="plain" aria-label="Delete ${key.name}">Delete</button>
                </form>
              </li>`,
          )}
        </ul>`
      }
      <form method="post" action="/api-keys">
        <label for="name">Name of a new key</label><input id="name" name="name" type="text" maxlength="45" autocomplete="off" required />
        <button>Create key</button>
      </form>
    </section>`;
}

export const newKeyView = (name: string, key: string): Html =>
  html`<section class="message" role="status">
    <h2>The key ${name}</h2>
    <p>Copy it now. It is shown only this once.</p>
    <p><code>${key}</code></p>
  </section>`;

export const tryAgainView = (): Html =>
  html`<section>
    <p><a class="button" href="/">Back to the start</a></p>
  </section>`;

export function questionView(question: Question, state: string): Html {
  return html`<section>
    <h2>Before you come in</h2>
    <p>This cluster wants to keep your name (${question.givenName} ${question.surname}) and address.</p>
    <form method="post" action="/consent">
      <input type="hidden" name="state" value="${state}" />
      ${
        question.email.length > 1
          ? html`<label for="address">Address to use here</label
              ><select id="address" name="chosenEmail">
                ${question.email.map((email) => html`<option>${email}</option>`)}
              </select>`
          : null
      }
      <button>Agree and sign in</button>
    </form>
  </section>`;
}
