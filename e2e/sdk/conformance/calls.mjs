// How each operation is called: an entry per operation, a function of the world to the values of one call as the wire has them.
// `token` says who calls, when it is not the owner of the world; `portal` how the portal's client passes it. An entry makes what it changes or ends.
import { createHash } from "node:crypto";
import { oauth } from "./oauth.mjs";

const PORTAL = { portal: "customerSession" };
const asBuyer = (world) => ({ ...PORTAL, token: world.portal });
const asDebtor = (world) => ({ ...PORTAL, token: world.owingPortal });
const anonymous = { token: undefined };

const products = {
  "products:list": (world) => ({ query: { id: [world.monthly.id, world.once.id] } }),
  "products:create": (world) => ({
    body: { name: world.fresh("Created"), metadata: { of: world.run }, prices: [{ amount_type: "fixed", price_amount: 700, price_currency: "usd" }] },
  }),
  "products:get": (world) => ({ path: { id: world.monthly.id } }),
  "products:update": (world) => ({ path: { id: world.once.id }, body: { name: world.fresh("Renamed") } }),
};

const customers = {
  "customers:list": (world) => ({ query: { email: world.paying.customer.email } }),
  "customers:create": (world) => ({
    body: {
      email: `${world.fresh("new")}@example.com`, name: "Ada", external_id: world.fresh("ext"), metadata: { of: world.run },
      billing_address: { country: "DE", city: "Berlin", postal_code: "10115", line1: "Hauptstrasse 1" },
    },
  }),
  "customers:get": (world) => ({ path: { id: world.paying.customer.id } }),
  "customers:get_external": (world) => ({ path: { external_id: world.paying.customer.external_id } }),
  "customers:update": async (world) => ({ path: { id: (await world.customer()).id }, body: { name: world.fresh("Name") } }),
  "customers:update_external": async (world) => ({
    path: { external_id: (await world.customer()).external_id }, body: { name: world.fresh("Name"), metadata: { changed: true } },
  }),
  "customers:delete": async (world) => ({ path: { id: (await world.customer()).id } }),
  "customers:delete_external": async (world) => ({ path: { external_id: (await world.customer()).external_id } }),
  "customers:get_state": (world) => ({ path: { id: world.paying.customer.id } }),
  "customers:get_state_external": (world) => ({ path: { external_id: world.paying.customer.external_id } }),
  "customers:list_payment_methods": (world) => ({ path: { id: world.paying.customer.id } }),
  "customers:list_payment_methods_external": (world) => ({ path: { external_id: world.paying.customer.external_id } }),
  "customers:export": () => ({}),
  "customer-sessions:create": (world) => ({ body: { customer_id: world.paying.customer.id, return_url: "https://shop.example/account" } }),
};

const memberOf = async (world) => {
  const customer = await world.customer({ type: "team", owner: { email: `${world.fresh("owner")}@example.com`, external_id: world.fresh("owner") } });
  const member = await world.api("POST", `/v1/customers/${customer.id}/members`, {
    email: `${world.fresh("member")}@example.com`, name: "Lin", external_id: world.fresh("member"), role: "member",
  });
  return { customer, member };
};
const one = ({ customer, member }) => ({ path: { id: customer.id, member_id: member.id } });
const outside = ({ customer, member }) => ({ path: { external_id: customer.external_id, member_external_id: member.external_id } });
const newMember = (world) => ({ email: `${world.fresh("added")}@example.com`, name: "Sam", external_id: world.fresh("added"), role: "billing_manager" });
const members = {
  "members:list_members": async (world) => ({ query: { customer_id: (await memberOf(world)).customer.id } }),
  "customers:members:create": async (world) => ({ path: { id: (await memberOf(world)).customer.id }, body: newMember(world) }),
  "customers:members:create_external": async (world) => ({ path: { external_id: (await memberOf(world)).customer.external_id }, body: newMember(world) }),
  "customers:members:get": async (world) => one(await memberOf(world)),
  "customers:members:get_external": async (world) => outside(await memberOf(world)),
  "customers:members:update": async (world) => ({ ...one(await memberOf(world)), body: { name: world.fresh("Name") } }),
  "customers:members:update_external": async (world) => ({ ...outside(await memberOf(world)), body: { role: "billing_manager" } }),
  "customers:members:delete": async (world) => one(await memberOf(world)),
  "customers:members:delete_external": async (world) => outside(await memberOf(world)),
};

const checkouts = {
  "checkouts:list": (world) => ({ query: { customer_id: world.paying.customer.id } }),
  "checkouts:create": (world) => ({ body: { products: [world.once.id, world.monthly.id], metadata: { of: world.run } } }),
  "checkouts:get": (world) => ({ path: { id: world.paying.checkout.id } }),
  "checkouts:update": async (world) => ({ path: { id: (await world.open(world.once)).id }, body: { customer_email: `${world.fresh("known")}@example.com` } }),
  "checkouts:client_get": async (world) => ({ ...anonymous, path: { client_secret: (await world.open(world.once)).client_secret } }),
  "checkouts:client_update": async (world) => ({
    ...anonymous, path: { client_secret: (await world.open(world.once)).client_secret }, body: { customer_billing_address: { country: "FR" } },
  }),
  "checkouts:client_confirm": async (world) => ({
    ...anonymous,
    path: { client_secret: (await world.open(world.once)).client_secret },
    body: {
      customer_email: `${world.fresh("walk-in")}@example.com`, customer_name: "Chen", confirmation_token_id: await world.card("pm_card_visa"),
      customer_billing_address: { country: "US", line1: "1 Main Street", city: "Springfield", postal_code: "62701", state: "US-IL" },
    },
  }),
};

