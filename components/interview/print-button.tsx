"use client";

import { Button } from "@/components/ui/button";

/** Opens the browser's print dialog; the page has a print form of its own. */
export function PrintButton() {
  return <Button onClick={() => window.print()}>Print</Button>;
}
