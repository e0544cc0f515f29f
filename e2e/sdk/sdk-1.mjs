// The newest client behind the story's calls. It speaks the wire's snake_case; the story speaks camelCase as the older client does.
import { createPolar, webhooks } from "polar-1/2026-10";

const renamed = (value, rename) => {
  if (Array.isArray(value)) {
    return value.map((item) => renamed(item, rename));
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), renamed(item, rename)]));
};
const snake = (value) => renamed(value, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
const camel = (value) => renamed(value, (key) => key.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase()));

export const name = "1.0.1";
export const unknownEvents = [];
export const acceptedSignatures = { asText: true, asKey: true, forged: false };
export const verify = async (body, headers, secret) => camel(await webhooks.validateEvent(body, headers, secret));

export const connect = ({ api, organizationToken }) => {
  // A slow machine may take longer than the client's usual five seconds.
  const polar = createPolar({ accessToken: organizationToken, baseUrl: api, timeout: 20 });
  const all = async (list, query) => {
    const items = [];
    for await (const item of list(snake(query))) {
      items.push(camel(item));
    }
    return items;
  };
  const crud = (service) => ({
    create: async (body) => camel(await service.create(snake(body))),
    get: async (id) => camel(await service.get(id)),
    update: async (id, body) => camel(await service.update(id, snake(body))),
    list: (query) => all(service.iterList, query),
  });
  const portal = polar.customerPortal;
  return {
    products: crud(polar.products),
    customers: { ...crud(polar.customers), state: async (id) => camel(await polar.customers.getState(id)) },
    orders: crud(polar.orders),
    payments: crud(polar.payments),
    subscriptions: { ...crud(polar.subscriptions), revoke: async (id) => camel(await polar.subscriptions.revoke(id)) },
    checkouts: {
      ...crud(polar.checkouts),
      clientGet: async (secret) => camel(await polar.checkouts.clientGet(secret)),
      clientUpdate: async (secret, body) => camel(await polar.checkouts.clientUpdate(secret, snake(body))),
      clientConfirm: async (secret, body) => camel(await polar.checkouts.clientConfirm(secret, snake(body))),
    },
    endpoints: {
      create: async (body) => camel(await polar.webhooks.createWebhookEndpoint(snake(body))),
      list: () => all(polar.webhooks.iterListWebhookEndpoints, {}),
      deliveries: (endpointId) => all(polar.webhooks.iterListWebhookDeliveries, { endpointId, limit: 100 }),
      remove: (id) => polar.webhooks.deleteWebhookEndpoint(id),
    },
    session: async (customerId) => camel(await polar.customerSessions.create(snake({ customerId }))),
    portal: (accessToken) => ({
      paymentMethods: async () => camel((await portal.customers.listPaymentMethods({}, { accessToken })).items),
      addPaymentMethod: async (body) => camel(await portal.customers.addPaymentMethod(snake(body), { accessToken })),
      paymentStatus: async (order) => camel(await portal.orders.getPaymentStatus(order, { accessToken })),
      confirmPayment: async (order, body) => camel(await portal.orders.confirmRetryPayment(order, snake(body), { accessToken })),
    }),
  };
};
