/**
 * Ties the engine's host to this worker. The only worker file of ours: it keeps the few capabilities that the host
 * needs as private references, takes everything else out of the global scope, and only then listens.
 */
import "client-only";
import { EngineHost, type LearnerEntry } from "@tidemark/engine/worker-host";
import { lockDown } from "./lock-down";

declare const self: DedicatedWorkerGlobalScope;

const post = self.postMessage.bind(self);
const now = performance.now.bind(performance);
const createObjectURL = URL.createObjectURL.bind(URL);
const revokeObjectURL = URL.revokeObjectURL.bind(URL);
const BlobOfThisWorker = Blob;
const turns = new MessageChannel();
const turnsEnd = turns.port2;
const postTurn = turnsEnd.postMessage.bind(turnsEnd);
const waitingTurns: (() => void)[] = [];
turns.port1.onmessage = () => waitingTurns.shift()?.();

const host = new EngineHost({
  load: async (moduleText) => {
    const url = createObjectURL(new BlobOfThisWorker([moduleText], { type: "text/javascript" }));
    try {
      const program = (await import(/* turbopackIgnore: true */ url)) as { default: LearnerEntry };
      return program.default;
    } finally {
      revokeObjectURL(url);
    }
  },
  now,
  pause: () =>
    new Promise((resolve) => {
      waitingTurns.push(resolve);
      postTurn(null);
    }),
  post: (event, transfer) => post(event, [...transfer]),
});

self.addEventListener("message", (event: MessageEvent<unknown>) => host.receive(event.data));
lockDown(self);
host.start();
