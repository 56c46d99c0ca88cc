"use client";

import { Button } from "@/components/ui/button";

/** What a page shows when it could not be drawn; what was typed stays where it was saved. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="page" role="alert">
      <h1 className="question">This page could not be drawn.</h1>
      <p className="prose mt-12">
        Nothing that you saved is lost. Try again; if it comes back, restart the server and look at its log
        {error.digest ? ` for ${error.digest}` : ""}.
      </p>
      <p className="mt-24">
        <Button weight="primary" onClick={reset}>
          Try again
        </Button>
      </p>
    </div>
  );
}
