import "client-only";
import { OPINION_COOKIE_NAME, readEndpoint } from "@/lib/shared/second-opinion/endpoint";

/** Where a second opinion comes from. It lies in this browser only; nothing of it but the origin reaches the server. */
export interface OpinionSettings {
  /** The base address as it was typed. */
  readonly address: string;
  readonly model: string;
  /** May be empty, for endpoints on the own machine. */
  readonly key: string;
}

const STORAGE_KEY = "tidemark.second-opinion";
const YEAR_SECONDS = 31_536_000;

/** The settings as stored text, which only changes when they do; null when there are none or storage is closed. */
export function storedOpinionSettings(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** Reads the stored text; null when the second opinion is off. */
export function parseOpinionSettings(stored: string | null): OpinionSettings | null {
  try {
    const value = JSON.parse(stored ?? "null") as Partial<Record<keyof OpinionSettings, unknown>> | null;
    const { address, model, key } = value ?? {};
    if (typeof address !== "string" || typeof model !== "string" || typeof key !== "string") return null;
    return { address, model, key };
  } catch {
    return null;
  }
}

/**
 * Keeps the settings and lets pages that are loaded from now on ask the endpoint. Throws when the browser refuses to
 * store them.
 */
export function keepOpinionSettings(settings: OpinionSettings): void {
  const endpoint = readEndpoint(settings.address);
  if (!endpoint.ok) throw new Error(endpoint.message);
  localStorage.setItem(STORAGE_KEY, JSON.stringify(settings));
  setOriginCookie(endpoint.origin, YEAR_SECONDS);
}

/** Turns the second opinion off: the key is forgotten, and pages may ask no one but their own server again. */
export function dropOpinionSettings(): void {
  localStorage.removeItem(STORAGE_KEY);
  setOriginCookie("", 0);
}

function setOriginCookie(origin: string, maxAgeSeconds: number): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${OPINION_COOKIE_NAME}=${origin}; Path=/; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure}`;
}
