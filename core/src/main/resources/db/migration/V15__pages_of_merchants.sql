-- Browsers ask for each call from a page of another origin whether any merchant has named that page.
create index organization_embed_hosts on organization using gin (embed_hosts);
