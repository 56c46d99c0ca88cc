import Link from "next/link";
import type { ComponentProps } from "react";

type Weight = "primary" | "plain" | "quiet";

const BASE =
  "inline-flex min-h-[32px] items-center justify-center gap-8 whitespace-nowrap rounded px-12 py-4 font-semibold text-base no-underline disabled:opacity-55";

const WEIGHTS: Record<Weight, string> = {
  primary: "bg-tide text-on-tide hover:brightness-110 border border-transparent",
  plain: "border border-line-strong bg-raised text-ink hover:border-ink-2",
  quiet: "border border-transparent text-ink-2 hover:text-ink",
};

/** A button; `primary` is the one obvious next step of a page. */
export function Button({
  weight = "plain",
  className = "",
  type = "button",
  ...rest
}: ComponentProps<"button"> & { weight?: Weight }) {
  return <button type={type} className={`${BASE} ${WEIGHTS[weight]} ${className}`} {...rest} />;
}

/** A link that looks like a button, for steps that lead to another page. */
export function ButtonLink({
  weight = "plain",
  className = "",
  ...rest
}: ComponentProps<typeof Link> & { weight?: Weight }) {
  return <Link className={`${BASE} ${WEIGHTS[weight]} ${className}`} {...rest} />;
}
