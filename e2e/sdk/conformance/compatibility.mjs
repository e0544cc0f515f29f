export const compatibility = async () => [];
