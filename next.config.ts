import type { NextConfig } from "next";
import { IMPORT_BYTES_MAX } from "./lib/shared/transfer/format";

const config: NextConfig = {
  serverExternalPackages: ["@electric-sql/pglite", "sql.js"],
  transpilePackages: ["@tidemark/engine"],
  poweredByHeader: false,
  reactStrictMode: true,
  allowedDevOrigins: ["127.0.0.1"],
  // The proxy cuts longer bodies off; one byte more than an import may have lets the import itself say that it is too long.
  experimental: { proxyClientMaxBodySize: IMPORT_BYTES_MAX + 1 },
};

export default config;
