/**
 * The client's contract without a worker: host and client in one thread, messages handed over one by one.
 * For tests and content checks. A program that never comes back cannot be ended here; everything else is the
 * same, down to the parsing of every message.
 */
import { EngineClient, type EngineClientOptions } from "./client";
import { EngineHost } from "./engine-host";
import type { EnginePort, HostPlatform, PortListener } from "./engine-port";

/** What the thread lends: everything but the way to the client, which lies here. */
export type InProcessPlatform = Omit<HostPlatform, "post"> & Pick<EngineClientOptions, "schedule">;

/** A client whose host runs in this thread. */
export function createInProcessClient(platform: InProcessPlatform): EngineClient {
  return new EngineClient({
    schedule: platform.schedule,
    connect: (listener) => connectInProcess(platform, listener),
  });
}

function connectInProcess(platform: InProcessPlatform, listener: PortListener): EnginePort {
  let open = true;
  const deliver = (send: () => void): void => {
    void platform.pause().then(() => {
      if (open) send();
    });
  };
  const host = new EngineHost({
    load: (moduleText) => platform.load(moduleText),
    now: () => platform.now(),
    pause: () => platform.pause(),
    post: (event) => deliver(() => listener.onMessage(event)),
  });
  host.start();
  return {
    post: (command) => deliver(() => host.receive(command)),
    terminate: () => {
      open = false;
    },
  };
}
