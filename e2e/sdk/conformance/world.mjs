// The data the operations are called with: a shop with customers, sales, a renewal and a debt, made through the public interface alone.
import { bank, stack, until } from "../stack.mjs";
import { plain, Refused } from "./wire.mjs";

const ADDRESS = { country: "US", line1: "1 Main Street", city: "Springfield", postal_code: "62701", state: "US-IL" };
const START = "2026-01-31T09:00:00Z";
const AFTER_A_MONTH = "2026-03-01T00:00:00Z";
/** What clients spell in different ways. */
const METADATA = { 9: true, 10: "ten", huge: 1e21, tiny: 1e-7 };

/** Money for one product; each is another amount, so that no two answers are alike by accident. */
const price = (amount) => [{ amount_type: "fixed", price_amount: amount, price_currency: "usd" }];

const commands = (world) => {
  const api = (method, path, body, query, token = world.token) => plain(stack.api, { method, path, body, query, token });
  // Where a busy machine answers that a change is still under way, it is waited for.
  const confirmed = async (checkout, body) => {
    const path = `/v1/checkouts/client/${checkout.client_secret}`;
    try {
      await plain(stack.api, { method: "POST", path: `${path}/confirm`, body });
    } catch (refused) {
      if (!(refused instanceof Refused) || refused.status !== 409) {
        throw refused;
      }
    }
    await until("the success of the checkout", async () => (await api("GET", `/v1/checkouts/${checkout.id}`)).status === "succeeded", 120);
  };
  let counted = 0;
  return {
    api,
    /** A name nobody else has, which begins with this word. */
    fresh: (word) => `${word}-${world.run}-${++counted}`,
    product: (values = {}) =>
      api("POST", "/v1/products/", { name: world.fresh("Product"), prices: price(1_000 + ++counted), ...values }),
    customer: (values = {}) =>
      api("POST", "/v1/customers/", { email: `${world.fresh("buyer")}@example.com`, name: "Ada Buyer", external_id: world.fresh("ext"), metadata: METADATA, ...values }),
    endpoint: (url = "https://receiver.example/hook") =>
      api("POST", "/v1/webhooks/endpoints", { url, format: "raw", events: ["product.created"] }),
    /** A paid checkout of a customer for a product, and what came of it. */
    sale: async (customer, product, card = "pm_card_visa") => {
      const checkout = await api("POST", "/v1/checkouts/", { products: [product.id], customer_id: customer.id });
      await confirmed(checkout, { customer_billing_address: ADDRESS, confirmation_token_id: await bank.tokenFor(card) });
      const [order] = (await api("GET", "/v1/orders/", undefined, { checkout_id: checkout.id })).items;
      const [subscription] = (await api("GET", "/v1/subscriptions/", undefined, { customer_id: customer.id })).items;
      return { checkout, order, subscription, customer };
    },
    session: async (customer, who = {}) => (await api("POST", "/v1/customer-sessions/", { customer_id: customer.id, ...who })).token,
    open: (product) => api("POST", "/v1/checkouts/", { products: [product.id] }),
    card: bank.tokenFor,
    approve: bank.approve,
  };
};

const onClock = async (world, clock) => {
  const customer = await world.customer();
  await world.api("POST", `/v1/test-clocks/${clock.id}/customers`, { customer_id: customer.id });
  return customer;
};

const advanced = async (world, clock, to) => {
  await world.api("POST", `/v1/test-clocks/${clock.id}/advance`, { frozen_time: to });
  await until(`the advance to ${to}`, async () => (await world.api("GET", `/v1/test-clocks/${clock.id}`)).status !== "advancing", 300);
  const { status, failure } = await world.api("GET", `/v1/test-clocks/${clock.id}`);
  if (status === "failed") {
    throw new Error(`the test clock failed: ${failure}`);
  }
};

/** The organization of the stack, and one made for this run: what belongs to the one is none of the other's. */
export const owners = async () => {
  const first = { token: stack.organizationToken, organizationId: stack.organizationId, slug: stack.organizationSlug };
  const asOwner = (method, path, body) => plain(stack.api, { method, path, body, token: stack.userToken });
  const slug = `second-${Date.now().toString(36)}`;
  const { id } = await asOwner("POST", "/v1/organizations/", { name: "Second Shop", slug });
  const { items } = await asOwner("GET", "/v1/organization-access-tokens/");
  const { scopes } = items.find((token) => token.organization_id === first.organizationId);
  const { token } = await asOwner("POST", "/v1/organization-access-tokens/", { organization_id: id, comment: "conformance", scopes });
  return [first, { token, organizationId: id, slug }];
};

/**
 * A shop in the organization of this owner.
 *
 * @param receiver address of the endpoint that is told of everything
 * @param events the types of event it is told of
 */
export const build = async (owner, receiver, events) => {
  const world = { ...owner, userToken: stack.userToken, run: `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}` };
  Object.assign(world, commands(world));
  world.listener = await world.api("POST", "/v1/webhooks/endpoints", { url: receiver.url, format: "raw", events });
  receiver.signedWith(world.listener.secret);
  world.monthly = await world.product({ recurring_interval: "month" });
  world.once = await world.product();
  const clock = await world.api("POST", "/v1/test-clocks/", { name: world.run, frozen_time: START });
  world.paying = await world.sale(await onClock(world, clock), world.monthly);
  world.owing = await world.sale(await onClock(world, clock), world.monthly);
  world.leaving = await world.sale(await onClock(world, clock), world.monthly);
  await bank.decline(await bank.buyerOf(world.owing.checkout.id));
  await advanced(world, clock, AFTER_A_MONTH);
  const debts = await world.api("GET", "/v1/orders/", undefined, { customer_id: world.owing.customer.id });
  world.owing.debt = debts.items.find((order) => order.status === "pending");
  world.payment = (await world.api("GET", "/v1/payments/", undefined, { customer_id: world.paying.customer.id })).items[0];
  world.portal = await world.session(world.paying.customer);
  world.owingPortal = await world.session(world.owing.customer);
  return world;
};
