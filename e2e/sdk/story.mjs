// The first sale and a year of renewals, played with an official client: node story.mjs STACK_JSON 1|049
import assert from "node:assert/strict";
import { bank, changed, clock, receive, stack, until } from "./stack.mjs";

const sdk = await import(`./sdk-${process.argv[3]}.mjs`);
const polar = sdk.connect(stack);
const run = `${Date.now().toString(36)}${process.pid}`;
const step = (what) => console.log(`[${sdk.name}] ${what}`);

const MONTHLY = 2_000;
const ONCE = 4_900;
const RENEWALS = 13;
const ADDRESS = { country: "US", line1: "1 Main Street", city: "Springfield", postalCode: "62701", state: "US-IL" };
// Spelled otherwise than JSON.stringify spells them, they would not pass the receiver.
const METADATA = { 9: true, 10: "ten", fraction: 0.1, huge: 1e21, plan: "pro/\u2028", tiny: 1e-7 };
const EVENTS = [
  "product.created", "product.updated", "customer.created", "customer.updated", "customer.state_changed", "checkout.created", "checkout.updated",
  "order.created", "order.updated", "order.paid", "subscription.created", "subscription.active", "subscription.updated", "subscription.cycled",
  "subscription.past_due", "subscription.canceled", "subscription.uncanceled", "subscription.revoked",
].filter((type) => !sdk.unknownEvents.includes(type));

const price = (priceAmount) => [{ amountType: "fixed", priceAmount, priceCurrency: "usd" }];
const succeeded = (checkout) =>
  until("the success of the checkout", async () => (await polar.checkouts.get(checkout.id)).status === "succeeded");
const ordersOf = (customer) => polar.orders.list({ customerId: customer.id, sorting: ["created_at"], limit: 5 });
const clientGet = (checkout) => () => polar.checkouts.clientGet(checkout.clientSecret);
const confirm = (checkout, body) =>
  changed(() => polar.checkouts.clientConfirm(checkout.clientSecret, body), clientGet(checkout), (state) => state.status !== "open");
const updated = (subscription, body, made) =>
  changed(() => polar.subscriptions.update(subscription.id, body), () => polar.subscriptions.get(subscription.id), made);
const instant = (time) => new Date(time).toISOString();

const catalog = async () => {
  const monthly = await polar.products.create({ name: `Monthly ${run}`, recurringInterval: "month", prices: price(MONTHLY) });
  const once = await polar.products.create({ name: `Once ${run}`, prices: price(ONCE) });
  assert.equal((await polar.products.update(once.id, { name: `Handbook ${run}` })).name, `Handbook ${run}`);
  assert.equal((await polar.products.get(monthly.id)).prices[0].priceAmount, MONTHLY);
  assert.deepEqual((await polar.products.list({ query: run })).map((product) => product.id).sort(), [monthly.id, once.id].sort());
  step("products: created, updated, read, listed");
  return { monthly, once };
};

const customerOnClock = async () => {
  const customer = await polar.customers.create({ email: `sdk+${run}@example.com`, name: "Ada", externalId: `ada-${run}`, metadata: METADATA });
  assert.deepEqual((await polar.customers.get(customer.id)).metadata, METADATA);
  assert.equal((await polar.customers.update(customer.id, { name: "Ada Lovelace" })).name, "Ada Lovelace");
  assert.equal((await polar.customers.list({ email: customer.email })).length, 1);
  assert.deepEqual((await polar.customers.state(customer.id)).activeSubscriptions, []);
  const time = await clock.create(`SDK ${run}`, "2026-01-31T09:00:00Z");
  await clock.attach(time.id, customer.id);
  step("customer: created, updated, put on a test clock");
  return { customer, time };
};

