"use client";

import type { ComponentProps, MouseEvent } from "react";

/** A link within a room that is drawn on the device: nothing is asked of the server, the address alone changes. */
export function RoomLink({ href, onClick, ...rest }: ComponentProps<"a"> & { href: string }) {
  function go(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goInRoom(href);
  }
  return <a href={href} onClick={go} {...rest} />;
}

/** Goes to another place of the same room. */
export function goInRoom(href: string): void {
  window.history.pushState(null, "", href);
  window.scrollTo({ top: 0 });
}
