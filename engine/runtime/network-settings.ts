/**
 * Network buffers, as a run may be given them. Answers to Flink's `NettyShuffleEnvironmentConfiguration` and to the
 * options `taskmanager.network.memory.buffer-debloat.*`. Without them a channel holds a number of elements.
 */
import { illegalArgument } from "../core/index";

export type DebloatingSettings = {
  /** How often the size is reckoned anew, in milliseconds. */
  readonly periodMillis: number;
  /** How long it is to take to consume what is under way, in milliseconds. */
  readonly targetMillis: number;
  /** Over how many samples sizes are smoothed. */
  readonly samples: number;
  /** By how much a size has to change to be announced, in per cent. */
  readonly thresholdPercent: number;
  /** The least size, in bytes. */
  readonly minBufferBytes: number;
};

export type NetworkSettings = {
  /** Buffers that a consumer keeps for each channel. */
  readonly buffersPerChannel: number;
  /** Buffers that the channels of a gate share; as many more the subpartitions of a result. */
  readonly floatingBuffersPerGate: number;
  /** Buffers that one subpartition may hold at its producer. */
  readonly maxBuffersPerChannel: number;
  /** Buffers that a producer may take beyond, to finish what it has begun. */
  readonly overdraftBuffers: number;
  readonly bufferBytes: number;
  /** null: buffers keep their size. */
  readonly debloating: DebloatingSettings | null;
};

/** What Flink 2.3 has. */
const NETWORK_DEFAULTS: NetworkSettings = {
  buffersPerChannel: 2,
  floatingBuffersPerGate: 8,
  maxBuffersPerChannel: 10,
  overdraftBuffers: 5,
  bufferBytes: 32_768,
  debloating: null,
};

const DEBLOATING_DEFAULTS: DebloatingSettings = {
  periodMillis: 200,
  targetMillis: 1_000,
  samples: 20,
  thresholdPercent: 25,
  minBufferBytes: 256,
};

/** As a run is given them: what is left out is as in Flink; `debloating: true` is Flink's. */
export type NetworkOptions = Partial<Omit<NetworkSettings, "debloating">> & {
  readonly debloating?: boolean | Partial<DebloatingSettings>;
};

/** The whole settings. Errors: `IllegalArgumentException` for numbers that no network can have. */
export function networkSettings(options: NetworkOptions): NetworkSettings {
  const { debloating = false, ...buffers } = options;
  const settings: NetworkSettings = {
    ...NETWORK_DEFAULTS,
    ...buffers,
    debloating: debloating === false ? null : { ...DEBLOATING_DEFAULTS, ...(debloating === true ? {} : debloating) },
  };
  for (const name of ["buffersPerChannel", "maxBuffersPerChannel", "bufferBytes"] as const) {
    if (!(settings[name] >= 1))
      throw illegalArgument(`The network needs at least 1 as ${name}, not ${settings[name]}.`);
  }
  return settings;
}
