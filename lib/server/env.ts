import "server-only";
import path from "node:path";
import { z } from "zod";

const environmentSchema = z.object({
  /** postgresql://... ; without it the embedded database in the data directory is used. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, "expected postgresql://user:password@host:port/name")
    .optional(),
  /** Where the embedded database and the generated secret live; relative to the working directory. */
  TIDEMARK_DATA_DIR: z.string().min(1).default(".data"),
  /** Signs the profile cookie; generated once into the data directory when it is not given. */
  TIDEMARK_SECRET: z.string().min(32, "expected at least 32 characters").optional(),
  /** Says that the server is reached by https only, so the cookie is sent over https only. */
  TIDEMARK_HTTPS_ONLY: z.enum(["0", "1"]).default("0"),
  /** For tests only: lets each request tell the server its moment. Never set it where people study. */
  TIDEMARK_TEST_CLOCK: z.enum(["0", "1"]).default("0"),
});

/** What the server takes from its environment, checked. */
export interface Environment {
  databaseUrl: string | null;
  /** Absolute. */
  dataDirectory: string;
  secret: string | null;
  httpsOnly: boolean;
  testClock: boolean;
}

/**
 * Reads and checks the environment; an empty variable counts as not set. Throws an Error that names each variable
 * that does not fit, without its value.
 */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not usable. ${faults.join("; ")}`);
  }
  return {
    databaseUrl: parsed.data.DATABASE_URL ?? null,
    dataDirectory: path.resolve(/* turbopackIgnore: true */ process.cwd(), parsed.data.TIDEMARK_DATA_DIR),
    secret: parsed.data.TIDEMARK_SECRET ?? null,
    httpsOnly: parsed.data.TIDEMARK_HTTPS_ONLY === "1",
    testClock: parsed.data.TIDEMARK_TEST_CLOCK === "1",
  };
}
