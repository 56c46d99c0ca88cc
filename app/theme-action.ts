"use server";

import { cookies } from "next/headers";
import { parseTheme, THEME_COOKIE } from "@/lib/shared/theme";

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Keeps the chosen theme in a cookie, so that the server draws the page in it at once. */
export async function chooseTheme(form: FormData): Promise<void> {
  const jar = await cookies();
  jar.set(THEME_COOKIE, parseTheme(form.get("theme")), {
    maxAge: ONE_YEAR_SECONDS,
    sameSite: "lax",
    httpOnly: true,
    path: "/",
  });
}
