/** The channels of one task as a table, with what stands in each. */
import type { ChannelNow, ClusterMoment } from "@/lib/shared/cluster-model/cluster-at";
import type { ClusterIndex } from "@/lib/shared/cluster-model/cluster-index";
import { elementWords, fillWords, watermarkWords } from "./cluster-words";

const MAX_ELEMENTS = 8;

type Props = { index: ClusterIndex; moment: ClusterMoment; chosen: string };

export function TaskDetails({ index, moment, chosen }: Props) {
  const [vertex, subtask] = chosen.split("/").map(Number);
  const name = index.topology.vertices[vertex ?? -1]?.names[0];
  const inputs = moment.channels.filter(({ to }) => to.vertex === vertex && to.subtask === subtask);
  const outputs = moment.channels.filter(({ from }) => from?.vertex === vertex && from?.subtask === subtask);
  if (name === undefined) return null;
  return (
    <div className="grid gap-12">
      <h3 className="pane-heading">{`Channels of ${name}, subtask ${(subtask ?? 0) + 1}`}</h3>
      <div className="flex flex-wrap gap-x-34 gap-y-18">
        <Channels caption="It reads" channels={inputs} other={({ from }) => from} index={index} />
        <Channels caption="It writes" channels={outputs} other={({ to }) => to} index={index} />
      </div>
    </div>
  );
}

function Channels(props: {
  caption: string;
  channels: readonly ChannelNow[];
  other: (channel: ChannelNow) => ChannelNow["from"];
  index: ClusterIndex;
}) {
  const { caption, channels, other, index } = props;
  if (channels.length === 0) return null;
  return (
    <table className="border-collapse text-sm">
      <caption className="pb-4 text-left text-ink-2">{caption}</caption>
      <thead>
        <tr className="border-b border-line-strong text-left text-ink-2">
          {["channel", "in it", "watermark", "next"].map((heading) => (
            <th key={heading} scope="col" className="py-4 pr-18 font-normal">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {channels.map((channel) => {
          const end = other(channel);
          const name = index.topology.vertices[end?.vertex ?? -1]?.names[0] ?? "";
          const hidden = channel.elements.length - MAX_ELEMENTS;
          const state =
            channel.blockedBy > 0 ? `, waits for checkpoint ${channel.blockedBy}` : channel.idle ? ", idle" : "";
          return (
            <tr key={channel.key} className="border-b border-line align-top">
              <th scope="row" className="py-6 pr-18 text-left font-normal">{`${name} ${(end?.subtask ?? 0) + 1}`}</th>
              <td className="py-6 pr-18 whitespace-nowrap">{`${fillWords(channel)}${state}`}</td>
              <td className="py-6 pr-18 font-mono whitespace-nowrap text-tide">
                {watermarkWords(index.trace, channel.watermark)}
              </td>
              <td className="max-w-[26rem] py-6">
                {channel.elements
                  .slice(0, MAX_ELEMENTS)
                  .map((flight) => elementWords(index.trace, flight))
                  .join(", ")}
                {hidden > 0 ? `, and ${hidden} more` : ""}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
