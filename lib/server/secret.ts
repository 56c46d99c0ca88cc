import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readEnvironment } from "./env";

const SECRET_LENGTH_MIN = 32;

function readSecret(file: string): string | null {
  try {
    const secret = readFileSync(file, "utf8").trim();
    return secret.length >= SECRET_LENGTH_MIN ? secret : null;
  } catch {
    return null;
  }
}

/** Writes a new secret readable by its owner only; when another process was quicker, that one's secret counts. */
function createSecret(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  writeFileSync(temporary, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  try {
    linkSync(temporary, file);
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST")) throw thrown;
  } finally {
    rmSync(temporary, { force: true });
  }
  const secret = readSecret(file);
  if (secret === null) throw new Error(`The secret in ${file} is too short: remove the file to get a new one.`);
  return secret;
}

/** The secret given in the environment, or the one in the data directory, which is made when it is missing. */
export function signingSecret(): string {
  const environment = readEnvironment();
  if (environment.secret !== null) return environment.secret;
  const file = path.join(/* turbopackIgnore: true */ environment.dataDirectory, "secret");
  return readSecret(file) ?? createSecret(file);
}
