// A PostgreSQL of its own for the tests: a private directory, a free port, removed afterwards.
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { installDebianPackage } from "./debian.mjs";
import { assertRan, StepFailure } from "./progress.mjs";
import { run } from "./project.mjs";

const DEBIAN_VERSIONS = "/usr/lib/postgresql";

function findBinaries() {
  const places = process.env.POSTGRES_BIN ? [process.env.POSTGRES_BIN] : [];
  if (existsSync(DEBIAN_VERSIONS)) {
    const versions = readdirSync(DEBIAN_VERSIONS).sort((left, right) => Number(right) - Number(left));
    places.push(...versions.map((version) => path.join(DEBIAN_VERSIONS, version, "bin")));
  }
  places.push(...(process.env.PATH ?? "").split(path.delimiter).filter(Boolean));
  return places.find((place) => ["initdb", "pg_ctl"].every((name) => existsSync(path.join(place, name)))) ?? null;
}

/** The port is free when it is asked for; another program could still take it before PostgreSQL does. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function postgresUser() {
  const ids = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, "postgres"])));
  if (ids.some((id) => id.code !== 0)) throw new StepFailure("There is no user postgres to run PostgreSQL as.");
  const [uid, gid] = ids.map((id) => Number(id.output.trim()));
  return { uid, gid };
}

/**
 * Starts a PostgreSQL and gives its URL and a function that stops it and removes its data. Installs Debian's package
 * when there is none and this user is root. PostgreSQL refuses to run as root, so then the user postgres runs it.
 */
export async function startPostgres(say) {
  let problem = null;
  if (findBinaries() === null) problem = await installDebianPackage("postgresql", say);
  const binaries = findBinaries();
  if (binaries === null) {
    throw new StepFailure(
      `The tests on PostgreSQL need initdb and pg_ctl, and they are not here (${problem}). ` +
        "Install PostgreSQL, or set POSTGRES_BIN to the folder of its programs.",
    );
  }
  const owner = process.getuid?.() === 0 ? await postgresUser() : {};
  const home = mkdtempSync(path.join(os.tmpdir(), "tidemark-postgres-"));
  const data = path.join(home, "data");
  mkdirSync(data);
  chmodSync(home, 0o700);
  if (owner.uid !== undefined) for (const place of [home, data]) chownSync(place, owner.uid, owner.gid);
  const port = await freePort();
  const inHome = (name, args) => run(path.join(binaries, name), args, { ...owner, cwd: home, onLine: say });
  const stop = async () => {
    await inHome("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    assertRan(
      await inHome("initdb", ["-D", data, "-A", "trust", "-U", "tidemark", "-E", "UTF8", "--no-sync"]),
      "initdb",
    );
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${home}`;
    const log = path.join(home, "log");
    assertRan(await inHome("pg_ctl", ["-D", data, "-l", log, "-o", settings, "-w", "start"]), "Starting PostgreSQL");
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return { url: `postgresql://tidemark@127.0.0.1:${port}/postgres`, stop };
}