const subscribe = async (customer, product) => {
  const checkout = await polar.checkouts.create({ products: [product.id], customerId: customer.id });
  assert.equal(checkout.status, "open");
  assert.equal(checkout.totalAmount, MONTHLY);
  assert.equal((await polar.checkouts.clientGet(checkout.clientSecret)).product.id, product.id);
  const addressed = await changed(
    () => polar.checkouts.clientUpdate(checkout.clientSecret, { customerBillingAddress: ADDRESS }),
    clientGet(checkout),
    (state) => state.customerBillingAddress,
  );
  assert.equal(addressed.customerBillingAddress.city, "Springfield");
  await confirm(checkout, { confirmationTokenId: await bank.tokenFor("pm_card_visa") });
  await succeeded(checkout);
  assert.equal((await polar.checkouts.list({ customerId: customer.id })).length, 1);
  const [subscription, ...others] = await polar.subscriptions.list({ customerId: customer.id });
  assert.equal(others.length, 0);
  assert.equal(subscription.status, "active");
  assert.equal(instant(subscription.currentPeriodEnd), "2026-02-28T09:00:00.000Z");
  assert.equal((await polar.customers.state(customer.id)).activeSubscriptions.length, 1);
  step("checkout: created, read and updated by the buyer, paid; the subscription is active");
  return { subscription, atBank: await bank.buyerOf(checkout.id) };
};

const buyWithAuthentication = async (product) => {
  const checkout = await polar.checkouts.create({ products: [product.id] });
  const confirmed = await confirm(checkout, {
    customerEmail: `walk-in+${run}@example.com`,
    customerName: "Chen",
    customerBillingAddress: ADDRESS,
    confirmationTokenId: await bank.tokenFor("pm_card_threeDSecure2Required"),
  });
  assert.equal(confirmed.status, "confirmed");
  const metadata = confirmed.paymentProcessorMetadata;
  assert.equal(metadata.intentStatus ?? metadata.intent_status, "requires_action");
  await bank.approve(metadata.intentClientSecret ?? metadata.intent_client_secret);
  await succeeded(checkout);
  const [order] = await polar.orders.list({ checkoutId: checkout.id });
  assert.equal(order.status, "paid");
  assert.equal(order.totalAmount, ONCE);
  assert.equal(order.billingReason, "purchase");
  step("a walk-in buyer paid once, through 3-D Secure");
};