const sales = {
  "orders:list": (world) => ({ query: { customer_id: world.paying.customer.id, sorting: ["created_at"] } }),
  "orders:get": (world) => ({ path: { id: world.paying.order.id } }),
  "payments:list": (world) => ({ query: { customer_id: [world.paying.customer.id, world.owing.customer.id] } }),
  "payments:get": (world) => ({ path: { id: world.payment.id } }),
  "subscriptions:list": (world) => ({ query: { customer_id: world.paying.customer.id } }),
  "subscriptions:get": (world) => ({ path: { id: world.paying.subscription.id } }),
  "subscriptions:update": async (world) => {
    const path = `/v1/subscriptions/${world.paying.subscription.id}`;
    // There and back first: the withdrawal is an event of its own.
    await world.api("PATCH", path, { cancel_at_period_end: true });
    await world.api("PATCH", path, { cancel_at_period_end: false });
    return { path: { id: world.paying.subscription.id }, body: { cancel_at_period_end: true, customer_cancellation_reason: "unused" } };
  },
  "subscriptions:revoke": async (world) => ({ path: { id: (await world.sale(await world.customer(), world.monthly)).subscription.id } }),
};

const endpoint = async (world) => ({ path: { id: (await world.endpoint()).id } });
const webhooks = {
  "webhooks:list_webhook_endpoints": () => ({}),
  "webhooks:create_webhook_endpoint": (world) => ({
    body: { url: `https://receiver.example/${world.fresh("hook")}`, format: "raw", events: ["order.paid", "product.updated"] },
  }),
  "webhooks:get_webhook_endpoint": (world) => ({ path: { id: world.listener.id } }),
  "webhooks:update_webhook_endpoint": async (world) => ({ ...(await endpoint(world)), body: { events: ["customer.created"], enabled: false } }),
  "webhooks:reset_webhook_endpoint_secret": endpoint,
  "webhooks:delete_webhook_endpoint": endpoint,
  "webhooks:list_webhook_deliveries": (world) => ({ query: { endpoint_id: world.listener.id } }),
  "webhooks:redeliver_webhook_event": async (world) => {
    const { items } = await world.api("GET", "/v1/webhooks/deliveries", undefined, { endpoint_id: world.listener.id });
    return { path: { id: items[0].webhook_event.id } };
  },
};

const portal = {
  "customer_portal:customers:get": (world) => asBuyer(world),
  "customer_portal:customers:update": (world) => ({ ...asBuyer(world), body: { billing_name: world.fresh("Billed") } }),
  "customer_portal:customers:list_payment_methods": (world) => asBuyer(world),
  "customer_portal:customers:add_payment_method": async (world) => ({
    ...asBuyer(world),
    body: { confirmation_token_id: await world.card("pm_card_amex"), set_default: false, return_url: "https://shop.example/portal" },
  }),
  "customer_portal:customers:confirm_payment_method": async (world) => {
    const confirmation = await world.card("pm_card_threeDSecure2Required");
    const added = await world.api("POST", "/v1/customer-portal/customers/me/payment-methods", {
      confirmation_token_id: confirmation, set_default: false, return_url: "https://shop.example/portal",
    }, undefined, world.portal);
    await world.approve(added.client_secret);
    return { ...asBuyer(world), body: { setup_intent_id: added.client_secret.split("_secret_")[0], set_default: false } };
  },
  "customer_portal:customers:delete_payment_method": async (world) => {
    const { items } = await world.api("GET", "/v1/customer-portal/customers/me/payment-methods", undefined, undefined, world.portal);
    return { ...asBuyer(world), path: { id: items.at(-1).id } };
  },
  "customer_portal:customers:request_email_update": (world) => ({ ...asBuyer(world), body: { email: `${world.fresh("moved")}@example.com` } }),
  "customer_portal:customer-session:introspect": (world) => asBuyer(world),
  "customer_portal:customer-session:get_authenticated_user": (world) => asBuyer(world),
  "customer_portal:organizations:get": (world) => ({ ...anonymous, portal: undefined, path: { slug: world.slug } }),
  "customer_portal:orders:list": (world) => asBuyer(world),
  "customer_portal:orders:get": (world) => ({ ...asBuyer(world), path: { id: world.paying.order.id } }),
  "customer_portal:orders:get_payment_status": (world) => ({ ...asDebtor(world), path: { id: world.owing.debt.id } }),
  "customer_portal:orders:confirm_retry_payment": async (world) => ({
    ...asDebtor(world), path: { id: world.owing.debt.id }, body: { confirmation_token_id: await world.card("pm_card_mastercard") },
  }),
  "customer_portal:subscriptions:list": (world) => asBuyer(world),
  "customer_portal:subscriptions:get": (world) => ({ ...asBuyer(world), path: { id: world.paying.subscription.id } }),
};

