// The last client of the generation before, which parses every answer and every webhook strictly.
import { Polar } from "polar-049";
import { validateEvent } from "polar-049/webhooks";

export const name = "0.49.0";
/** Its webhook parser refuses them. */
export const unknownEvents = ["subscription.cycled"];
export const acceptedSignatures = { asText: true, asKey: false, forged: false };
export const verify = async (body, headers, secret) => validateEvent(body, headers, secret);

export const connect = ({ api, organizationToken }) => {
  const polar = new Polar({ accessToken: organizationToken, serverURL: api });
  const all = async (pages) => {
    const items = [];
    for await (const page of await pages) {
      items.push(...page.result.items);
    }
    return items;
  };
  const crud = (service, updateKey) => ({
    create: (body) => service.create(body),
    get: (id) => service.get({ id }),
    update: (id, body) => service.update({ id, [updateKey]: body }),
    list: (query) => all(service.list(query)),
  });
  const { polarCustomers, polarOrders, customers, orders } = polar.customerPortal;
  const portalCustomers = customers ?? polarCustomers;
  const portalOrders = orders ?? polarOrders;
  return {
    products: crud(polar.products, "productUpdate"),
    customers: { ...crud(polar.customers, "customerUpdate"), state: (id) => polar.customers.getState({ id }) },
    orders: crud(polar.orders, "orderUpdate"),
    payments: crud(polar.payments),
    subscriptions: { ...crud(polar.subscriptions, "subscriptionUpdate"), revoke: (id) => polar.subscriptions.revoke({ id }) },
    checkouts: {
      ...crud(polar.checkouts, "checkoutUpdate"),
      clientGet: (clientSecret) => polar.checkouts.clientGet({ clientSecret }),
      clientUpdate: (clientSecret, checkoutUpdatePublic) => polar.checkouts.clientUpdate({ clientSecret, checkoutUpdatePublic }),
      clientConfirm: (clientSecret, checkoutConfirmStripe) => polar.checkouts.clientConfirm({ clientSecret, checkoutConfirmStripe }),
    },
    endpoints: {
      create: (body) => polar.webhooks.createWebhookEndpoint(body),
      list: () => all(polar.webhooks.listWebhookEndpoints({})),
      deliveries: (endpointId) => all(polar.webhooks.listWebhookDeliveries({ endpointId, limit: 100 })),
      remove: (id) => polar.webhooks.deleteWebhookEndpoint({ id }),
    },
    session: (customerId) => polar.customerSessions.create({ customerId }),
    portal: (customerSession) => ({
      paymentMethods: () => all(portalCustomers.listPaymentMethods({ customerSession }, {})),
      addPaymentMethod: (body) => portalCustomers.addPaymentMethod({ customerSession }, body),
      paymentStatus: (id) => portalOrders.getPaymentStatus({ customerSession }, { id }),
      confirmPayment: (id, customerOrderConfirmPayment) => portalOrders.confirmRetryPayment({ customerSession }, { id, customerOrderConfirmPayment }),
    }),
  };
};
