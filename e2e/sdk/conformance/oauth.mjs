// Applications that act for a person: registered, allowed on the consent page by somebody who signed in with a code from a mail, and given tokens.
import { stack, until } from "../stack.mjs";
import { plain } from "./wire.mjs";

const CALLBACK = "https://app.example/callback";
const SCOPE = "openid profile email user:read";

const post = async (path, body, cookies) => {
  const form = body instanceof URLSearchParams;
  const headers = { cookie: cookies.join("; "), ...(form ? {} : { "content-type": "application/json" }) };
  return fetch(stack.api + path, { method: "POST", redirect: "manual", headers, body: form ? body : JSON.stringify(body) });
};
const cookiesOf = (answer) => answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);

/** The cookies of a new person who has signed in. */
const signedIn = async (email) => {
  await post("/v1/login-code/request", { email }, []);
  const code = await until("the mail with the code", async () => {
    const messages = await plain(stack.inbox, { method: "GET", path: "/api/messages", query: { to: email } });
    return messages.length > 0 && /\b([A-Z0-9]{6})\b/.exec(messages[0].text)?.[1];
  }, 120);
  const answer = await post("/v1/login-code/authenticate", { email, code }, []);
  if (!answer.ok) {
    throw new Error(`the code was refused with ${answer.status}: ${await answer.text()}`);
  }
  return cookiesOf(answer);
};

const registration = (world) => ({
  client_name: world.fresh("App"), redirect_uris: [CALLBACK], token_endpoint_auth_method: "client_secret_post", default_sub_type: "user", scope: SCOPE,
});
const application = (world) => plain(stack.api, { method: "POST", path: "/v1/oauth2/register", body: registration(world) });
const request = (app) => ({ response_type: "code", client_id: app.client_id, redirect_uri: CALLBACK, scope: SCOPE, state: "here" });

/** A code for an application, from the consent page of a person who allows it. */
const allowed = async (world, app) => {
  const session = await signedIn(`${world.fresh("person")}@example.com`);
  const page = await fetch(`${stack.api}/oauth2/authorize?${new URLSearchParams(request(app))}`, { headers: { cookie: session.join("; ") } });
  const guard = /name="form_token" value="([^"]+)"/.exec(await page.text())?.[1];
  const form = new URLSearchParams({ ...request(app), form_token: guard, action: "allow" });
  const answer = await post("/oauth2/authorize", form, [...session, ...cookiesOf(page)]);
  const code = new URL(answer.headers.get("location")).searchParams.get("code");
  return new URLSearchParams({ grant_type: "authorization_code", client_id: app.client_id, client_secret: app.client_secret, code, redirect_uri: CALLBACK });
};
const granted = async (world, app) =>
  plain(stack.api, { method: "POST", path: "/v1/oauth2/token", body: await allowed(world, app) });

const anonymous = { token: undefined };
const registered = async (world) => {
  const app = await application(world);
  return { app, values: { token: app.registration_access_token, path: { client_id: app.client_id } } };
};
const ofToken = async (world) => {
  const app = await application(world);
  const { access_token: token } = await granted(world, app);
  return { ...anonymous, body: new URLSearchParams({ token, client_id: app.client_id, client_secret: app.client_secret }) };
};

/** The entries for these operations; see calls.mjs. `http` says why no client has a method that works. */
export const oauth = {
  "oauth2:clients:oauth2:create_client": (world) => ({ ...anonymous, body: registration(world) }),
  "oauth2:clients:oauth2:get_client": async (world) => (await registered(world)).values,
  "oauth2:clients:oauth2:update_client": async (world) => {
    const { app, values } = await registered(world);
    return { ...values, body: { ...registration(world), client_id: app.client_id } };
  },
  "oauth2:clients:oauth2:delete_client": async (world) => (await registered(world)).values,
  "oauth2:authorize": async (world) => ({ http: "they send no query", token: world.userToken, query: request(await application(world)) }),
  "oauth2:request_token": async (world) => ({ ...anonymous, body: await allowed(world, await application(world)) }),
  "oauth2:introspect_token": ofToken,
  "oauth2:revoke_token": ofToken,
  "oauth2:userinfo": async (world) => ({ token: (await granted(world, await application(world))).access_token }),
};