/** A team in the portal, as its owner, with a member. */
const team = async (world) => {
  const { customer, member } = await memberOf(world);
  const owner = (await world.api("GET", `/v1/customers/${customer.id}/members?role=owner`)).items[0];
  return { member, as: { token: await world.session(customer, { member_id: owner.id }) } };
};
const portalMembers = {
  "customer_portal:members:list_members": async (world) => (await team(world)).as,
  "customer_portal:members:add_member": async (world) => ({ ...(await team(world)).as, body: { email: `${world.fresh("added")}@example.com`, name: "Sam" } }),
  "customer_portal:members:update_member": async (world) => {
    const { member, as } = await team(world);
    return { ...as, path: { id: member.id }, body: { role: "billing_manager" } };
  },
  "customer_portal:members:remove_member": async (world) => {
    const { member, as } = await team(world);
    return { ...as, path: { id: member.id } };
  },
};

const organizations = {
  "organizations:list": (world) => ({ query: { slug: world.slug } }),
  "organizations:create": (world) => ({ token: world.userToken, body: { name: "Another", slug: world.fresh("another") } }),
  "organizations:get": (world) => ({ path: { id: world.organizationId } }),
  "organizations:update": (world) => ({ path: { id: world.organizationId }, body: { website: `https://${world.fresh("shop")}.example/` } }),
};

const field = (world) =>
  world.api("POST", "/v1/custom-fields/", { type: "text", slug: world.fresh("field"), name: "Your name", properties: { max_length: 40 } });
const customFields = {
  "custom-fields:list": async (world) => ({ query: { query: (await field(world)).slug } }),
  "custom-fields:create": (world) => ({
    body: {
      type: "select", slug: world.fresh("choice"), name: "Size", properties: { options: [{ value: "s", label: "Small" }, { value: "l", label: "Large" }] },
    },
  }),
  "custom-fields:get": async (world) => ({ path: { id: (await field(world)).id } }),
  "custom-fields:update": async (world) => ({ path: { id: (await field(world)).id }, body: { type: "text", name: world.fresh("Name") } }),
  "custom-fields:delete": async (world) => ({ path: { id: (await field(world)).id } }),
};

const sum = (content) => createHash("sha256").update(content).digest("base64");
const announced = (world) => {
  const content = world.fresh("content of a file");
  const body = {
    service: "downloadable", name: `${world.fresh("notes")}.txt`, mime_type: "text/plain", size: content.length, checksum_sha256_base64: sum(content),
    upload: { parts: [{ number: 1, chunk_start: 0, chunk_end: content.length, checksum_sha256_base64: sum(content) }] },
  };
  return { content, body };
};
const sent = async (world) => {
  const { content, body } = announced(world);
  const file = await world.api("POST", "/v1/files/", body);
  const [part] = file.upload.parts;
  const answer = await fetch(part.url, { method: "PUT", headers: part.headers, body: content });
  if (!answer.ok) {
    throw new Error(`the part was refused with ${answer.status}: ${await answer.text()}`);
  }
  const parts = [{ number: 1, checksum_etag: answer.headers.get("etag"), checksum_sha256_base64: sum(content) }];
  return { file, completed: { id: file.upload.id, path: file.upload.path, parts } };
};
const uploaded = async (world) => {
  const { file, completed } = await sent(world);
  return world.api("POST", `/v1/files/${file.id}/uploaded`, completed);
};
const files = {
  "files:list": async (world) => ({ query: { ids: [(await uploaded(world)).id] } }),
  "files:create": (world) => ({ body: announced(world).body }),
  "files:uploaded": async (world) => {
    const { file, completed } = await sent(world);
    return { path: { id: file.id }, body: completed };
  },
  "files:update": async (world) => ({ path: { id: (await uploaded(world)).id }, body: { name: `${world.fresh("renamed")}.txt`, version: "2" } }),
  "files:delete": async (world) => ({ path: { id: (await uploaded(world)).id } }),
};

/** The entries by operation. */
export const calls = new Map(
  Object.entries({ ...products, ...customers, ...members, ...checkouts, ...sales, ...webhooks, ...portal, ...portalMembers, ...organizations, ...customFields, ...files, ...oauth }),
);

/** The types of event that a world and its calls must have raised. */
export const raised = [
  "product.created", "product.updated", "customer.created", "customer.updated", "customer.state_changed", "checkout.created", "checkout.updated",
  "order.created", "order.updated", "order.paid", "subscription.created", "subscription.active", "subscription.updated", "subscription.cycled",
  "subscription.past_due", "subscription.canceled", "subscription.uncanceled", "subscription.revoked",
  "customer.deleted", "member.created", "member.updated", "member.deleted", "organization.updated",
];
