/** The address of an OpenAI-compatible endpoint that a learner has chosen, and which origin the pages may therefore ask. */

/** Set by the page, read by the server for the security policy: the origin and nothing else, never the key. */
export const OPINION_COOKIE_NAME = "tidemark_opinion_origin";

const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];
const PATH = "/chat/completions";

export type EndpointResult =
  | { readonly ok: true; readonly url: string; readonly origin: string }
  | { readonly ok: false; readonly message: string };

/**
 * Reads what was typed as the base address, such as https://api.example.com/v1, and gives the address that answers are
 * posted to. Only https is taken, or http on this machine, because the key travels with each request.
 */
export function readEndpoint(text: string): EndpointResult {
  const trimmed = text.trim().replace(/\/+$/, "");
  if (trimmed === "")
    return { ok: false, message: "Write the address of the endpoint, such as https://api.example.com/v1." };
  if (!URL.canParse(trimmed)) {
    return { ok: false, message: "That is no address. Write it whole, such as https://api.example.com/v1." };
  }
  const url = new URL(trimmed);
  if (url.username !== "" || url.password !== "") {
    return { ok: false, message: "Leave the password out of the address; the key has a field of its own." };
  }
  if (!isTrusted(url)) {
    return {
      ok: false,
      message: "Use https. Plain http is taken only for localhost, because the key would be readable.",
    };
  }
  if (url.search !== "" || url.hash !== "")
    return { ok: false, message: "Leave out what follows ? or # in the address." };
  return { ok: true, url: trimmed.endsWith(PATH) ? trimmed : `${trimmed}${PATH}`, origin: url.origin };
}

/** The origin that a cookie names, when it is exactly one origin that may be asked; null for anything else. */
export function readOpinionOrigin(cookie: string | undefined): string | null {
  if (cookie === undefined || cookie.length > 200 || !URL.canParse(cookie)) return null;
  const url = new URL(cookie);
  // Only letters, digits, dots, hyphens, brackets and colons stand in an origin, so that nothing else gets into a header.
  const isPlain = /^https?:\/\/[a-z0-9.:[\]-]+$/.test(cookie);
  return isPlain && url.origin === cookie && isTrusted(url) ? cookie : null;
}

function isTrusted({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && LOCAL_HOSTS.includes(hostname));
}