const aYear = async (time, customer, subscription) => {
  await clock.advance(time.id, "2027-03-01T00:00:00Z");
  const orders = await ordersOf(customer);
  assert.equal(orders.length, RENEWALS + 1);
  assert.ok(orders.every((order) => order.status === "paid" && order.totalAmount === MONTHLY));
  assert.deepEqual(orders.slice(0, 4).map((order) => instant(order.createdAt).slice(0, 10)), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
  assert.deepEqual(orders.map((order) => order.billingReason), ["subscription_create", ...Array(RENEWALS).fill("subscription_cycle")]);
  assert.equal((await polar.orders.get(orders[1].id)).subscriptionId, subscription.id);
  const payments = await polar.payments.list({ customerId: customer.id, limit: 100 });
  assert.equal(payments.length, RENEWALS + 1);
  assert.ok(payments.every((payment) => payment.status === "succeeded" && payment.amount === MONTHLY));
  assert.equal((await polar.payments.get(payments[0].id)).id, payments[0].id);
  step("13 renewals, each an order and a payment");
};

const changesOfMind = async (subscription) => {
  const canceled = await updated(
    subscription,
    { cancelAtPeriodEnd: true, customerCancellationReason: "unused" },
    (state) => state.cancelAtPeriodEnd,
  );
  assert.equal(canceled.status, "active");
  assert.equal(canceled.cancelAtPeriodEnd, true);
  assert.equal(instant(canceled.endsAt), instant(canceled.currentPeriodEnd));
  const kept = await updated(subscription, { cancelAtPeriodEnd: false }, (state) => !state.cancelAtPeriodEnd);
  assert.equal(kept.cancelAtPeriodEnd, false);
  assert.equal(kept.endsAt, null);
  step("canceled at period end, and not");
};

const recover = async (time, customer, subscription, atBank) => {
  await bank.decline(atBank);
  await clock.advance(time.id, "2027-03-31T12:00:00Z");
  assert.equal((await polar.subscriptions.get(subscription.id)).status, "past_due");
  const owed = (await ordersOf(customer)).at(-1);
  assert.equal(owed.status, "pending");
  const portal = polar.portal((await polar.session(customer.id)).token);
  assert.equal((await portal.paymentStatus(owed.id)).status, "failed");
  const paid = await changed(
    async () => portal.confirmPayment(owed.id, { confirmationTokenId: await bank.tokenFor("pm_card_mastercard") }),
    () => portal.paymentStatus(owed.id),
    (state) => state.status === "succeeded",
  );
  assert.equal(paid.status, "succeeded");
  await until("the recovery", async () => (await polar.subscriptions.get(subscription.id)).status === "active");
  assert.equal((await polar.orders.get(owed.id)).status, "paid");
  const added = await portal.addPaymentMethod({
    confirmationTokenId: await bank.tokenFor("pm_card_amex"), setDefault: true, returnUrl: "https://shop.example/portal",
  });
  assert.equal(added.status, "succeeded");
  const brands = (await portal.paymentMethods()).map((method) => method.methodMetadata.brand).sort();
  assert.deepEqual(brands, ["amex", "mastercard", "visa"]);
  step("declined, past due, paid in the portal with a new card, active again");
};

const end = async (customer, subscription) => {
  const revoked = await changed(
    () => polar.subscriptions.revoke(subscription.id),
    () => polar.subscriptions.get(subscription.id),
    (state) => state.status === "canceled",
  );
  assert.equal(revoked.status, "canceled");
  assert.ok(revoked.endedAt);
  assert.deepEqual((await polar.customers.state(customer.id)).activeSubscriptions, []);
  step("revoked");
};

const checkWebhooks = async (receiver, endpoint, subscription) => {
  const typesOf = () => receiver.events.filter((event) => event.data.id === subscription.id && event.type !== "subscription.updated").map((event) => event.type);
  await until("the last webhook", async () => receiver.problems.length > 0 || typesOf().includes("subscription.revoked"));
  if (receiver.problems.length > 0) {
    throw new Error(`${receiver.problems.length} webhooks were refused by the client`, { cause: receiver.problems[0] });
  }
  const expected = [
    "subscription.created", "subscription.active", ...Array(RENEWALS).fill("subscription.cycled"), "subscription.canceled", "subscription.uncanceled",
    "subscription.cycled", "subscription.past_due", "subscription.active", "subscription.canceled", "subscription.revoked",
  ].filter((type) => EVENTS.includes(type));
  assert.deepEqual(typesOf(), expected);
  const created = receiver.events.filter((event) => event.type === "order.created" && event.data.subscriptionId === subscription.id);
  const periods = created.map((event) => instant(event.data.createdAt));
  assert.equal(periods.length, RENEWALS + 2);
  assert.deepEqual(periods, [...periods].sort());
  const seen = new Set(receiver.events.map((event) => event.type));
  assert.deepEqual(EVENTS.filter((type) => !seen.has(type)), []);
  assert.deepEqual(receiver.accepted, sdk.acceptedSignatures);
  const deliveries = await polar.endpoints.deliveries(endpoint.id);
  assert.ok(deliveries.length >= receiver.events.length - 1 && deliveries.every((delivery) => delivery.succeeded));
  step(`${receiver.events.length} webhooks, verified and in order`);
};

const receiver = await receive(sdk.verify);
const endpoint = await polar.endpoints.create({ url: receiver.url, format: "raw", events: EVENTS });
receiver.secret = endpoint.secret;
try {
  assert.ok((await polar.endpoints.list()).some((other) => other.id === endpoint.id));
  const { monthly, once } = await catalog();
  const { customer, time } = await customerOnClock();
  const { subscription, atBank } = await subscribe(customer, monthly);
  await buyWithAuthentication(once);
  await aYear(time, customer, subscription);
  await changesOfMind(subscription);
  await recover(time, customer, subscription, atBank);
  await end(customer, subscription);
  await checkWebhooks(receiver, endpoint, subscription);
} finally {
  await polar.endpoints.remove(endpoint.id);
  receiver.close();
}
